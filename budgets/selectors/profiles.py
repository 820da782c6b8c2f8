"""The shapes of a group's year, and last year's spend to start one from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from budgets.models import Category, MonthlySpend, SpendProfile
from budgets.profiles import EVEN, shape_of
from budgets.selectors.category_tree import category_tree
from daccom.calendar import FinancialYear, Month
from practices.models import CommissioningGroup, User
from practices.scope import member_rows
from referrals.selectors.roster import Roster, roster

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class CategoryProfile:
    """A main category with its profile; None: every month has a twelfth."""

    category: Category
    profile: SpendProfile | None

    @property
    def percentages(self) -> list[Decimal]:
        """Twelve percentages with two places, April first."""
        return list(EVEN) if self.profile is None else percentages(self.profile)


@dataclass(frozen=True)
class LastShape:
    """What the year before offers: its percentages, or why it offers none."""

    year: FinancialYear
    percentages: list[Decimal] | None
    missing: list[Month]


def percentages(profile: SpendProfile) -> list[Decimal]:
    """The twelve percentages of a profile, with two places."""
    return [(share * HUNDRED).quantize(Decimal("0.01")) for share in profile.shares]


def category_profiles(*, group: CommissioningGroup, year: FinancialYear, user: User) -> list[CategoryProfile]:
    """Every main category managed here with its profile of the year; two queries."""
    rows = SpendProfile.objects.visible_to(user).filter(group=group, year=year.start_year)
    found = {row.category_id: row for row in rows.select_related("set_by")}
    roots = [node.category for node in category_tree().values() if node.root is node.category]
    return [CategoryProfile(root, found.get(root.pk)) for root in roots if not root.outside_pbc]


def last_shape(
    *, group: CommissioningGroup, category: Category, year: FinancialYear, user: User
) -> LastShape:
    """The shape of the spend on a main category in the year before `year`; three queries.

    It is offered when every month was posted for every practice that was in the group then.
    """
    before = year.previous()
    beneath = [pk for pk, node in category_tree().items() if node.root.pk == category.pk]
    spent = (
        MonthlySpend.objects.visible_to(user)
        .filter(member_rows([group.pk], month="month"), category__in=beneath)
        .between(before.months[0], before.months[-1])
        .values("month", "practice_id")
        .annotate(total=Sum("amount"))
        .order_by()
    )
    amounts: dict[Month, dict[int, Decimal]] = {month: {} for month in before.months}
    for row in spent:
        amounts[Month(row["month"])][row["practice_id"]] = row["total"]
    listed = roster(group=group, month=before.months[-1], user=user)
    missing = [month for month in before.months if _is_missing(month, amounts[month], listed)]
    by_month = [sum(amounts[month].values(), Decimal(0)) for month in before.months]
    return LastShape(before, None if missing else shape_of(by_month), missing)


def _is_missing(month: Month, amounts: dict[int, Decimal], listed: Roster) -> bool:
    expected = {practice.pk for practice in listed.expected(month)}
    return not amounts or not expected <= amounts.keys()
