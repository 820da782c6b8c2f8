"""The rows that a position is made of, one for each practice and category; sums are made by the database."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, Count, IntegerField, Q, Sum, Value, When
from django.db.models.functions import Coalesce

from budgets.forecasting import to_penny
from budgets.models import MonthlySpend, SpendProfile
from budgets.profiles import Shape, months_of
from daccom.calendar import FinancialYear, Month
from practices.models import User
from practices.scope import member_rows
from referrals.selectors.roster import Roster

Key = tuple[int, int]
"""A practice's id and a category's."""
OUTSIDE = Coalesce(
    "category__parent__parent__outside_pbc", "category__parent__outside_pbc", "category__outside_pbc"
)
"""Whether the main category above a row's own is managed elsewhere; the tree is three levels deep at most."""
SIMULATED = Count("pk", filter=Q(is_simulated=True))


@dataclass(frozen=True)
class Spent:
    """What was posted for a practice and category: this year so far, and the same months last year."""

    this: Decimal | None = None
    months: frozenset[int] = frozenset()
    last: Decimal | None = None
    last_months: frozenset[int] = frozenset()
    is_simulated: bool = False


def spent_rows(*, roster: Roster, user: User, practices: Collection[int]) -> dict[Key, Spent]:
    """Spend from April to the roster's month and that of the same months the year before; one query.

    Which months are in a sum comes as bits, for each month is posted once at most.
    """
    this, last = roster.month.year, roster.month.year.previous()
    rows = (
        MonthlySpend.objects.visible_to(user)
        .filter(
            _up_to(this, roster.month) | _up_to(last, roster.month),
            member_rows([roster.group.pk], month="month"),
            practice__in=practices,
        )
        .values("practice_id", "category_id")
        .annotate(
            this=Sum("amount", filter=Q(month__gte=this.first)),
            last=Sum("amount", filter=Q(month__lt=this.first)),
            months=_bits(this),
            last_months=_bits(last),
            simulated=SIMULATED,
        )
    )
    return {
        (row["practice_id"], row["category_id"]): Spent(
            _penny(row["this"]),
            months_of(row["months"]),
            _penny(row["last"]),
            months_of(row["last_months"]),
            bool(row["simulated"]),
        )
        for row in rows
    }


def profiles(*, roster: Roster, user: User) -> dict[int, Shape]:
    """The shape of the year of every main category (by id) that has one; one query."""
    year = roster.month.year.start_year
    rows = SpendProfile.objects.visible_to(user).filter(group=roster.group, year=year)
    return {row.category_id: tuple(row.shares) for row in rows}


def _penny(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else to_penny(amount)


def _up_to(year: FinancialYear, month: Month) -> Q:
    """April of a year up to the same month of that year."""
    return Q(month__gte=year.first, month__lte=year.months[month.number - 1].first)


def _bits(year: FinancialYear) -> Sum:
    whens = [When(month=month.first, then=Value(1 << place)) for place, month in enumerate(year.months)]
    return Sum(Case(*whens, default=Value(0), output_field=IntegerField()))
