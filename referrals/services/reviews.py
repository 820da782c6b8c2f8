"""What the group does with a return that was sent: query it with a reason, or accept it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from daccom.audit import record
from daccom.calendar import Month
from daccom.errors import Refused
from daccom.formats import long_date
from daccom.workflow import Transition, move
from practices.models import User
from referrals.models import MonthlyReturn
from referrals.selectors.months import practice_month
from referrals.services.facts import refresh_return
from referrals.workflow import ACCEPT, QUERY


@transaction.atomic
def query_return(
    *, monthly_return: MonthlyReturn, by: User, reason: str, version: int, now: dt.datetime
) -> None:
    """Send version number `version` back to the practice with a reason.

    Raises Refused: return.query-needs-reason, return.not-waiting (not submitted, or another version),
    return.period-closed (the practice could not answer any more).
    """
    month = practice_month(monthly_return.practice, Month(monthly_return.month))
    if month and month.is_closed(timezone.localdate(now)):
        raise Refused(
            "return.period-closed",
            f"{month.month} closed on {long_date(month.closes_on)}: the practice cannot correct it.",
            "Accept it, or talk to the practice.",
        )
    if not reason.strip():
        raise Refused("return.query-needs-reason", "A query needs a reason.", "Write what looks wrong.")
    fields = {"queried_at": now, "queried_by": by, "query_reason": reason.strip(), "query_answer": ""}
    _move(monthly_return, QUERY, version, fields)
    record(
        by=by,
        verb="return.queried",
        target=monthly_return,
        before={"status": "submitted"},
        after={"status": "queried", "reason": reason.strip(), "version": version},
    )
    refresh_return(monthly_return)


@transaction.atomic
def accept_return(*, monthly_return: MonthlyReturn, by: User, version: int, now: dt.datetime) -> None:
    """Accept version number `version`. Raises Refused: return.not-waiting."""
    _move(monthly_return, ACCEPT, version, {"accepted_at": now, "accepted_by": by})
    record(
        by=by,
        verb="return.accepted",
        target=monthly_return,
        before={"status": "submitted"},
        after={"status": "accepted", "version": version},
    )
    refresh_return(monthly_return)


def _move(monthly_return: MonthlyReturn, step: Transition, version: int, fields: dict[str, object]) -> None:
    """Along `step` if that version still waits: the version is part of the lock."""
    waiting = MonthlyReturn.objects.filter(pk=monthly_return.pk, versions_sent=version)
    if not move(waiting, step, **fields):
        raise Refused(
            "return.not-waiting",
            "This version of the return no longer waits for an answer. Nothing was changed.",
            "Look at how it stands now.",
        )
