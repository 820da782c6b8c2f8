"""The methods of the formulas paper, by hand and by their properties."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgets.forecasting import (
    adjusted,
    part_gone,
    profiled,
    projected,
    run_rate,
    straight_line,
    to_penny,
    twelfths,
    variance_held,
)
from budgets.shares import split

TEN_MONTHS = [Decimal(n) for n in (95, 98, 102, 105, 99, 101, 108, 110, 112, 120)]
PROFILE = [Decimal("0.082")] * 10 + [Decimal("0.09")] * 2
amounts = st.decimals(min_value=-(10**8), max_value=10**8, places=2)


def test_ten_months_of_the_worked_example():
    """† The formulas paper: k = 10, B = 1,200, p = 0.82."""
    assert straight_line(TEN_MONTHS) == Decimal(1260)
    assert profiled(TEN_MONTHS, PROFILE) == Decimal("1280.49")
    assert run_rate(TEN_MONTHS) == Decimal(1278)
    assert variance_held(TEN_MONTHS, Decimal(1200), PROFILE) == Decimal(1266)
    assert adjusted(TEN_MONTHS, Decimal(0), Decimal(0)) == Decimal(1260)


def test_what_came_once_is_taken_out_and_put_back():
    """£50 of the £1,050 came once, and £30 is still to come: 1,000 · 12/10 + 80."""
    assert adjusted(TEN_MONTHS, Decimal(50), Decimal(80)) == Decimal(1280)


def test_a_credit_that_came_once_is_no_saving_for_the_months_to_come():
    assert adjusted(TEN_MONTHS, Decimal(-150), Decimal(-150)) == Decimal(1290)


def test_two_months_are_recent_enough_when_there_are_no_three():
    assert run_rate([Decimal(90), Decimal(110)]) == Decimal(1200)


def test_no_month_gone_is_refused():
    with pytest.raises(ValueError, match="1 to 12 months of spend, not 0"):
        straight_line([])


def test_a_thirteenth_month_is_refused():
    with pytest.raises(ValueError, match="not 13"):
        projected(Decimal(1), 13)


shapes = st.lists(st.integers(1, 100), min_size=12, max_size=12).map(
    lambda weights: [part / 100 for part in split(Decimal(100), weights)]
)


@given(st.lists(amounts, min_size=12, max_size=12), amounts, amounts, shapes)
def test_a_whole_year_is_its_own_outturn(year, budget, once, profile):
    found = {
        straight_line(year),
        profiled(year, profile),
        run_rate(year),
        variance_held(year, budget, profile),
        adjusted(year, once, once),
    }
    assert found == {sum(year)}


@pytest.mark.parametrize("profile", [[Decimal("0.1")] * 12, [Decimal("0.5")] * 2, []])
def test_a_profile_that_does_not_sum_is_refused(profile):
    for forecast in (profiled, lambda spent, shape: variance_held(spent, Decimal(1200), shape)):
        with pytest.raises(ValueError, match="twelve shares that sum to 1"):
            forecast(TEN_MONTHS, profile)


def test_a_profile_of_which_nothing_has_gone_is_refused():
    with pytest.raises(ValueError, match="nothing of the profile has gone"):
        profiled([Decimal(5)], [Decimal(0)] * 11 + [Decimal(1)])


@pytest.mark.parametrize("method", [straight_line, lambda spent: profiled(spent, PROFILE)])
def test_more_than_a_year_is_refused(method):
    with pytest.raises(ValueError, match="not 13"):
        method([Decimal(1)] * 13)


def test_the_part_of_a_profile_that_has_gone():
    assert part_gone(PROFILE, 10) == Decimal("0.82")


@given(amounts, st.integers(1, 12))
def test_equal_months_go_on_as_they_began(amount, months):
    assert straight_line([amount] * months) == amount * 12


def test_a_credit_lowers_the_outturn():
    assert straight_line([Decimal(100), Decimal(-40)]) == Decimal(360)


def test_half_a_penny_goes_up():
    assert to_penny(Decimal("0.125")) == Decimal("0.13")


def test_twelfths_of_an_uneven_budget():
    assert [twelfths(Decimal(100), n) for n in (1, 5, 12)] == [
        Decimal("8.33"),
        Decimal("41.67"),
        Decimal(100),
    ]
