"""A year's worksheet as its pages show it: every practice's steps with what has to be said of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from budgets.models import BudgetSetting, Category, PracticeWeight
from budgets.selectors.setting_start import inside_categories
from budgets.shares import split
from budgets.worksheet import NOTHING, Basis, Step, Terms, worksheet
from daccom.calendar import FinancialYear
from practices.models import CommissioningGroup, Practice, User


@dataclass(frozen=True)
class SheetRow:
    """One practice: its list and weight, its steps, and whose history it took over."""

    weight: PracticeWeight
    step: Step
    heirs_of: list[Practice]

    @property
    def practice(self) -> Practice:
        return self.weight.practice


@dataclass(frozen=True)
class Sheet:
    """A worksheet; `lost` is the history of practices that left without a successor in the group.

    `closed` are the categories closed before the year: their history lies on the other lines.
    """

    setting: BudgetSetting
    rows: list[SheetRow]
    categories: list[Category]
    lost: dict[Practice, Decimal]
    closed: list[Category]

    @cached_property
    def available(self) -> Decimal:
        return available(self.setting)

    @property
    def historic(self) -> Decimal:
        return sum((row.step.basis.total for row in self.rows), NOTHING)

    @property
    def uplifted(self) -> Decimal:
        return sum((row.step.uplifted for row in self.rows), NOTHING)

    @property
    def by_history(self) -> Decimal:
        return sum((row.step.by_history for row in self.rows), NOTHING)

    @property
    def target(self) -> Decimal:
        """The fair shares together: what practices with a list share."""
        return sum((row.step.target or NOTHING for row in self.rows), NOTHING)

    @property
    def budget(self) -> Decimal:
        return sum((row.step.budget for row in self.rows), NOTHING)

    @property
    def patients(self) -> int:
        return sum(row.weight.patients or 0 for row in self.rows)

    @property
    def beyond_uplift(self) -> Decimal:
        """What there is to share over (under, negative) the uplifted history."""
        return self.available - self.uplifted

    @property
    def reserves(self) -> Decimal:
        return self.setting.contingency + self.setting.risk_pool

    @property
    def on_categories(self) -> list[Decimal]:
        """What each category gets in all, in their order."""
        return [sum(amounts, NOTHING) for amounts in zip(*(line for _, line in self.lines), strict=True)]

    @cached_property
    def lines(self) -> list[tuple[SheetRow, list[Decimal]]]:
        """Each practice with its budget on each of `categories`."""
        return [
            (row, [row.step.by_category.get(category.pk, NOTHING) for category in self.categories])
            for row in self.rows
        ]


def available(setting: BudgetSetting) -> Decimal:
    """The group's money less the reserves."""
    return setting.total - setting.contingency - setting.risk_pool


def setting_of(*, group: CommissioningGroup, year: FinancialYear, user: User) -> BudgetSetting | None:
    """The year's worksheet of a group, when the reader reads that group by name; one query."""
    found = BudgetSetting.objects.visible_to(user).filter(group=group, year=year.start_year)
    return found.select_related("group", "saved_by", "published_by").first()


def drafts_for(user: User) -> list[BudgetSetting]:
    """The drafts of the groups that the reader reads by name, the earliest year first; one query."""
    drafts = BudgetSetting.objects.visible_to(user).filter(status=BudgetSetting.Status.DRAFT)
    return list(drafts.select_related("group").order_by("year", "group__name"))


def sheet(setting: BudgetSetting) -> Sheet:
    """The worksheet of a setting that was read through visible_to; three queries."""
    # As they were when it was started: a practice's new name must not move an odd penny.
    weights = list(setting.weights.select_related("practice").order_by("pk"))
    categories = inside_categories()
    shut = [one for one in categories.values() if _is_shut(one, FinancialYear(setting.year))]
    past = inherited(setting, {weight.practice_id for weight in weights})
    closed = {one.pk for one in shut}
    bases = [
        Basis(
            weight.practice_id,
            without_closed(past.amounts[weight.practice_id], closed),
            weight.patients,
            weight.weight,
        )
        for weight in weights
    ]
    steps = worksheet(bases, Terms(available(setting), setting.uplift, setting.pace_of_change))
    used = {category for step in steps for category in step.by_category}
    return Sheet(
        setting=setting,
        rows=[
            SheetRow(weight, step, past.heirs_of[weight.practice_id])
            for weight, step in zip(weights, steps, strict=True)
        ],
        categories=[category for pk, category in categories.items() if pk in used],
        lost=dict(past.lost),
        closed=[one for one in shut if any(one.pk in amounts for amounts in past.amounts.values())],
    )


@dataclass(frozen=True)
class Inherited:
    """History by practice of today's group and category; who took over whose; and what nobody took over."""

    amounts: dict[int, dict[int, Decimal]] = field(default_factory=lambda: defaultdict(dict))
    heirs_of: dict[int, list[Practice]] = field(default_factory=lambda: defaultdict(list))
    lost: dict[Practice, Decimal] = field(default_factory=lambda: defaultdict(Decimal))


def inherited(setting: BudgetSetting, members: set[int]) -> Inherited:
    """The history of a practice that closed or left goes to its successor in the group; one query."""
    found = Inherited()
    for row in setting.historic.select_related("practice__successor").order_by("practice__name", "pk"):
        heir = _heir(row.practice, members)
        if heir is None:
            found.lost[row.practice] += row.amount
            continue
        amounts = found.amounts[heir]
        amounts[row.category_id] = amounts.get(row.category_id, NOTHING) + row.amount
        if heir != row.practice_id and row.practice not in found.heirs_of[heir]:
            found.heirs_of[heir].append(row.practice)
    return found


def _heir(practice: Practice, members: set[int]) -> int | None:
    """The practice itself when it is a member, else the nearest successor that is one."""
    seen: set[int] = set()
    heir: Practice | None = practice
    while heir is not None and heir.pk not in members and heir.pk not in seen:
        seen.add(heir.pk)
        heir = heir.successor
    return heir.pk if heir is not None and heir.pk in members else None


def without_closed(amounts: Mapping[int, Decimal], closed: Collection[int]) -> dict[int, Decimal]:
    """The history with that of closed categories spread over the practice's open ones, in proportion.

    Where none of them is open, it stays where it was. A tie for an odd penny goes to the lower id, in
    whatever order the history came.
    """
    left = {category: amounts[category] for category in sorted(amounts) if category not in closed}
    pattern = [max(amount, NOTHING) for amount in left.values()]
    moved = sum((max(amounts[one], NOTHING) for one in amounts if one in closed), NOTHING)
    if not sum(pattern):
        return dict(amounts)
    return {
        category: amount + part
        for (category, amount), part in zip(left.items(), split(moved, pattern), strict=True)
    }


def _is_shut(category: Category, year: FinancialYear) -> bool:
    return category.closed_from is not None and category.closed_from <= year.first
