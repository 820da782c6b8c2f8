"""Savings against plan, to a month of the year. Money is pounds.

An actual that has not been typed is missing, not nought: plan and actual are compared over the months for
which an actual is known, and the others are counted and named.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Count, Q, QuerySet, Sum

from daccom.calendar import Month
from practices.models import CommissioningGroup, User
from programmes.models import SavingsMonth, SavingsTarget


@dataclass(frozen=True)
class TargetRow:
    """One target to date: `planned_to_date` None means that the plan is not phased by month."""

    pk: int
    number: str
    name: str
    project: str
    as_written: str
    note: str
    planned_year: Decimal
    planned_to_date: Decimal | None
    planned_known: Decimal | None
    actual: Decimal | None
    months_due: int
    months_known: int
    is_simulated: bool

    @property
    def difference(self) -> Decimal | None:
        """Actual less plan, over the months with an actual; behind plan is negative."""
        if self.actual is None or self.planned_known is None:
            return None
        return self.actual - self.planned_known

    @property
    def months_missing(self) -> int:
        return self.months_due - self.months_known


@dataclass(frozen=True)
class Savings:
    """All targets of a group and year, at the end of `month`."""

    month: Month
    rows: list[TargetRow]

    @cached_property
    def planned_year(self) -> Decimal:
        return sum((row.planned_year for row in self.rows), Decimal(0))

    @cached_property
    def planned_to_date(self) -> Decimal | None:
        return _sum(row.planned_to_date for row in self.rows)

    @cached_property
    def planned_known(self) -> Decimal | None:
        return _sum(row.planned_known for row in self.rows)

    @cached_property
    def actual(self) -> Decimal | None:
        """What is known to have been saved; None when no actual at all is in."""
        return _sum(row.actual for row in self.rows)

    @cached_property
    def difference(self) -> Decimal | None:
        return _sum(row.difference for row in self.rows)

    @property
    def months_missing(self) -> int:
        """Target-months up to the month without an actual."""
        return sum(row.months_missing for row in self.rows)

    @property
    def months_known(self) -> int:
        return sum(row.months_known for row in self.rows)

    @property
    def months_due(self) -> int:
        return sum(row.months_due for row in self.rows)

    @property
    def is_simulated(self) -> bool:
        return any(row.is_simulated for row in self.rows)

    def share_of(self, whole: Decimal | None) -> Decimal | None:
        """The year's plan in percent of a larger total; None of nothing."""
        return self.planned_year / whole * 100 if whole else None


def savings(*, group: CommissioningGroup, month: Month, user: User) -> Savings:
    """The targets of the month's financial year, in the order of their numbers; one query."""
    return savings_of_groups(groups=[group], month=month, user=user)[group.pk]


def savings_of_groups(
    *, groups: Sequence[CommissioningGroup], month: Month, user: User
) -> dict[int, Savings]:
    """The same for several groups, by their ids; one query."""
    to_date = Q(months__month__lte=month.first)
    known = to_date & Q(months__actual__isnull=False)
    rows = (
        SavingsTarget.objects.visible_to(user)
        .filter(project__programme__group__in=groups, year=month.year.start_year)
        .annotate(
            to_date=Sum("months__planned", filter=to_date),
            known=Sum("months__planned", filter=known),
            saved=Sum("months__actual", filter=known),
            due_count=Count("months", filter=to_date),
            known_count=Count("months", filter=known),
            simulated=Count("months", filter=to_date & Q(months__is_simulated=True)),
        )
        .select_related("project__programme")
        .order_by("number")
    )
    found: dict[int, list[TargetRow]] = {group.pk: [] for group in groups}
    for target in rows:
        found[target.project.programme.group_id].append(_row(target))
    return {group: Savings(month, held) for group, held in found.items()}


def _row(target: SavingsTarget) -> TargetRow:
    counted = vars(target)
    return TargetRow(
        pk=target.pk,
        number=target.number,
        name=target.name,
        project=target.project.title,
        as_written=target.as_written,
        note=target.note,
        planned_year=target.planned,
        planned_to_date=_pennies(counted["to_date"]),
        planned_known=_pennies(counted["known"]),
        actual=_pennies(counted["saved"]),
        months_due=counted["due_count"],
        months_known=counted["known_count"],
        is_simulated=target.is_simulated or bool(counted["simulated"]),
    )


def target_months(target: SavingsTarget) -> QuerySet[SavingsMonth]:
    """The months of a target as planned and saved, April first."""
    return SavingsMonth.objects.filter(target=target).order_by("month")


def _pennies(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else amount.quantize(Decimal("0.01"))


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    held = [amount for amount in amounts if amount is not None]
    return sum(held, Decimal(0)) if held else None
