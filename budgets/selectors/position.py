"""Budget against spend to date, with the straight-line outturn, by category and by practice. Money is pounds.

The smallest line is one practice and one category, shown under its main category. Every sum is a sum of
lines, so that both views and the total agree to the penny. The budget to date is the twelfths of the months
for which spend was posted: a month that finance has not posted is missing on both sides. Spend without a
budget has no variance. Spend counts from the month in which a practice joined the group, whoever reads it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from budgets.forecasting import projected, to_penny, twelfths
from budgets.models import IndicativeBudget, MonthlySpend
from daccom.calendar import Month
from practices.models import User
from practices.scope import member_rows
from referrals.selectors.roster import Roster


def _root(field: str) -> Coalesce:
    """A field of the main category above a line's own; the tree is three levels deep at most."""
    return Coalesce(f"category__parent__parent__{field}", f"category__parent__{field}", f"category__{field}")


ROOT = {
    "root": _root("code"),
    "root_name": _root("name"),
    "root_order": _root("order"),
    "root_outside": _root("outside_pbc"),
}
SIMULATED = Count("pk", filter=Q(is_simulated=True))


@dataclass(frozen=True)
class Heading:
    """A main category (by its code) or a practice (by its ODS code): what a row is headed with."""

    key: str
    name: str
    order: int = 0


@dataclass(frozen=True)
class Line:
    """One practice and category; None means no budget was set, or no month was posted."""

    practice: Heading
    category: Heading
    budget: Decimal | None
    spend: Decimal | None
    months_posted: int
    months_gone: int
    outside_pbc: bool
    is_simulated: bool

    @property
    def budget_to_date(self) -> Decimal | None:
        """Twelfths of the budget for the months posted."""
        if self.budget is None or not self.months_posted:
            return None
        return twelfths(self.budget, self.months_posted)

    @property
    def outturn(self) -> Decimal | None:
        """The straight line over the months posted; None before the first."""
        if self.spend is None or not self.months_posted:
            return None
        return projected(self.spend, self.months_posted)

    @property
    def variance(self) -> Decimal | None:
        """Spend less budget to date: an overspend is positive."""
        return _less(self.spend, self.budget_to_date)

    @property
    def outturn_variance(self) -> Decimal | None:
        return _less(self.outturn, self.budget)


@dataclass(frozen=True)
class Row:
    """Lines added up. None means that not one of them has the figure."""

    heading: Heading
    lines: list[Line]

    @cached_property
    def budget(self) -> Decimal | None:
        return _sum(line.budget for line in self.lines)

    @cached_property
    def spend(self) -> Decimal | None:
        return _sum(line.spend for line in self.lines)

    @cached_property
    def budget_to_date(self) -> Decimal | None:
        return _sum(line.budget_to_date for line in self.lines)

    @cached_property
    def outturn(self) -> Decimal | None:
        return _sum(line.outturn for line in self.lines)

    @cached_property
    def variance(self) -> Decimal | None:
        """Spend less budget to date, over the lines that have both: an overspend is positive."""
        return _sum(line.variance for line in self.lines)

    @cached_property
    def variance_percent(self) -> Decimal | None:
        """The variance in percent of the budget to date; None when that is nought."""
        return _percent(self.variance, self.budget_to_date)

    @cached_property
    def outturn_variance(self) -> Decimal | None:
        """What the year would end over its budget, over the lines that have both."""
        return _sum(line.outturn_variance for line in self.lines)

    @cached_property
    def outturn_percent(self) -> Decimal | None:
        both = _sum(line.budget for line in self.lines if line.outturn_variance is not None)
        return _percent(self.outturn_variance, both)

    @cached_property
    def unbudgeted(self) -> Decimal | None:
        """Spend for which no budget was set; None when there is none."""
        return _sum(line.spend for line in self.lines if line.budget is None)

    @cached_property
    def months_missing(self) -> int:
        """Line-months that finance has not posted."""
        return sum(line.months_gone - line.months_posted for line in self.lines)

    @cached_property
    def is_simulated(self) -> bool:
        return any(line.is_simulated for line in self.lines)


