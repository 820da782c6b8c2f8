"""Leave to send a return later: granted with a reason and a last day, and ended."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone

from daccom.audit import record
from daccom.calendar import Month
from daccom.errors import Refused
from daccom.formats import long_date
from practices.models import Practice, User
from referrals.models import ReturnExtension
from referrals.rules.extensions import require_extender
from referrals.selectors.months import PracticeMonth, practice_month
from referrals.services.drafts import already_submitted, not_expected

LONGEST = dt.timedelta(days=92)


@transaction.atomic
def grant_extension(
    *, practice: Practice, month: Month, by: User, until: dt.date, reason: str, now: dt.datetime
) -> ReturnExtension:
    """Let the practice send `month` up to and including `until`; an extension that holds gives way to it.

    Raises Refused: return.not-expected, extension.not-your-job, return.already-submitted, return.final,
    extension.needs-reason, extension.past, extension.not-later, extension.too-long, extension.changed.
    """
    found = practice_month(practice, month)
    if found is None:
        raise not_expected(practice, month)
    require_extender(by, practice, found.group_id)
    if not found.is_open:
        raise already_submitted(found)
    if not reason.strip():
        raise Refused("extension.needs-reason", "An extension needs a reason.", "Write why.")
    _refuse_day(found, until, timezone.localdate(now))
    return _replaced(found, by=by, until=until, reason=reason.strip(), now=now)


def _refuse_day(month: PracticeMonth, until: dt.date, today: dt.date) -> None:
    if until < today:
        raise Refused("extension.past", f"{long_date(until)} is past.", "Choose today or a later day.")
    if not month.is_late(today) and until <= month.due_on:
        raise Refused(
            "extension.not-later",
            f"The return is due on {long_date(month.due_on)} anyway.",
            "Choose a later day.",
        )
    if until > today + LONGEST:
        raise Refused(
            "extension.too-long",
            "An extension ends within three months.",
            f"Choose a day up to {long_date(today + LONGEST)}; it can be extended again.",
        )


def _replaced(
    month: PracticeMonth, *, by: User, until: dt.date, reason: str, now: dt.datetime
) -> ReturnExtension:
    """Write the new one, and that the one before it ended at the same moment."""
    rows = ReturnExtension.objects.filter(practice=month.practice, month=month.month.first, ended_at=None)
    rows.update(ended_at=now, ended_by=by)
    try:
        with transaction.atomic():
            made = ReturnExtension.objects.create(
                practice=month.practice,
                month=month.month.first,
                until=until,
                reason=reason,
                granted_at=now,
                granted_by=by,
            )
    except IntegrityError:
        raise Refused(
            "extension.changed", "Somebody else granted an extension just now.", "Look at it first."
        ) from None
    before = {"until": month.extension.until} if month.extension else None
    record(
        by=by, verb="extension.granted", target=made, before=before, after={"until": until, "reason": reason}
    )
    return made


@transaction.atomic
def end_extension(*, extension: ReturnExtension, by: User, now: dt.datetime) -> None:
    """Take the leave back: the group's own dates hold again, but for what was sent while it held.

    Raises Refused: extension.not-your-job, extension.already-ended.
    """
    month = practice_month(extension.practice, Month(extension.month))
    if month is None:
        raise not_expected(extension.practice, Month(extension.month))
    require_extender(by, extension.practice, month.group_id)
    rows = ReturnExtension.objects.filter(pk=extension.pk, ended_at=None)
    if not rows.update(ended_at=now, ended_by=by):
        raise Refused(
            "extension.already-ended", "This extension has ended already.", "Look at how the month stands."
        )
    record(
        by=by,
        verb="extension.ended",
        target=extension,
        before={"until": extension.until},
        after={"until": None},
    )
