"""A year's variations with their running effect, its reserves, and the budgets as they stand. Pounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max, Prefetch

from budgets.models import Category, Reserve, Variation, VariationLine
from budgets.models.variations import VariationQuerySet
from budgets.selectors.current_budgets import Amount, current_budgets
from budgets.selectors.setting_start import inside_categories
from daccom.calendar import FinancialYear, Month
from practices.models import CommissioningGroup, User
from referrals.selectors.roster import Roster

NOTHING = Decimal("0.00")


def last_number(group: CommissioningGroup, year: FinancialYear) -> int:
    """The number of the group's newest variation of the year, 0 before the first; one query."""
    rows = Variation.objects.filter(group=group, year=year.start_year)
    return rows.aggregate(last=Max("number"))["last"] or 0


@dataclass(frozen=True)
class VariationRow:
    """One variation: what it gives to practices and reserves, and what practices have in all after it."""

    variation: Variation
    to_practices: Decimal
    to_reserves: Decimal
    after: Decimal


@dataclass(frozen=True)
class ReserveRow:
    """A reserve: as published, what variations gave it or took from it, and what is left."""

    reserve: Reserve
    changed: Decimal

    @property
    def left(self) -> Decimal:
        return self.reserve.amount + self.changed


@dataclass(frozen=True)
class StandingRow:
    """A practice's or main category's budget as it stands."""

    name: str
    amount: Amount


@dataclass(frozen=True)
class Standing:
    """All budgets of a group in a month; the two lists have the same total."""

    month: Month
    by_practice: list[StandingRow]
    by_category: list[StandingRow]
    total: Amount


def variation_rows(
    *, group: CommissioningGroup, year: FinancialYear, user: User, published: Decimal
) -> list[VariationRow]:
    """Every variation of the year in the order of their numbers, after `published`; two queries."""
    rows = []
    after = published
    for one in _with_lines(user).filter(group=group, year=year.start_year).order_by("number"):
        to_practices = _sum(line.amount for line in one.lines.all() if line.reserve_id is None)
        to_reserves = _sum(line.amount for line in one.lines.all() if line.reserve_id is not None)
        after += to_practices
        rows.append(VariationRow(one, to_practices, to_reserves, after))
    return rows


def variation_of(
    *, group: CommissioningGroup, year: FinancialYear, number: int, user: User
) -> Variation | None:
    """One variation with its lines, if the reader reads that group by name."""
    return _with_lines(user).filter(group=group, year=year.start_year, number=number).first()


def reserve_rows(*, group: CommissioningGroup, month: Month, user: User) -> list[ReserveRow]:
    """The reserves of the month's year as they stand in the month, contingency first; two queries."""
    counting = VariationLine.objects.filter(variation__month__lte=month.first)
    reserves = (
        Reserve.objects.visible_to(user)
        .filter(group=group, year=month.year.start_year)
        .prefetch_related(Prefetch("lines", counting))
        .order_by("kind")
    )
    return [ReserveRow(one, _sum(line.amount for line in one.lines.all())) for one in reserves]


def standing(*, roster: Roster, user: User) -> Standing:
    """What each practice and main category may spend, as it stands in the roster's month; three queries."""
    categories = inside_categories()
    names = {practice.pk: practice.name for practice in roster.practices}
    practices: dict[str, Amount] = {}
    tops: dict[Category, Amount] = defaultdict(Amount)
    whole = Amount()
    found = current_budgets(practices=roster.ids, month=roster.month, user=user)
    for (practice, category), amount in found.items():
        if category in categories:
            name = names[practice]
            practices[name] = practices.get(name, Amount()) + amount
            tops[_top(categories[category])] += amount
            whole += amount
    return Standing(
        month=roster.month,
        by_practice=[StandingRow(name, practices[name]) for name in sorted(practices)],
        by_category=[
            StandingRow(top.name, tops[top]) for top in sorted(tops, key=lambda category: category.order)
        ],
        total=whole,
    )


def _with_lines(user: User) -> VariationQuerySet:
    lines = VariationLine.objects.select_related("practice", "category", "reserve")
    return (
        Variation.objects.visible_to(user)
        .select_related("agreed_by", "group")
        .prefetch_related(Prefetch("lines", lines.order_by("pk")))
    )


def _top(category: Category) -> Category:
    while category.parent is not None:
        category = category.parent
    return category


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, NOTHING)
