"""What a position is made of: lines, and rows that add them up. Money is pounds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from budgets.forecasting import to_penny
from daccom.amounts import known_sum, less, percent_of


@dataclass(frozen=True)
class Heading:
    """A category (by its code) or a practice (by its ODS code): what a row is headed with."""

    key: str
    name: str
    order: int = 0


@dataclass(frozen=True)
class Line:
    """One practice and category; None means no budget was set, or no month was posted.

    `budget` is the year's as it stands in the month; `varied` of it came by variations after publishing.
    `expected` are the numbers of the months gone for which spend is expected, `year_months` how many of the
    whole year's: fewer than twelve when the practice or the category closed. `budget_to_date` is None before
    the first month posted. `last_year` is what was spent in the same months of the year before.
    """

    practice: Heading
    category: Heading
    part: Heading
    budget: Decimal | None
    varied: Decimal
    budget_to_date: Decimal | None
    spend: Decimal | None
    posted: frozenset[int]
    expected: frozenset[int]
    year_months: int
    last_year: Decimal | None
    last_months: frozenset[int]
    outside_pbc: bool
    is_simulated: bool

    @property
    def months_posted(self) -> int:
        return len(self.posted)

    @property
    def missing(self) -> frozenset[int]:
        """The months that finance has not posted."""
        return self.expected - self.posted

    @property
    def outturn(self) -> Decimal | None:
        """The straight line over the months posted; None before the first."""
        if self.spend is None or not self.months_posted:
            return None
        return to_penny(self.spend * max(self.year_months, self.months_posted) / self.months_posted)

    @property
    def variance(self) -> Decimal | None:
        """Spend less budget to date: an overspend is positive."""
        return less(self.spend, self.budget_to_date)

    @property
    def outturn_variance(self) -> Decimal | None:
        return less(self.outturn, self.budget)

    @property
    def change(self) -> Decimal | None:
        """Spend less that of last year; None unless the same months are posted of both years."""
        return less(self.spend, self.last_year) if self.posted == self.last_months else None


@dataclass(frozen=True)
class Row:
    """Lines added up. None means that not one of them has the figure."""

    heading: Heading
    lines: list[Line]

    @cached_property
    def budget(self) -> Decimal | None:
        return known_sum(line.budget for line in self.lines)

    @cached_property
    def varied(self) -> Decimal:
        """What variations brought or took, of the budget."""
        return sum((line.varied for line in self.lines), Decimal(0))

    @cached_property
    def spend(self) -> Decimal | None:
        return known_sum(line.spend for line in self.lines)

    @cached_property
    def budget_to_date(self) -> Decimal | None:
        return known_sum(line.budget_to_date for line in self.lines)

    @cached_property
    def outturn(self) -> Decimal | None:
        return known_sum(line.outturn for line in self.lines)

    @cached_property
    def variance(self) -> Decimal | None:
        """Spend less budget to date, over the lines that have both: an overspend is positive."""
        return known_sum(line.variance for line in self.lines)

    @cached_property
    def variance_percent(self) -> Decimal | None:
        """The variance in percent of the budget to date; None when that is nought."""
        return percent_of(self.variance, self.budget_to_date)

    @cached_property
    def outturn_variance(self) -> Decimal | None:
        """What the year would end over its budget, over the lines that have both."""
        return known_sum(line.outturn_variance for line in self.lines)

    @cached_property
    def outturn_percent(self) -> Decimal | None:
        both = known_sum(line.budget for line in self.lines if line.outturn_variance is not None)
        return percent_of(self.outturn_variance, both)

    @cached_property
    def last_year(self) -> Decimal | None:
        """What was spent in the same months of the year before."""
        return known_sum(line.last_year for line in self.lines)

    @cached_property
    def change(self) -> Decimal | None:
        """Spend less last year's, over the lines of which the same months are posted."""
        return known_sum(line.change for line in self.lines)

    @cached_property
    def change_percent(self) -> Decimal | None:
        both = known_sum(line.last_year for line in self.lines if line.change is not None)
        return percent_of(self.change, both)

    @cached_property
    def unbudgeted(self) -> Decimal | None:
        """Spend for which no budget was set; None when there is none."""
        return known_sum(line.spend for line in self.lines if line.budget is None)

    @cached_property
    def months_missing(self) -> int:
        """Line-months that finance has not posted."""
        return sum(len(line.missing) for line in self.lines)

    @cached_property
    def missing(self) -> frozenset[int]:
        """The numbers of the months of which a line is not posted."""
        return frozenset().union(*(line.missing for line in self.lines))

    @cached_property
    def is_simulated(self) -> bool:
        return any(line.is_simulated for line in self.lines)
