"""How wrong methods would have been: on few rows, and that the future is not used."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from budgets.models import Method, MonthlySpend
from budgets.selectors.backtests import METHODS, Backtest, Miss, backtests
from daccom.calendar import FinancialYear
from tests.budgets.builders import JANUARY, YEAR, make_budget, make_category, make_spend
from tests.budgets.builders_forecasts import make_whole_year

LAST, FIRST = FinancialYear(2007), FinancialYear(2006)


def make_rising_year(practice, year, category=None):
    """100, 101 … 111: £1,266 in all."""
    for number, month in enumerate(FinancialYear(year).months):
        make_spend(practice, 100 + number, month, category)


@pytest.fixture
def years(cast):
    make_budget(cast.alder, 1200, year=2007)
    make_rising_year(cast.alder, 2007)
    return cast


def at(cast, month=JANUARY):
    return backtests(group=cast.dacorum, month=month, user=cast.erin)


def test_each_miss_is_signed_and_in_percent_of_what_came_true(years):
    misses = {miss.method: miss for miss in at(years).of("PRE").misses}
    line = misses[Method.STRAIGHT_LINE]
    assert (line.forecast, line.actual) == (1254, 1266)
    assert round(line.percent, 4) == Decimal("-0.9479")
    assert misses[Method.RUN_RATE].forecast == 1045 + 2 * 108
    assert misses[Method.VARIANCE_HELD].forecast == 1245


def test_the_least_wrong_is_named(years):
    assert at(years).of("PRE").best == Method.RUN_RATE
    assert Backtest().best is None


def test_the_mean_does_not_let_over_and_under_cancel():
    found = Backtest(
        [
            Miss(LAST, Method.RUN_RATE, Decimal(110), Decimal(100)),
            Miss(FIRST, Method.RUN_RATE, Decimal(90), Decimal(100)),
        ]
    )
    assert found.mean_absolute(Method.RUN_RATE) == 10
    assert found.years == [FIRST, LAST]
    assert found.in_year(Method.RUN_RATE, FIRST).percent == -10
    assert found.in_year(Method.PROFILED, FIRST) is None


def test_the_shape_is_that_of_the_year_before_then(years):
    make_rising_year(years.alder, 2006)
    misses = at(years).of("PRE").of(Method.PROFILED)
    assert [(miss.year, abs(miss.percent) < Decimal("0.01")) for miss in misses] == [
        (LAST, True),
        (FIRST, False),
    ]


def test_what_was_posted_after_that_month_is_not_used(years):
    before = at(years).of("PRE").in_year(Method.RUN_RATE, LAST).forecast
    MonthlySpend.objects.filter(month=LAST.months[11].first).update(amount=999)
    assert at(years).of("PRE").in_year(Method.RUN_RATE, LAST).forecast == before


def test_a_year_with_a_gap_is_left_out(years):
    MonthlySpend.objects.filter(month=LAST.months[11].first).delete()
    assert at(years).of("PRE").misses == []
    assert at(years).total.misses == []


def test_a_year_in_which_nothing_was_spent_has_no_percentage(cast):
    make_budget(cast.alder, 0, year=2007)
    make_whole_year(cast.alder, 0, 2007)
    assert at(cast).of("PRE").mean_absolute(Method.STRAIGHT_LINE) is None


def test_the_total_is_of_all_lines_by_one_method(years):
    other = make_category("OTH", "Other")
    make_whole_year(years.alder, 10, 2007, other)
    total = at(years).total
    assert total.in_year(Method.STRAIGHT_LINE, LAST).forecast == 1254 + 120
    assert total.in_year(Method.VARIANCE_HELD, LAST) is None


def test_after_twelve_months_nothing_is_wrong(years):
    found = at(years, YEAR.months[11]).of("PRE")
    assert {found.mean_absolute(method) for method in METHODS} == {0}


def test_the_command_prints_a_row_for_each_month(years, capsys):
    call_command("backtest_forecasts", "daccom")
    printed = capsys.readouterr().out
    assert "all lines together, 2007/08" in printed
    rows = [line.split() for line in printed.splitlines() if line[:5].strip().isdigit()]
    assert len(rows) == 24
    assert rows[11] == ["12", *["0.00"] * 5]
    assert rows[9][1] == "0.95"


def test_the_command_says_when_there_is_nothing(cast):
    with pytest.raises(CommandError, match="No year before 2008/09 is posted whole"):
        call_command("backtest_forecasts", "daccom")
    with pytest.raises(CommandError, match="There is no group nowhere"):
        call_command("backtest_forecasts", "nowhere")
