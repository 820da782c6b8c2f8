"""A group's practices over a year: who was expected to report in which month, and who reads them by name."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from daccom.calendar import Month
from practices.models import CommissioningGroup, Membership, Practice, User
from practices.selectors.groups import groups_for

Spell = tuple[dt.date, dt.date | None]


@dataclass(frozen=True)
class Roster:
    """The practices that were members at some time up to `month` of its financial year, by name.

    `own` are the ids of those the reader belongs to: small numbers show there and nowhere else.
    """

    group: CommissioningGroup
    month: Month
    practices: list[Practice]
    spells: dict[int, list[Spell]] = field(repr=False)
    own: frozenset[int] = frozenset()

    def is_expected(self, practice: Practice, month: Month) -> bool:
        """Whether the practice was in the group and open on the first day of `month`."""
        day = month.first
        is_open = practice.closed_on is None or practice.closed_on > day
        return is_open and any(
            joined <= day and (left is None or left > day) for joined, left in self.spells[practice.pk]
        )

    def expected(self, month: Month) -> list[Practice]:
        return [practice for practice in self.practices if self.is_expected(practice, month)]

    @property
    def months(self) -> list[Month]:
        """April up to the month."""
        return self.month.year.months_to(self.month)

    @property
    def ids(self) -> list[int]:
        return [practice.pk for practice in self.practices]


def named_groups(user: User) -> list[CommissioningGroup]:
    """The groups in which this person reads every practice by name, the nearest first; one query."""
    return [group for group in groups_for(user) if group.pk in user.access.named_group_ids]


def roster(
    *, group: CommissioningGroup, month: Month, user: User | None, since: Month | None = None
) -> Roster:
    """Who belonged to `group` from April to `month`; one query. That `user` reads it was checked before.

    `user` None is the system itself, which owns no practice. `since`: from an earlier month than April.
    """
    return rosters(groups=[group], month=month, user=user, since=since)[0]


def rosters(
    *,
    groups: Sequence[CommissioningGroup],
    month: Month,
    user: User | None,
    since: Month | None = None,
) -> list[Roster]:
    """The same for each of `groups`, in their order; one query."""
    first = min(month.year.first, since.first if since else month.first)
    members = (
        Membership.objects.filter(group__in=groups, joined_on__lte=month.first)
        .filter(Q(left_on=None) | Q(left_on__gt=first))
        .select_related("practice__successor")
        .order_by("practice__name", "joined_on")
    )
    by_group: dict[int, list[Membership]] = defaultdict(list)
    for member in members:
        by_group[member.group_id].append(member)
    return [_roster(group, month, by_group[group.pk], user) for group in groups]


def _roster(group: CommissioningGroup, month: Month, members: list[Membership], user: User | None) -> Roster:
    spells: dict[int, list[Spell]] = defaultdict(list)
    practices: dict[int, Practice] = {}
    for member in members:
        practices[member.practice_id] = member.practice
        spells[member.practice_id].append((member.joined_on, member.left_on))
    listed = list(practices.values())
    own = user.access.practice_ids & practices.keys() if user else frozenset()
    return Roster(group, month, listed, dict(spells), own)
