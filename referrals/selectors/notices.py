"""Who is written to about a month: practices that owe it, and what their group is told."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import Count, Q, Sum

from daccom.calendar import Month
from daccom.formats import in_sentence
from practices.models import CommissioningGroup, Practice, Role, RoleAssignment, User
from referrals.models import Answer, Episode, ReportingPeriod
from referrals.models.episodes import QUESTIONS
from referrals.reminder_days import is_reminder_day
from referrals.selectors.completeness import Completeness, State, completeness_of
from referrals.selectors.months import PracticeMonth
from referrals.selectors.roster import roster
from referrals.selectors.waiting import waiting_months

READ_DIGEST = (Role.PROGRAMME_MANAGER, Role.EXECUTIVE_CHAIR)
SOME_NO = reduce(or_, (Q(**{f"validation__{field}": Answer.NO}) for field in QUESTIONS))


def managers(today: dt.date) -> dict[int, list[User]]:
    """The practice managers with an open account, by practice id; one query."""
    held = (
        RoleAssignment.objects.on(today)
        .filter(role=Role.PRACTICE_MANAGER, user__is_active=True)
        .select_related("user")
        .order_by("user__email")
    )
    found: dict[int, list[User]] = defaultdict(list)
    for role in held:
        if role.practice_id and role.user not in found[role.practice_id]:
            found[role.practice_id].append(role.user)
    return dict(found)


def to_remind(practice_ids: set[int], today: dt.date) -> list[PracticeMonth]:
    """The months that these practices owe and are reminded of today: nothing sent, and not closed yet."""
    practices = list(Practice.objects.filter(pk__in=practice_ids))
    return [
        month
        for month in waiting_months(practices, today)
        if month.sent_on is None and is_expected(month) and _is_day(month, today)
    ]


def is_expected(month: PracticeMonth) -> bool:
    """Whether the practice was open when the month began."""
    closed = month.practice.closed_on
    return closed is None or closed > month.month.first


def _is_day(month: PracticeMonth, today: dt.date) -> bool:
    return is_reminder_day(
        today,
        month.due_on,
        month.extension.until if month.extension else None,
        before=settings.REMINDER_WORKING_DAYS_BEFORE,
        every=settings.REMINDER_EVERY_DAYS,
    )


def digest_readers(group: CommissioningGroup, today: dt.date) -> list[User]:
    """The programme manager and the chair; one query."""
    held = (
        RoleAssignment.objects.on(today)
        .filter(role__in=READ_DIGEST, group=group, user__is_active=True)
        .select_related("user")
        .order_by("user__email")
    )
    return list(dict.fromkeys(role.user for role in held))


@dataclass(frozen=True)
class Digest:
    """A group's month in numbers; costs are pounds. No patient and no practice's small number is in it."""

    found: Completeness
    validated: Decimal
    proposed: int
    proposed_cost: Decimal

    def names(self, *states: State) -> list[str]:
        """The practices in one of `states`, each with what its cell says."""
        rows = (row for row in self.found.expected_rows if row.current.state in states)
        return [f"{row.practice}: {in_sentence(row.current.words)}" for row in rows]

    @property
    def came_in(self) -> list[str]:
        return self.names(State.ON_TIME, State.QUERIED)

    @property
    def late(self) -> list[str]:
        return self.names(State.LATE)

    @property
    def owing(self) -> list[str]:
        return self.names(State.MISSING, State.EXTENDED, State.NOT_DUE)


def digest_of(group: CommissioningGroup, month: Month, user: User, today: dt.date) -> Digest:
    """What `user`, who reads the group, is told of its month."""
    listed = roster(group=group, month=month, user=user)
    period = ReportingPeriod.objects.filter(group=group, month=month.first).first()
    period = period or ReportingPeriod.usual(group_id=group.pk, month=month)
    over = (
        Episode.objects.filter(practice__in=listed.expected(month))
        .for_month(month)
        .over(period.validation_threshold)
        .order_by()
    )
    validated = over.filter(**{f"validation__{field}": Answer.YES for field in QUESTIONS})
    proposed = over.filter(SOME_NO)
    sums = proposed.aggregate(count=Count("pk"), cost=Sum("total_cost"))
    return Digest(
        found=completeness_of(roster=listed, user=user, today=today),
        validated=validated.aggregate(cost=Sum("total_cost"))["cost"] or Decimal(0),
        proposed=sums["count"],
        proposed_cost=sums["cost"] or Decimal(0),
    )
