"""Chance alone is flagged as often as theory says, by the funnel and by each rule of a run chart."""

from __future__ import annotations

from io import StringIO

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from scipy.special import pdtr, pdtrc

from referrals.calculations import chance
from referrals.calculations.chance import (
    EXPECTED,
    RULES,
    Share,
    charts,
    exact_trend,
    funnel_levels,
    independent_shares,
    poisson,
    rule_flags,
    simulate,
    textbook,
)
from referrals.statistics import xmr


def test_the_shares_lie_where_theory_says():
    shares = simulate(years=60, seed=2009)
    assert [one.name for one in shares if not one.agrees] == []
    assert len(shares) == 2 + len(RULES)


def test_the_same_seed_gives_the_same_shares():
    assert simulate(years=2, seed=7) == simulate(years=2, seed=7)
    assert simulate(years=2, seed=7) != simulate(years=2, seed=8)


def test_no_year_is_no_simulation():
    with pytest.raises(ValueError, match="year"):
        simulate(years=0, seed=1)


@pytest.mark.parametrize("expected", EXPECTED)
@pytest.mark.parametrize(("level", "tail"), [(1, 0.025), (2, 0.001)])
def test_the_funnel_flags_what_the_tails_of_poisson_say(expected, level, tail):
    """A count is high when as many or more are rarer than the tail; Byar's limits may differ by one count."""
    levels = funnel_levels(expected)
    counts = np.arange(len(levels))
    flagged = levels >= level
    lowest_high = counts[flagged & (counts > expected)].min()
    by_tail = next(count for count in counts if count > expected and pdtrc(count - 1, expected) < tail)
    assert abs(lowest_high - by_tail) <= 1
    low = counts[flagged & (counts < expected)]
    by_low = [count for count in counts if count < expected and pdtr(count, expected) < tail]
    assert abs(len(low) - len(by_low)) <= 1


def test_probabilities_of_counts_come_to_one():
    assert poisson(14, 100).sum() == pytest.approx(1)


def test_exact_trends_agree_with_counting_them():
    rng = np.random.default_rng(11)
    counted = rule_flags(charts(rng, 4_000))["trend"].mean()
    assert counted == pytest.approx(exact_trend(), rel=0.12)


def test_without_ties_a_trend_is_two_in_seven_factorial():
    assert textbook("trend") > exact_trend() > textbook("trend") / 3


def test_the_second_reading_of_the_rules_marks_what_the_first_marks():
    values = charts(np.random.default_rng(3), 12)
    shares = independent_shares(values)
    marked = [point.rule for row in values.tolist() for point in xmr(row).points]
    assert {rule: marked.count(rule) / len(marked) for rule in RULES} == pytest.approx(shares)


def test_the_command_prints_each_share():
    out = StringIO()
    call_command("simulate_chance", years=3, seed=5, stdout=out)
    printed = out.getvalue()
    assert "3 years of 19 practices" in printed
    assert "Funnel, outside 99.8%" in printed
    assert "All where theory says." in printed


def test_the_command_fails_where_theory_is_missed(monkeypatch):
    monkeypatch.setattr(chance, "simulate", lambda years, seed: [Share("Funnel", 0.5, 0.05, 0.01)])
    out = StringIO()
    with pytest.raises(CommandError, match="Funnel"):
        call_command("simulate_chance", years=1, stdout=out)
    assert "NOT WHERE THEORY SAYS" in out.getvalue()


@pytest.mark.parametrize("given", [{"years": 0}, {"seed": -1}])
def test_the_command_refuses_what_is_no_simulation(given):
    with pytest.raises(CommandError, match="or more"):
        call_command("simulate_chance", **given)
