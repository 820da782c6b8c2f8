"""The posted rows behind a figure, and the months that PCT finance has yet to post."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum

from budgets.forecasting import to_penny
from budgets.models import Category, IndicativeBudget, MonthlySpend
from budgets.models.budgets import MonthlySpendQuerySet
from budgets.selectors.counted import counted_practices
from budgets.selectors.money_rows import OUTSIDE, SIMULATED
from daccom.calendar import Month
from practices.models import Practice, User
from practices.scope import member_rows
from referrals.selectors.roster import Roster


@dataclass(frozen=True)
class SpendRows:
    """The rows behind one figure, newest month first, and what they come to in pounds."""

    rows: MonthlySpendQuerySet
    total: Decimal
    is_simulated: bool


@dataclass(frozen=True)
class PostedPractice:
    """One practice in one month: `total` None means that nothing was posted."""

    practice: Practice
    lines: int
    total: Decimal | None
    is_simulated: bool = False


def spend_rows(
    *, roster: Roster, user: User, practice: Practice | None, category: Category | None
) -> SpendRows:
    """What was posted from April to the roster's month for the practices in the group, by month.

    `category` stands for itself and all below it; without one, all that is managed here. Two queries.
    """
    wanted = [practice] if practice else counted_practices(roster)
    rows = (
        _within(MonthlySpend.objects.visible_to(user), category)
        .filter(member_rows([roster.group.pk], month="month"), practice__in=wanted)
        .between(roster.months[0], roster.month)
        .select_related("practice", "category", "posted_by")
        .order_by("-month", "practice__name", "category__order")
    )
    sums = rows.aggregate(total=Sum("amount"), simulated=SIMULATED)
    return SpendRows(rows, to_penny(sums["total"] or Decimal(0)), bool(sums["simulated"]))


def _within(rows: MonthlySpendQuerySet, category: Category | None) -> MonthlySpendQuerySet:
    """The rows at or below a category; without one, those below the main categories managed here."""
    if category is None:
        return rows.annotate(root_outside=OUTSIDE).filter(root_outside=False)
    return rows.filter(
        Q(category=category) | Q(category__parent=category) | Q(category__parent__parent=category)
    )


def posted_practices(*, roster: Roster, user: User) -> list[PostedPractice]:
    """Each practice in the group in the roster's month, and what was posted for that month; one query."""
    found = {
        row["practice_id"]: row
        for row in MonthlySpend.objects.visible_to(user)
        .filter(practice__in=roster.ids, month=roster.month.first)
        .values("practice_id")
        .annotate(total=Sum("amount"), lines=Count("pk"), simulated=SIMULATED)
    }
    return [
        PostedPractice(practice, row["lines"], to_penny(row["total"]), bool(row["simulated"]))
        if (row := found.get(practice.pk))
        else PostedPractice(practice, 0, None)
        for practice in roster.expected(roster.month)
    ]


def lines_to_post(practice: Practice, month: Month) -> list[Category]:
    """What a practice's form asks for: lines budgeted that year or posted that month, else all leaves."""
    known = Category.objects.filter(
        Q(
            pk__in=IndicativeBudget.objects.filter(practice=practice, year=month.year.start_year).values(
                "category"
            )
        )
        | Q(pk__in=MonthlySpend.objects.filter(practice=practice, month=month.first).values("category"))
    )
    return list(known) or list(Category.objects.filter(children=None, outside_pbc=False))


def posted_amounts(practice: Practice, month: Month) -> dict[int, Decimal]:
    """What is posted now: category id to pounds."""
    rows = MonthlySpend.objects.filter(practice=practice, month=month.first)
    return dict(rows.values_list("category_id", "amount"))


@dataclass(frozen=True)
class UnpostedMonth:
    """A month for which some of the practices in the group have no spend."""

    month: Month
    posted: int
    expected: int


def months_to_post(*, roster: Roster, user: User) -> list[UnpostedMonth]:
    """The months of the year up to the roster's that are not posted for every practice; one query."""
    posted = set(
        MonthlySpend.objects.visible_to(user)
        .filter(practice__in=roster.ids)
        .between(roster.months[0], roster.month)
        .values_list("practice_id", "month")
        .distinct()
    )
    found = []
    for month in roster.months:
        expected = [practice.pk for practice in roster.expected(month)]
        known = sum((pk, month.first) in posted for pk in expected)
        if known < len(expected):
            found.append(UnpostedMonth(month, known, len(expected)))
    return found
