"""Through whose eyes a group's figures are checked, and for which months. Written for checks only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from daccom import calendar
from daccom.calendar import Month
from practices.models import CommissioningGroup, Membership, Practice, RoleAssignment, User
from referrals.models import MonthlyReturn


@dataclass(frozen=True)
class ReadGroup:
    """A group with somebody who reads its practices by name, and all that ever belonged to it."""

    group: CommissioningGroup
    reader: User
    members: list[Membership] = field(repr=False)

    def belonging(self, day: dt.date) -> list[Membership]:
        """Who belonged to the group on `day`."""
        return [
            member
            for member in self.members
            if member.joined_on <= day and (member.left_on is None or member.left_on > day)
        ]

    def practices_in(self, day: dt.date) -> list[Practice]:
        """The open practices that belonged to the group on `day`."""
        practices = [member.practice for member in self.belonging(day)]
        return [practice for practice in practices if practice.closed_on is None or practice.closed_on > day]

    @cached_property
    def ids(self) -> set[int]:
        return {member.practice_id for member in self.members}

    @cached_property
    def months(self) -> list[Month]:
        """From the first to the last month of which any member sent something."""
        found = MonthlyReturn.objects.filter(practice__in=self.ids).order_by("month")
        return sorted({Month(first) for first in found.values_list("month", flat=True)})


def read_groups() -> Iterator[ReadGroup]:
    """Every group that somebody reads; of one that nobody reads nothing is shown."""
    users = {
        assignment.user
        for assignment in RoleAssignment.objects.on(calendar.today())
        .filter(user__is_active=True)
        .select_related("user")
    }
    for group in CommissioningGroup.objects.select_related("pct"):
        named = [user for user in users if group.pk in user.access.named_group_ids]
        if named:
            members = Membership.objects.filter(group=group).select_related("practice")
            yield ReadGroup(group, _nearest(named, group), list(members))


def _nearest(users: list[User], group: CommissioningGroup) -> User:
    """Somebody who works for the group sees more of it than its practices do."""
    return min(users, key=lambda user: (group.pk not in user.access.own_group_ids, user.pk))
