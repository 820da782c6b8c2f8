"""Funnels: the stated examples, and that a verdict is a matter of its own two numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.statistics import (
    Verdict,
    funnel_curves,
    funnel_limits,
    funnel_verdict,
    funnel_verdicts,
    indirect_expectations,
    overdispersion,
    poisson_interval,
    standardised_ratio,
)

COUNTS = st.integers(0, 100_000)
EXPECTED = st.floats(0.01, 100_000)
PAIRS = st.lists(st.tuples(COUNTS, EXPECTED), min_size=1, max_size=40)
ORDER = list(Verdict)


@pytest.mark.parametrize(
    ("confidence", "lower", "upper"), [(0.95, 0.6108260, 1.544419), (0.998, 0.4479107, 1.902094)]
)
def test_limits_at_twenty_events(confidence, lower, upper):
    """Source: FunnelPlotR tests, as the formulas paper cites them."""
    assert funnel_limits(20, confidence) == pytest.approx((lower, upper), rel=1e-6)


@pytest.mark.parametrize(
    ("observed", "expected", "verdict"),
    [
        (8, 6.239860227, Verdict.NOT_SIGNIFICANT),
        (151, 106.4429719, Verdict.HIGH_001),
        (0, 240.6273499, Verdict.LOW_001),
    ],
)
def test_verdicts_of_the_phe_file(observed, expected, verdict):
    """Source: PHE's test file, as the formulas paper cites it."""
    assert funnel_verdict(observed, expected) is verdict


def test_the_middle_verdicts():
    lower, upper = poisson_interval(100)
    assert funnel_verdict(100, lower - 0.01) is Verdict.HIGH_025
    assert funnel_verdict(100, upper + 0.01) is Verdict.LOW_025


def test_drawn_limits_and_verdict_may_differ():
    """A point drawn outside the 95% limits that is yet not significant: the page has to say so."""
    observed, expected = next(
        (observed, observed / 10 + 1)
        for observed in range(1, 1000)
        if (funnel_limits(observed / 10 + 1, 0.95)[1] < observed / (observed / 10 + 1))
        != (funnel_verdict(observed, observed / 10 + 1) in (Verdict.HIGH_025, Verdict.HIGH_001))
    )
    assert funnel_verdict(observed, expected) is not None


@given(EXPECTED)
def test_limits_hold_one_and_nest(expected):
    (lower, upper), (outer_lower, outer_upper) = (
        funnel_limits(expected, confidence) for confidence in (0.95, 0.998)
    )
    assert 0 <= outer_lower <= lower <= 1 <= upper <= outer_upper


@given(st.floats(0.01, 10_000), st.floats(1.01, 3))
def test_limits_come_closer_with_more_expected(expected, times):
    few, many = funnel_limits(expected, 0.95), funnel_limits(expected * times, 0.95)
    assert few[0] <= many[0] <= many[1] <= few[1]


@given(COUNTS, EXPECTED, st.integers(1, 1000))
def test_more_events_never_lower_a_verdict(observed, expected, more):
    one, other = (funnel_verdict(count, expected) for count in (observed, observed + more))
    assert ORDER.index(one) <= ORDER.index(other)


@given(COUNTS, EXPECTED, st.floats(1, 10))
def test_more_expected_never_raise_a_verdict(observed, expected, times):
    one, other = (funnel_verdict(observed, expected * by) for by in (1, times))
    assert ORDER.index(other) <= ORDER.index(one)


@given(PAIRS)
def test_many_verdicts_are_the_same_one_by_one(pairs):
    observed, expected = zip(*pairs, strict=True)
    assert funnel_verdicts(observed, expected) == [funnel_verdict(*pair) for pair in pairs]


@given(PAIRS, st.randoms(use_true_random=False))
def test_verdicts_do_not_depend_on_order(pairs, dice):
    shuffled = list(pairs)
    dice.shuffle(shuffled)
    forth, back = (
        dict(zip(rows, funnel_verdicts(*zip(*rows, strict=True)), strict=True)) for rows in (pairs, shuffled)
    )
    assert forth == back


@given(st.lists(EXPECTED, max_size=40), st.sampled_from([0.95, 0.998]))
def test_curves_are_the_limits_one_by_one(expected, confidence):
    lowers, uppers = funnel_curves(expected, confidence)
    assert list(zip(lowers, uppers, strict=True)) == [funnel_limits(at, confidence) for at in expected]


@pytest.mark.parametrize("expected", [0, -1])
def test_no_limits_where_nothing_is_expected(expected):
    with pytest.raises(ValueError, match="nothing is expected"):
        funnel_limits(expected, 0.95)
    with pytest.raises(ValueError, match="nothing is expected"):
        funnel_curves([5, expected], 0.95)


def test_example_of_overdispersion():
    """Source: the formulas paper, the example under `overdispersion`."""
    found = overdispersion([100, 150, 180, 80, 120, 225], [108, 112, 165, 95, 100, 220])
    assert found.phi == pytest.approx(2.327178, abs=1e-6)
    assert found.tau2 == pytest.approx(0.0034397802, abs=1e-10)


def test_adjusted_limits_are_wider():
    """Source: the formulas paper, limits 1 ± k√(s² + tau2) of √(O/E); squared as FunnelPlotR has them."""
    found = overdispersion([100, 150, 180, 80, 120, 225], [108, 112, 165, 95, 100, 220])
    lower, upper = found.limits(100, 1.959964)
    spread = 1.959964 * (1 / 400 + found.tau2) ** 0.5
    assert (lower, upper) == pytest.approx(((1 - spread) ** 2, (1 + spread) ** 2))
    assert lower < funnel_limits(100, 0.95)[0] < funnel_limits(100, 0.95)[1] < upper


def test_practices_alike_are_not_adjusted():
    found = overdispersion([100, 101, 99], [100, 100, 100])
    assert (found.phi < 1, found.tau2) == (True, 0)
    assert found.limits(100, 1.959964) == pytest.approx(((1 - 0.0979982) ** 2, (1 + 0.0979982) ** 2))


def test_a_lower_limit_is_never_below_nothing():
    assert overdispersion([100, 101, 99], [100, 100, 100]).limits(1, 3.090232)[0] == 0


@given(st.lists(st.tuples(st.integers(0, 5_000), st.floats(1, 5_000)), min_size=2, max_size=30))
def test_overdispersion_does_not_depend_on_order(pairs):
    forth, back = (overdispersion(*zip(*rows, strict=True)) for rows in (pairs, pairs[::-1]))
    assert forth.phi == pytest.approx(back.phi)
    assert forth.tau2 == pytest.approx(back.tau2, abs=1e-9)


@pytest.mark.parametrize(("observed", "expected"), [([1], [1]), ([1, 2], [1]), ([1, 2], [1, 0])])
def test_overdispersion_needs_rows_with_an_expectation(observed, expected):
    with pytest.raises(ValueError, match="two or more rows"):
        overdispersion(observed, expected)


def test_expectations_of_many_practices_are_those_of_each():
    lists, events, of = np.array([[1_800, 6_200], [10, 0]]), [1_500, 9_800], [30_000, 98_000]
    found = indirect_expectations(lists, events, of)
    assert list(found) == pytest.approx([standardised_ratio(0, row, events, of).expected for row in lists])


def test_no_expectation_for_people_without_a_reference():
    found = indirect_expectations(np.array([[10, 5], [10, 0]]), [1, 0], [10, 0])
    assert np.isnan(found[0])
    assert found[1] == 1
