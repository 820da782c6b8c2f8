"""The returns that groups had in for a month, counted by the database: enough to compare a year with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from daccom.calendar import Month
from practices.models import CommissioningGroup, Membership, User
from referrals.models import MonthlyReturn


@dataclass(frozen=True)
class ReturnsIn:
    """How many of the practices in the group then have sent their return since, late or not."""

    complete: int = 0
    expected: int = 0


def returns_in(*, groups: Sequence[CommissioningGroup], month: Month, user: User) -> dict[int, ReturnsIn]:
    """By group id, for groups that had practices in the month; one query."""
    sent = MonthlyReturn.objects.visible_to(user).filter(
        practice=OuterRef("practice"), month=month.first, first_submitted_at__isnull=False
    )
    rows = (
        Membership.objects.on(month.first)
        .filter(Q(practice__closed_on=None) | Q(practice__closed_on__gt=month.first), group__in=groups)
        .annotate(is_in=Exists(sent))
        .values("group_id")
        .annotate(
            expected=Count("practice", distinct=True),
            complete=Count("practice", filter=Q(is_in=True), distinct=True),
        )
        .order_by()
    )
    return {row["group_id"]: ReturnsIn(row["complete"], row["expected"]) for row in rows}
