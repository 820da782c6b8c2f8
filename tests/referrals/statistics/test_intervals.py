"""Intervals of counts and standardised ratios: the stated examples, and what holds for every count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.statistics import poisson_interval, poisson_intervals, standardised_ratio

COUNTS = st.integers(0, 200_000)
CONFIDENCES = st.floats(0.5, 0.9999)
BANDS = st.lists(
    st.tuples(st.integers(1, 50_000), st.integers(0, 50_000), st.integers(1, 1_000_000)),
    min_size=1,
    max_size=18,
)


@pytest.mark.parametrize(
    ("observed", "confidence", "lower", "upper"),
    [(65, 0.95, 50.163187710, 82.849138546), (1045, 0.998, 947.940703561, 1148.806160988)],
)
def test_examples_of_the_phe_workbook(observed, confidence, lower, upper):
    """Source: PHEindicatormethods test workbook, as the formulas paper cites it.

    The paper prints the second lower limit as 947.940705361. Byar's formula gives …703561, and the upper
    limit beside it to every digit: two digits changed places in print.
    """
    assert poisson_interval(observed, confidence) == pytest.approx((lower, upper), abs=1e-9)


def test_exact_below_ten():
    """Source: the formulas paper; the exact limits of 3 events are in every table of the Poisson."""
    assert poisson_interval(3) == pytest.approx((0.618672, 8.767273), abs=1e-6)


def test_nothing_has_a_lower_limit_of_nothing():
    """Source: the formulas paper, "lower for 0 is 0"."""
    assert poisson_interval(0) == pytest.approx((0, 3.688879), abs=1e-6)


@pytest.mark.parametrize(("observed", "confidence"), [(-1, 0.95), (5, 0), (5, 1), (5, 1.5)])
def test_no_interval_of_what_is_no_count(observed, confidence):
    with pytest.raises(ValueError, match="count|confidence"):
        poisson_interval(observed, confidence)
    with pytest.raises(ValueError, match="count|confidence"):
        poisson_intervals([observed], confidence)


@given(COUNTS, CONFIDENCES)
def test_an_interval_holds_its_count(observed, confidence):
    lower, upper = poisson_interval(observed, confidence)
    assert 0 <= lower <= observed <= upper


@given(COUNTS)
def test_the_surer_interval_holds_the_other(observed):
    (lower, upper), (sure_lower, sure_upper) = poisson_interval(observed), poisson_interval(observed, 0.998)
    assert sure_lower <= lower
    assert upper <= sure_upper


@given(st.lists(COUNTS, max_size=40), CONFIDENCES)
def test_many_at_once_are_the_same_one_by_one(counts, confidence):
    lowers, uppers = poisson_intervals(counts, confidence)
    one_by_one = [poisson_interval(count, confidence) for count in counts]
    assert list(zip(lowers, uppers, strict=True)) == one_by_one


def test_example_of_a_standardised_ratio():
    """Source: the formulas paper, the table under `standardised_ratio`."""
    found = standardised_ratio(1_200, [1_800, 6_200, 1_500], [1_500, 9_800, 6_000], [30_000, 98_000, 24_000])
    assert found.expected == pytest.approx(1_085)
    assert found.ratio == pytest.approx(1.105991, abs=1e-6)
    assert found.rate * 1000 == pytest.approx(125.879, abs=1e-3)
    assert (found.lower, found.upper) == pytest.approx((1.04429, 1.17038), abs=1e-5)


@given(BANDS)
def test_the_reference_population_against_itself_is_one(bands):
    populations, events, _ = (list(column) for column in zip(*bands, strict=True))
    found = standardised_ratio(sum(events), populations, events, populations)
    if sum(events):
        assert found.ratio == pytest.approx(1)
        assert found.rate == pytest.approx(sum(events) / sum(populations))
        assert found.lower < 1 < found.upper


@given(COUNTS, BANDS, st.integers(2, 9))
def test_the_size_of_the_reference_does_not_matter(observed, bands, times):
    people, events, of = (list(column) for column in zip(*bands, strict=True))
    one = standardised_ratio(observed, people, events, of)
    more = standardised_ratio(observed, people, [n * times for n in events], [n * times for n in of])
    assert more.expected == pytest.approx(one.expected)


def test_nothing_expected_gives_no_ratio():
    found = standardised_ratio(3, [0, 0], [10, 10], [100, 100])
    assert (found.expected, found.ratio, found.lower, found.upper, found.rate) == (0, None, None, None, None)


def test_an_empty_band_needs_no_reference():
    assert standardised_ratio(3, [100, 0], [10, 0], [100, 0]).expected == 10


def test_people_without_a_reference_are_refused():
    with pytest.raises(ValueError, match="the reference has nobody"):
        standardised_ratio(3, [100, 5], [10, 0], [100, 0])


def test_bands_have_to_fit():
    with pytest.raises(ValueError, match="argument"):
        standardised_ratio(3, [100], [10, 10], [100, 100])
