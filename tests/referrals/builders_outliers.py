"""Plain builders of run charts' figures, of what is written on them, and of requests to practices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from daccom.calendar import Month
from practices.models import CommissioningGroup, ListSize, Practice, User
from referrals.models import ChartNote, MonthFact, OutlierRequest, OutlierStep, Rebase
from referrals.selectors.facts import months_between
from tests.referrals.builders import JANUARY, SENT_AT
from tests.referrals.builders_facts import make_fact, make_list

FEBRUARY_2007 = Month(dt.date(2007, 2, 1))
TWO_YEARS = months_between(FEBRUARY_2007, JANUARY)
"""The 24 months up to January 2009."""
DUE = dt.date(2009, 3, 20)


def two_years(practice: Practice, referrals: Sequence[int | None] | None = None, **fields: Any) -> None:
    """A fact for each of the 24 months, 100 and 110 referrals by turns unless told; a list of 5,000.

    None in `referrals`: no return for that month. What is there already stays.
    """
    told = referrals or [100, 110] * 12
    if not ListSize.objects.filter(practice=practice).exists():
        make_list(practice)
    for month, count in zip(TWO_YEARS[-len(told) :], told, strict=True):
        if not MonthFact.objects.filter(practice=practice, month=month.first).exists():
            make_fact(practice, month, count, **fields)


def make_note(group: CommissioningGroup, *, by: User, month: Month = JANUARY, **fields: Any) -> ChartNote:
    """A note on the group's chart of referrals, unless `fields` say other."""
    defaults: dict[str, Any] = {"measure": "referrals", "words": "Snow closed the surgeries."}
    return ChartNote.objects.create(
        group=group, month=month.first, written_at=SENT_AT, written_by=by, **{**defaults, **fields}
    )


def make_rebase(group: CommissioningGroup, *, by: User, month: Month | None = None, **fields: Any) -> Rebase:
    """The group's chart of referrals set anew from April 2008, unless told; the same month gives the same."""
    first = (month or Month(dt.date(2008, 4, 1))).first
    given = {"measure": "referrals", "practice": None, **fields}
    found = Rebase.objects.standing().filter(group=group, month=first, measure=given["measure"]).first()
    return found or Rebase.objects.create(
        **{"reason": "A new clinic opened.", "set_at": SENT_AT, "set_by": by, **given},
        group=group,
        month=first,
    )


def make_request(
    practice: Practice, *, by: User, status: str = "asked", measure: str = "referrals", **fields: Any
) -> OutlierRequest:
    """A request about January in any state, with the steps that its state implies.

    An open one about the same measure is given back as it is.
    """
    group = practice.memberships.get().group
    found = OutlierRequest.objects.filter(practice=practice, measure=measure, status__in=OutlierRequest.OPEN)
    if status in OutlierRequest.OPEN and found:
        return found[0]
    answered = status in ("answered", "closed")
    defaults: dict[str, Any] = {
        "finding": "Referrals, January 2009: 164 where 118 were expected, high (0.001).",
        "due_on": DUE,
        "reasons": "A new partner." if answered else "",
        "action_plan": "Look at each letter." if answered else "",
    }
    made = OutlierRequest.objects.create(
        group=group,
        practice=practice,
        measure=measure,
        month=JANUARY.first,
        status=status,
        **{**defaults, **fields},
    )
    verbs = [
        "asked",
        *(["answered"] if answered else []),
        *([status] if status in ("closed", "withdrawn") else []),
    ]
    for number, verb in enumerate(verbs, 1):
        OutlierStep.objects.create(
            request=made, number=number, verb=verb, words="Why so many?", made_at=SENT_AT, made_by=by
        )
    return made
