"""Which groups a person reads, and which practices belong to one."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count, Q

from daccom import calendar
from practices.models import CommissioningGroup, Practice, User
from practices.models.organisations import PracticeQuerySet


def practices_of(group: CommissioningGroup, day: dt.date) -> PracticeQuerySet:
    """The open practices that belonged to `group` on `day`, by name; narrow it to whoever reads it."""
    return Practice.objects.in_group(group, day)


def groups_for(user: User) -> list[CommissioningGroup]:
    """The groups a person reads, the nearest first; one query.

    First the groups they work for, then their practice's, then those of their PCT; larger before smaller.
    """
    today = calendar.today()
    belongs = Q(memberships__joined_on__lte=today) & (
        Q(memberships__left_on=None) | Q(memberships__left_on__gt=today)
    )
    groups = (
        CommissioningGroup.objects.visible_to(user)
        .select_related("pct")
        .annotate(practice_count=Count("memberships", filter=belongs))
        .order_by("-practice_count", "name")
    )
    return sorted(groups, key=lambda group: _distance(user, group))


def group_for(user: User) -> CommissioningGroup | None:
    """The group whose pages a person opens first; None when they read none."""
    return next(iter(groups_for(user)), None)


def _distance(user: User, group: CommissioningGroup) -> int:
    if group.pk in user.access.own_group_ids:
        return 0
    return 2 if group.pct_id in user.access.pct_ids else 1
