"""The straight line, by hand and by its properties."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgets.forecasting import projected, straight_line, to_penny, twelfths

TEN_MONTHS = [Decimal(n) for n in (95, 98, 102, 105, 99, 101, 108, 110, 112, 120)]
amounts = st.decimals(min_value=-(10**8), max_value=10**8, places=2)


def test_ten_months_of_the_worked_example():
    assert straight_line(TEN_MONTHS) == Decimal(1260)


def test_no_month_gone_is_refused():
    with pytest.raises(ValueError, match="1 to 12 months of spend, not 0"):
        straight_line([])


def test_a_thirteenth_month_is_refused():
    with pytest.raises(ValueError, match="not 13"):
        projected(Decimal(1), 13)


@given(st.lists(amounts, min_size=12, max_size=12))
def test_a_whole_year_is_its_own_outturn(year):
    assert straight_line(year) == sum(year)


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
