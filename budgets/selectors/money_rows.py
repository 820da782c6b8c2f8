"""The rows that a position is made of, one for each practice and category; sums are made by the database."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, Sum, Value, When
from django.db.models.functions import Coalesce

from budgets.forecasting import to_penny
from budgets.models import MonthlySpend, SpendProfile
from budgets.profiles import Shape, months_of
from daccom.calendar import FinancialYear, Month
from practices.models import CommissioningGroup, User
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
    rows = MonthlySpend.objects.visible_to(user).filter(
        _of_both_years(roster.month), member_rows([roster.group.pk], month="month"), practice__in=practices
    )
    summed = rows.values("practice_id", "category_id").annotate(**_sums(roster.month))
    return {(row["practice_id"], row["category_id"]): _spent(row) for row in summed}


def spent_in_groups(
    *, groups: Collection[CommissioningGroup], month: Month, user: User
) -> dict[int, dict[Key, Spent]]:
    """The same for several groups, by their ids: of each practice while it belonged to them; one query."""
    rows = MonthlySpend.objects.visible_to(user).filter(
        Q(practice__memberships__left_on=None) | Q(practice__memberships__left_on__gt=F("month")),
        _of_both_years(month),
        practice__memberships__group__in=groups,
        practice__memberships__joined_on__lte=F("month"),
    )
    found: dict[int, dict[Key, Spent]] = {group.pk: {} for group in groups}
    by_group = rows.values("practice_id", "category_id", group=F("practice__memberships__group"))
    for row in by_group.annotate(**_sums(month)).order_by():
        found[row["group"]][row["practice_id"], row["category_id"]] = _spent(row)
    return found


def profiles(*, roster: Roster, user: User) -> dict[int, Shape]:
    """The shape of the year of every main category (by id) that has one; one query."""
    return profiles_in_groups(groups=[roster.group], year=roster.month.year, user=user)[roster.group.pk]


def profiles_in_groups(
    *, groups: Collection[CommissioningGroup], year: FinancialYear, user: User
) -> dict[int, dict[int, Shape]]:
    """The same for several groups, by their ids; one query."""
    found: dict[int, dict[int, Shape]] = {group.pk: {} for group in groups}
    for row in SpendProfile.objects.visible_to(user).filter(group__in=groups, year=year.start_year):
        found[row.group_id][row.category_id] = tuple(row.shares)
    return found


def _of_both_years(month: Month) -> Q:
    """April to the month, and the same months of the year before."""
    return _up_to(month.year, month) | _up_to(month.year.previous(), month)


def _sums(month: Month) -> dict[str, Any]:
    this, last = month.year, month.year.previous()
    return {
        "this": Sum("amount", filter=Q(month__gte=this.first)),
        "last": Sum("amount", filter=Q(month__lt=this.first)),
        "months": _bits(this),
        "last_months": _bits(last),
        "simulated": SIMULATED,
    }


def _spent(row: dict[str, Any]) -> Spent:
    return Spent(
        _penny(row["this"]),
        months_of(row["months"]),
        _penny(row["last"]),
        months_of(row["last_months"]),
        bool(row["simulated"]),
    )


def _penny(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else to_penny(amount)


def _up_to(year: FinancialYear, month: Month) -> Q:
    """April of a year up to the same month of that year."""
    return Q(month__gte=year.first, month__lte=year.months[month.number - 1].first)


def _bits(year: FinancialYear) -> Sum:
    whens = [When(month=month.first, then=Value(1 << place)) for place, month in enumerate(year.months)]
    return Sum(Case(*whens, default=Value(0), output_field=IntegerField()))
