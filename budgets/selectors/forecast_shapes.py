"""The twelve shares by which a year's money is expected to fall on its months, and where they are from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Sum

from budgets.forecast_methods import NONE_ONCE, TWELFTHS
from budgets.forecasting import MONTHS
from budgets.models import MonthlySpend, NonRecurrent, SpendProfile
from budgets.profiles import shape_of
from budgets.selectors.forecast_series import Tree
from daccom.calendar import FinancialYear, Month
from practices.models import CommissioningGroup, User
from practices.scope import member_rows

Shares = tuple[Decimal, ...]
Months = dict[int, dict[int, Decimal]]
"""By the id of a main category: pounds by the number of the month."""


class Profile(NamedTuple):
    """`source` in words, to be read after “by”."""

    shares: Shares
    source: str


class Shapes:
    """What is known of a group's year; the year before is read once, and only when a shape needs it."""

    def __init__(
        self,
        group: CommissioningGroup,
        user: User | None,
        year: FinancialYear,
        tree: Tree,
        last_year: Months | None = None,
    ) -> None:
        self.group, self.user, self.year, self.tree = group, user, year, tree
        self._last_year = last_year
        rows = SpendProfile.objects.visible_to(user) if user else SpendProfile.objects.all()
        found = rows.filter(group=group, year=year.start_year)
        self.set_profiles = {tree.top(row.category_id).pk: row for row in found}

    def profile(self, category: int) -> Profile:
        """The profile set for the year; else last year's shape; else twelfths."""
        if row := self.set_profiles.get(category):
            return Profile(tuple(row.shares), f"the profile set for {self.year} ({row.source})")
        before = self.year.previous()
        spent = self.last_year.get(category, {})
        shape = shape_of([spent[number] for number in sorted(spent)]) if len(spent) == MONTHS else None
        if shape is not None:
            return Profile(tuple(share / 100 for share in shape), f"the shape of {before}")
        return Profile(TWELFTHS, f"equal twelfths: no profile is set, and {before} is not known whole")

    @property
    def last_year(self) -> Months:
        if self._last_year is None:
            self._last_year = spend_by_month(self.group, self.user, [self.year.previous()], self.tree)[
                self.year.previous()
            ]
        return self._last_year


def spend_by_month(
    group: CommissioningGroup, user: User | None, years: Iterable[FinancialYear], tree: Tree
) -> dict[FinancialYear, Months]:
    """What was posted for the group's practices of the time, by year, main category and month; one query."""
    wanted = list(years)
    rows = MonthlySpend.objects.visible_to(user) if user else MonthlySpend.objects.all()
    found: dict[FinancialYear, Months] = {year: defaultdict(dict) for year in wanted}
    sums = (
        rows.filter(member_rows([group.pk], month="month"))
        .between(min(wanted).months[0], max(wanted).months[-1])
        .values_list("category_id", "month")
        .annotate(total=Sum("amount"))
        .order_by()
    )
    for category, first, total in sums:
        month, top = Month(first), tree.top(category).pk
        if month.year in found:
            months = found[month.year][top]
            months[month.number] = months.get(month.number, Decimal(0)) + total
    return found


@dataclass(frozen=True)
class Once:
    """What comes once in a year: twelve amounts, April first, and all their rows, withdrawn ones too."""

    amounts: Shares
    rows: list[NonRecurrent]


def once_by_category(
    group: CommissioningGroup, user: User | None, year: FinancialYear, tree: Tree
) -> dict[int, Once]:
    """By the id of the main category; withdrawn ones are in `rows` only. One query."""
    rows = NonRecurrent.objects.visible_to(user) if user else NonRecurrent.objects.all()
    found: dict[int, list[NonRecurrent]] = defaultdict(list)
    for row in rows.filter(group=group, month__gte=year.first, month__lte=year.last):
        found[tree.top(row.category_id).pk].append(row)
    return {pk: Once(_by_month(held), held) for pk, held in found.items()}


def _by_month(rows: list[NonRecurrent]) -> Shares:
    amounts = list(NONE_ONCE)
    for row in rows:
        if row.withdrawn_at is None:
            amounts[Month(row.month).number - 1] += row.amount
    return tuple(amounts)