@dataclass(frozen=True)
class Position:
    """A group's money at the end of `month`; `outside` are categories shown but not managed here."""

    month: Month
    by_category: list[Row]
    by_practice: list[Row]
    outside: list[Row]
    total: Row

    @property
    def is_empty(self) -> bool:
        return not self.by_category and not self.outside


def position(*, roster: Roster, user: User) -> Position:
    """The position of the practices in the group in the roster's month; two queries."""
    lines = _lines(roster, user)
    managed = [line for line in lines if not line.outside_pbc]
    listed = [Heading(practice.ods_code, practice.name) for practice in roster.expected(roster.month)]
    return Position(
        month=roster.month,
        by_category=_rows(managed, "category", _categories(managed)),
        by_practice=_rows(managed, "practice", listed) if managed else [],
        outside=_rows(
            outside := [line for line in lines if line.outside_pbc], "category", _categories(outside)
        ),
        total=Row(Heading("", "All"), managed),
    )


def _categories(lines: list[Line]) -> list[Heading]:
    return sorted({line.category for line in lines}, key=lambda heading: (heading.order, heading.name))


def _rows(lines: list[Line], by: Literal["category", "practice"], headings: list[Heading]) -> list[Row]:
    found: dict[Heading, list[Line]] = {heading: [] for heading in headings}
    for line in lines:
        found[getattr(line, by)].append(line)
    return [Row(heading, held) for heading, held in found.items()]


def _lines(roster: Roster, user: User) -> list[Line]:
    """Every practice and category that has a budget or spend."""
    practices = {practice.pk: practice for practice in roster.expected(roster.month)}
    budgets = {(row["practice_id"], row["category_id"]): row for row in _budgets(roster, user, practices)}
    spends = {(row["practice_id"], row["category_id"]): row for row in _spends(roster, user, practices)}
    lines = []
    for pk, category in {**budgets, **spends}:
        budget, spend = budgets.get((pk, category)), spends.get((pk, category))
        row = budget or spend or {}
        lines.append(
            Line(
                practice=Heading(practices[pk].ods_code, practices[pk].name),
                category=Heading(row["root"], row["root_name"], row["root_order"]),
                budget=to_penny(budget["total"]) if budget else None,
                spend=to_penny(spend["total"]) if spend else None,
                months_posted=spend["months"] if spend else 0,
                months_gone=sum(roster.is_expected(practices[pk], month) for month in roster.months),
                outside_pbc=bool(row["root_outside"]),
                is_simulated=any(part["simulated"] for part in (budget, spend) if part),
            )
        )
    return lines


def _budgets(roster: Roster, user: User, practices: Iterable[int]) -> Iterable[dict[str, Any]]:
    rows: Iterable[dict[str, Any]] = (
        IndicativeBudget.objects.visible_to(user)
        .filter(practice__in=list(practices), year=roster.month.year.start_year)
        .annotate(**ROOT)
        .values("practice_id", "category_id", *ROOT)
        .annotate(total=Sum("amount"), simulated=SIMULATED)
        .order_by()
    )
    return rows


def _spends(roster: Roster, user: User, practices: Iterable[int]) -> Iterable[dict[str, Any]]:
    rows: Iterable[dict[str, Any]] = (
        MonthlySpend.objects.visible_to(user)
        .filter(member_rows([roster.group.pk], month="month"), practice__in=list(practices))
        .between(roster.months[0], roster.month)
        .annotate(**ROOT)
        .values("practice_id", "category_id", *ROOT)
        .annotate(total=Sum("amount"), months=Count("month", distinct=True), simulated=SIMULATED)
        .order_by()
    )
    return rows


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _less(amount: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if amount is None or other is None else amount - other


def _percent(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return None if part is None or not whole else part / whole * 100
