"""What waits: months to send and episodes to answer for a practice, returns to read for its group."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.db.models import Count, Q

from daccom.calendar import Month
from practices.models import Practice
from practices.scope import member_rows
from referrals.models import Episode, MonthlyReturn
from referrals.selectors.months import PracticeMonth, months_among, practice_month

MONTHS_BACK = 12
"""How far back a month may still be open."""


def waiting_months(practices: list[Practice], today: dt.date) -> list[PracticeMonth]:
    """The finished months these practices can still send and have not, the earliest due first."""
    found = [
        month
        for month in months_among(practices, _recent(today))
        if month.is_over(today) and month.can_change(today)
    ]
    return sorted(found, key=lambda month: (month.due_on, month.practice.name))


def _recent(today: dt.date) -> list[Month]:
    months = [Month.of(today)]
    while len(months) <= MONTHS_BACK:
        months.append(months[-1].previous())
    return months


def month_in_hand(practice: Practice, today: dt.date) -> PracticeMonth | None:
    """The month to work on now: the first one still to send, else the one that ended last."""
    waiting = waiting_months([practice], today)
    return waiting[0] if waiting else practice_month(practice, Month.of(today).previous())


def unanswered(months: Sequence[PracticeMonth]) -> dict[tuple[int, dt.date], int]:
    """How many episodes over the threshold have no answers, by practice id and month; one query."""
    if not months:
        return {}
    chosen = reduce(
        or_,
        (
            Q(practice=month.practice, month=month.month.first, total_cost__gt=month.threshold)
            for month in months
        ),
    )
    rows = Episode.objects.filter(chosen, validation=None).order_by().values_list("practice", "month")
    return {(practice, month): count for practice, month, count in rows.annotate(count=Count("pk"))}


def submitted_returns(group_ids: Sequence[int] | frozenset[int]) -> list[MonthlyReturn]:
    """The returns that wait for these groups to query or accept them, the oldest month first; one query.

    A return waits for the group to which its practice belonged in that month.
    """
    return list(
        MonthlyReturn.objects.filter(
            member_rows(group_ids, month="month"), status=MonthlyReturn.Status.SUBMITTED
        )
        .select_related("practice", "submitted_by")
        .order_by("month", "practice__name")
    )
