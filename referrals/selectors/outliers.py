"""Requests to practices outside the limits: which wait, which are overdue, and what the figures said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q

from practices.models import CommissioningGroup, Practice, User
from referrals.measures import DEFINITIONS
from referrals.models import Measure, OutlierRequest, OutlierStep
from referrals.selectors.run_charts import History

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


def asked_of(practices: Collection[int]) -> list[OutlierRequest]:
    """What these practices are still to answer; one query."""
    rows = OutlierRequest.objects.filter(practice__in=practices, status=Status.ASKED)
    return list(rows.select_related("practice"))


def answered_in(groups: Collection[int], not_of: Collection[int]) -> list[OutlierRequest]:
    """Answers to read in these groups, those of the reader's own practices left out; one query."""
    rows = OutlierRequest.objects.filter(group__in=groups, status=Status.ANSWERED)
    return list(rows.exclude(practice__in=not_of).select_related("practice", "group"))


@dataclass(frozen=True)
class Expectation:
    """A practice's count beside what the group's rate would give its list."""

    observed: int
    expected: float


def expectation(found: History, measure: Measure, practice: Practice) -> Expectation | None:
    """From the crude rate of the practices with a figure and a list; None without one, or for pounds."""
    if DEFINITIONS[measure].is_money:
        return None
    both = {
        one.pk: (int(value), size.patients)
        for one in found.practices
        if (value := found.value(one, found.month, measure)) is not None and (size := found.lists.get(one.pk))
    }
    events, patients = (sum(part) for part in zip(*both.values(), strict=True)) if both else (0, 0)
    if practice.pk not in both or not patients:
        return None
    observed, own_list = both[practice.pk]
    return Expectation(observed, own_list * events / patients)
