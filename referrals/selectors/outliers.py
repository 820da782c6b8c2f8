"""Requests to practices outside the limits: which wait, which are overdue, and what the figures said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, Q

from daccom.calendar import Month
from practices.models import CommissioningGroup, Practice, User
from referrals.models import Measure, OutlierRequest, OutlierStep
from referrals.selectors.measure_rates import known_facts, measure_rates
from referrals.spans import MONTH, Span

Status = OutlierRequest.Status
SHOWN = ("waiting", "overdue", "answered", "closed", "withdrawn")
"""What a list can be narrowed to."""


@dataclass(frozen=True)
class OutlierCounts:
    """How many practices are to answer (`waiting`, the overdue among them), and how many answers to read."""

    waiting: int
    overdue: int
    answered: int


def outlier_counts(group: CommissioningGroup, user: User, today: dt.date) -> OutlierCounts:
    """What of the group's requests is open, as far as `user` reads them; one query."""
    rows = OutlierRequest.objects.visible_to(user).filter(group=group)
    sums = rows.order_by().aggregate(
        waiting=Count("pk", filter=shown("waiting", today)),
        overdue=Count("pk", filter=shown("overdue", today)),
        answered=Count("pk", filter=shown("answered", today)),
    )
    return OutlierCounts(**sums)


def shown(state: str, today: dt.date) -> Q:
    """The condition of one of SHOWN; another word is everything."""
    return {
        "waiting": Q(status=Status.ASKED),
        "overdue": Q(status=Status.ASKED, due_on__lt=today),
        "answered": Q(status=Status.ANSWERED),
        "closed": Q(status=Status.CLOSED),
        "withdrawn": Q(status=Status.WITHDRAWN),
    }.get(state, Q())


def outlier_list(
    *, group: CommissioningGroup, user: User, today: dt.date, state: str = ""
) -> list[OutlierRequest]:
    """The group's requests that `user` reads, open ones first, the most urgent first; one query."""
    rows = OutlierRequest.objects.visible_to(user).filter(shown(state, today), group=group)
    found = list(rows.select_related("practice"))
    return sorted(found, key=lambda one: (one.status not in OutlierRequest.OPEN, one.due_on, one.pk))


def open_request(practice: Practice, measure: str, user: User) -> OutlierRequest | None:
    """The one that the practice still has about the measure; one query."""
    rows = OutlierRequest.objects.visible_to(user).filter(practice=practice, measure=measure)
    return rows.filter(status__in=OutlierRequest.OPEN).first()


def steps_of(request: OutlierRequest) -> list[OutlierStep]:
    """What happened, the latest first; one query."""
    return list(request.steps.select_related("made_by").order_by("-number"))


def question_of(steps: Sequence[OutlierStep]) -> str:
    """What the practice was asked last, of steps_of()."""
    asks = (OutlierStep.Verb.ASKED, OutlierStep.Verb.RETURNED)
    return next((step.words for step in steps if step.verb in asks), "")


def asked_of(practices: Collection[int]) -> list[OutlierRequest]:
    """What these practices are still to answer; one query."""
    rows = OutlierRequest.objects.filter(practice__in=practices, status=Status.ASKED)
    return list(rows.select_related("practice"))


def answered_in(groups: Collection[int], not_of: Collection[int]) -> list[OutlierRequest]:
    """Answers to read in these groups, those of the reader's own practices left out; one query."""
    rows = OutlierRequest.objects.filter(group__in=groups, status=Status.ANSWERED)
    return list(rows.exclude(practice__in=not_of).select_related("practice", "group"))


def standing_words(
    *, group: CommissioningGroup, practice: Practice, measure: Measure, month: Month, user: User
) -> str:
    """“164 where 118.2 were expected: high (0.001)” as the page of rates says it; "" without a verdict.

    As readers without a practice get it: the whole group reads what is asked.
    """
    span = Span(MONTH, month)
    read = known_facts(group=group, user=user, spans=[span])
    known = replace(read, roster=replace(read.roster, own=frozenset()))
    found = measure_rates(group=group, user=user, measure=measure, span=span, known=known)
    return next((row.finding for row in found.rows if row.practice == practice), "")
