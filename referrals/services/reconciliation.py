"""The PCT and its providers agree when a month is settled."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from daccom.audit import record
from daccom.calendar import Month
from daccom.errors import Refused
from daccom.formats import long_date
from practices.models import PCT, User
from referrals.models import Reconciliation
from referrals.rules.challenges import can_set_reconciliation
from referrals.selectors.reconciliation import dates_of

LONGEST = dt.timedelta(days=366)
"""How long after its month's end a final date may lie."""


@transaction.atomic
def set_reconciliation(
    *,
    pct: PCT,
    month: Month,
    first_on: dt.date,
    final_on: dt.date,
    reason: str,
    by: User,
    now: dt.datetime,
) -> Reconciliation:
    """Set both dates of a month, and say why.

    Raises Refused: dates.not-your-job, .reason-needed, .not-in-order, .too-late, .passed (a final date that
    has passed cannot move, and none can be set that has).
    """
    if not can_set_reconciliation(by, pct):
        raise Refused(
            "dates.not-your-job", "Only the PCT's commissioner and finance set these dates.", "Ask them."
        )
    if not reason.strip():
        raise Refused("dates.reason-needed", "A change of dates needs a reason.", "Say what was agreed.")
    _require_order(month, first_on, final_on)
    PCT.objects.select_for_update().get(pk=pct.pk)
    before = dates_of(pct.pk, month.first)
    for day in (before.final_on, final_on):
        _require_to_come(day, timezone.localdate(now))
    row, _ = Reconciliation.objects.update_or_create(
        pct=pct, month=month.first, defaults={"first_on": first_on, "final_on": final_on}
    )
    record(
        by=by,
        verb="reconciliation.set",
        target=row,
        before={"first": before.first_on, "final": before.final_on},
        after={"first": first_on, "final": final_on, "reason": reason.strip()},
    )
    return row


def _require_to_come(day: dt.date, today: dt.date) -> None:
    if day < today:
        raise Refused(
            "dates.passed",
            f"{long_date(day)} has passed: what was open then is lost.",
            "Choose a day from today on, for a month that is not closed.",
        )


def _require_order(month: Month, first_on: dt.date, final_on: dt.date) -> None:
    if not month.last < first_on < final_on:
        raise Refused(
            "dates.not-in-order",
            f"The first date must come after {long_date(month.last)} and the final date after it.",
            "Correct the dates.",
        )
    if final_on - month.last > LONGEST:
        raise Refused(
            "dates.too-late",
            "The final date cannot lie more than a year after the month's end.",
            "Choose an earlier day.",
        )
