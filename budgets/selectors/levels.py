"""How much a line or a reserve holds in each month of a year: published, and varied since. Pounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from budgets.models import Category, IndicativeBudget, Reserve, VariationLine
from daccom.calendar import FinancialYear, Month
from practices.models import Practice

NOTHING = Decimal("0.00")
Key = tuple[int | None, int | None, int | None]


@dataclass(frozen=True)
class Spot:
    """Where money lies: a practice's category, or a reserve of the group."""

    practice: Practice | None = None
    category: Category | None = None
    reserve: Reserve | None = None

    @property
    def key(self) -> Key:
        """The ids of practice, category and reserve."""
        return (
            self.practice.pk if self.practice else None,
            self.category.pk if self.category else None,
            self.reserve.pk if self.reserve else None,
        )

    def __str__(self) -> str:
        if self.reserve is not None:
            return self.reserve.get_kind_display()
        return f"{self.practice}, {self.category}"


@dataclass(frozen=True)
class Level:
    """What a spot started the year with, and what each month of variations changed."""

    published: Decimal
    changes: dict[Month, Decimal]

    def at(self, month: Month) -> Decimal:
        """What it holds in `month`."""
        return self.published + sum((gave for since, gave in self.changes.items() if since <= month), NOTHING)

    def lowest_from(self, month: Month) -> tuple[Decimal, Month]:
        """The least it holds in `month` or later, and the first month in which it holds so little."""
        later = sorted({month, *(since for since in self.changes if since > month)})
        return min(((self.at(one), one) for one in later), key=lambda found: found[0])


def levels(spots: Collection[Spot], year: FinancialYear) -> dict[Spot, Level]:
    """The level of each spot over the year; two queries."""
    published = _published(spots, year)
    changes: dict[Spot, dict[Month, Decimal]] = {spot: defaultdict(Decimal) for spot in spots}
    known = {spot.key: spot for spot in spots}
    lines = VariationLine.objects.filter(
        Q(practice__in=[spot.practice for spot in spots if spot.practice])
        | Q(reserve__in=[spot.reserve for spot in spots if spot.reserve]),
        variation__year=year.start_year,
    ).values_list("practice_id", "category_id", "reserve_id", "variation__month", "amount")
    for practice, category, reserve, month, amount in lines:
        spot = known.get((practice, category, reserve))
        if spot is not None:
            changes[spot][Month(month)] += amount
    return {spot: Level(published[spot], dict(changes[spot])) for spot in spots}


def _published(spots: Collection[Spot], year: FinancialYear) -> dict[Spot, Decimal]:
    """What was published of each; nothing for a line that was not."""
    rows = IndicativeBudget.objects.filter(
        practice__in=[spot.practice for spot in spots if spot.practice], year=year.start_year
    )
    amounts: dict[Key, Decimal] = {
        (practice, category, None): amount
        for practice, category, amount in rows.values_list("practice_id", "category_id", "amount")
    }
    return {spot: spot.reserve.amount if spot.reserve else amounts.get(spot.key, NOTHING) for spot in spots}
