"""How wrong each method would have been at the same month of earlier years, from the spend kept of them.

A year counts when each of its twelve months is posted for a category. The methods get what was known then:
the months so far, the budget as it stood, that year's profile or the shape of the year before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import mean

from budgets.models import Method
from budgets.selectors.forecast_series import Tree
from budgets.selectors.forecast_shapes import Months, spend_by_month
from budgets.selectors.forecasts import CategoryForecast, Forecasts, forecasts
from daccom.amounts import percent_of
from daccom.calendar import FinancialYear, Month
from practices.models import CommissioningGroup, User
from referrals.selectors.roster import roster

YEARS_BACK = 3
METHODS = [method for method in Method if method != Method.MANUAL]
"""Judgement of the past is not made again."""


@dataclass(frozen=True)
class Miss:
    """One method in one earlier year: `percent` is over what came true when positive."""

    year: FinancialYear
    method: Method
    forecast: Decimal
    actual: Decimal

    @property
    def percent(self) -> Decimal | None:
        """None when nothing was spent in the end."""
        return percent_of(self.forecast - self.actual, abs(self.actual))


@dataclass(frozen=True)
class Backtest:
    """What the methods missed, for a category or for all lines together."""

    misses: list[Miss] = field(default_factory=list)

    def of(self, method: Method) -> list[Miss]:
        return [miss for miss in self.misses if miss.method == method and miss.percent is not None]

    @property
    def years(self) -> list[FinancialYear]:
        return sorted({miss.year for miss in self.misses})

    def in_year(self, method: Method, year: FinancialYear) -> Miss | None:
        return next((miss for miss in self.of(method) if miss.year == year), None)

    def mean_absolute(self, method: Method) -> Decimal | None:
        """The mean of the misses in percent, whichever way they went; None without a year."""
        found = [abs(miss.percent) for miss in self.of(method) if miss.percent is not None]
        return mean(found) if found else None

    @property
    def best(self) -> Method | None:
        """The method that was least wrong; ties go to the first."""
        known = [method for method in METHODS if self.mean_absolute(method) is not None]
        return min(known, key=lambda method: self.mean_absolute(method) or Decimal(0), default=None)


@dataclass(frozen=True)
class Backtests:
    """By the code of the category, and of the total of the lines."""

    by_code: dict[str, Backtest]
    total: Backtest

    def of(self, code: str) -> Backtest:
        return self.by_code.get(code, Backtest())


def backtests(*, group: CommissioningGroup, month: Month, user: User | None) -> Backtests:
    """At the number of `month`, over up to three years before; a handful of queries for each year."""
    years = [FinancialYear(month.year.start_year - back) for back in range(1, YEARS_BACK + 1)]
    tree = Tree()
    spent = spend_by_month(group, user, [*years, years[-1].previous()], tree)
    by_code: dict[str, list[Miss]] = {}
    total: list[Miss] = []
    for year in (year for year in years if spent[year]):
        last_year = spent[year.previous()]
        then = _as_at(group, year.months[month.number - 1], user, last_year)
        ended = _as_at(group, year.months[-1], user, last_year)
        lines = _whole(then, ended)
        for line, actual in lines:
            by_code.setdefault(line.category.code, []).extend(_misses(year, line, actual))
        if lines and len(lines) == len(ended.lines):
            total += _total_misses(year, lines)
    return Backtests({code: Backtest(found) for code, found in by_code.items()}, Backtest(total))


def _as_at(group: CommissioningGroup, month: Month, user: User | None, last_year: Months) -> Forecasts:
    listed = roster(group=group, month=month, user=user)
    return forecasts(roster=listed, user=user, last_year=last_year)


def _whole(then: Forecasts, ended: Forecasts) -> list[tuple[CategoryForecast, Decimal]]:
    """The lines of which the whole year is posted, with what was spent in it."""
    return [
        (then.by_code[code], line.spend)
        for code, line in ended.by_code.items()
        if line.spend is not None and not line.series.stand_ins and code in then.by_code
    ]


def _misses(year: FinancialYear, line: CategoryForecast, actual: Decimal) -> list[Miss]:
    found = [(method, line.estimates[method].outturn) for method in METHODS]
    return [Miss(year, method, forecast, actual) for method, forecast in found if forecast is not None]


def _total_misses(year: FinancialYear, lines: Sequence[tuple[CategoryForecast, Decimal]]) -> list[Miss]:
    """All lines by the same method, where it can say something of each."""
    actual = sum((spent for _, spent in lines), Decimal(0))
    found = []
    for method in METHODS:
        parts = [line.estimates[method].outturn for line, _ in lines]
        known = [part for part in parts if part is not None]
        if len(known) == len(parts):
            found.append(Miss(year, method, sum(known, Decimal(0)), actual))
    return found
