"""Budget, spend and what the year may come to. Money is pounds, an overspend is positive, None is missing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from daccom.amounts import percent_of

Pounds = Decimal | None


@dataclass(frozen=True)
class MoneyRow:
    """A main category (by its code), a practice (by its ODS code), or all (no key)."""

    key: str
    name: str
    budget: Pounds
    budget_to_date: Pounds
    spend: Pounds
    variance: Pounds
    outturn: Pounds
    outturn_variance: Pounds
    unbudgeted: Pounds
    months_missing: int

    @property
    def variance_percent(self) -> Pounds:
        """The variance in percent of the budget to date; None when that is nought or not known."""
        return percent_of(self.variance, self.budget_to_date)

    @property
    def outturn_percent(self) -> Pounds:
        return percent_of(self.outturn_variance, self.budget)


@dataclass(frozen=True)
class MoneyLine:
    """One practice and main category, by their keys."""

    practice: str
    category: str
    budget: Pounds
    budget_to_date: Pounds
    spend: Pounds
    variance: Pounds


@dataclass(frozen=True)
class MoneyFigures:
    """A group's money at the end of a month; `outside` is shown but not managed here."""

    by_category: list[MoneyRow]
    by_practice: list[MoneyRow]
    outside: list[MoneyRow]
    total: MoneyRow
    lines: list[MoneyLine]
    is_simulated: bool

    @property
    def is_empty(self) -> bool:
        return not self.by_category and not self.outside

    def of_practice(self, ods: str) -> MoneyRow | None:
        return next((row for row in self.by_practice if row.key == ods), None)


@dataclass(frozen=True)
class ForecastRow:
    """What the year is forecast to come to: one main category, or all (no key).

    `method` in words; `before` is what was forecast a month ago.
    """

    key: str
    name: str
    method: str
    budget: Pounds
    outturn: Pounds
    before: Pounds

    @property
    def variance(self) -> Pounds:
        return None if self.budget is None or self.outturn is None else self.outturn - self.budget

    @property
    def variance_percent(self) -> Pounds:
        return percent_of(self.variance, self.budget)

    @property
    def movement(self) -> Pounds:
        return None if self.before is None or self.outturn is None else self.outturn - self.before


@dataclass(frozen=True)
class ForecastFigures:
    rows: list[ForecastRow]
    total: ForecastRow
    is_simulated: bool
