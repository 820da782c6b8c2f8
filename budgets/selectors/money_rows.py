"""The rows that a position is made of, one for each practice and category; sums are made by the database."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from budgets.forecasting import MONTHS, to_penny
from budgets.models import MonthlySpend, SpendProfile
from budgets.profiles import Shape
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
NOUGHT = Decimal("0.00")
SIMULATED = Count("pk", filter=Q(is_simulated=True))


@dataclass(frozen=True)
class Spent:
    """What was posted for a practice and category, by the number of the month.

    `by_month` is this year up to month `number`, `before` the whole year before.
    """

    number: int = MONTHS
    by_month: Mapping[int, Decimal] = field(default_factory=dict)
    before: Mapping[int, Decimal] = field(default_factory=dict)
    is_simulated: bool = False

    @property
    def this(self) -> Decimal | None:
        return sum(self.by_month.values(), NOUGHT) if self.by_month else None

    @property
    def months(self) -> frozenset[int]:
        return frozenset(self.by_month)

    @property
    def last(self) -> Decimal | None:
        """The same months of the year before."""
        found = [amount for number, amount in self.before.items() if number <= self.number]
        return sum(found, NOUGHT) if found else None

    @property
    def last_months(self) -> frozenset[int]:
        return frozenset(number for number in self.before if number <= self.number)


def spent_rows(*, roster: Roster, user: User, practices: Collection[int]) -> dict[Key, Spent]:
    """Spend from April to the roster's month, and that of the year before; one query."""
    rows = MonthlySpend.objects.visible_to(user).filter(
        _of_both_years(roster.month), member_rows([roster.group.pk], month="month"), practice__in=practices
    )
    summed = rows.values("practice_id", "category_id").annotate(**_sums(roster.month))
    return {(row["practice_id"], row["category_id"]): _spent(row, roster.month) for row in summed}


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
        found[row["group"]][row["practice_id"], row["category_id"]] = _spent(row, month)
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
    """April to the month, and the whole year before."""
    return Q(month__gte=month.year.previous().first, month__lte=month.first)


def _sums(month: Month) -> dict[str, Any]:
    """A sum for each month: every month is posted once at most."""
    months = [*month.year.previous().months, *month.year.months_to(month)]
    named = {_column(one.year, one.number): Sum("amount", filter=Q(month=one.first)) for one in months}
    return {**named, "simulated": SIMULATED}


def _spent(row: dict[str, Any], month: Month) -> Spent:
    return Spent(
        month.number,
        _posted(row, month.year, month.number),
        _posted(row, month.year.previous(), MONTHS),
        bool(row["simulated"]),
    )


def _posted(row: dict[str, Any], year: FinancialYear, last: int) -> dict[int, Decimal]:
    found = ((number, row[_column(year, number)]) for number in range(1, last + 1))
    return {number: to_penny(amount) for number, amount in found if amount is not None}


def _column(year: FinancialYear, number: int) -> str:
    return f"m{year.start_year}_{number}"
