"""Sending the month: once, by a named person, exactly as it was looked at."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from daccom.audit import record
from daccom.calendar import Month
from daccom.errors import Refused
from daccom.formats import long_date
from daccom.workflow import move
from practices.models import Practice, User
from referrals.content import digest
from referrals.models import MonthlyReturn, ReturnVersion
from referrals.selectors.certifying import prepared_by_same
from referrals.selectors.months import PracticeMonth, practice_month
from referrals.selectors.returns import Preview, preview
from referrals.services.drafts import already_submitted, refuse_unless_open
from referrals.services.explanations import refuse_names
from referrals.services.facts import refresh_return
from referrals.services.receipts import send_receipt
from referrals.workflow import SUBMIT

SOMEBODY_ELSE = "Ask another practice manager of {practice} to check the month and send it."


@transaction.atomic
def submit_return(
    *,
    practice: Practice,
    month: Month,
    by: User,
    declared_name: str,
    seen: str,
    now: dt.datetime,
    answer: str = "",
) -> ReturnVersion:
    """Send the month as its next numbered version.

    `seen` is the fingerprint of what the certifier looked at (Preview.seen): anything else is not sent.
    `answer` is what the practice says to a query; the version keeps it beside the question.
    The move to submitted comes first and holds the row, so that of many callers one goes on.
    Raises Refused: return.name-mismatch, return.incomplete (names what), return.stale,
    return.already-submitted, return.final, return.period-closed, return.month-not-over,
    return.month-not-begun, return.same-person, return.answer-needed, explanation.names-patient,
    explanation.names-clinician.
    """
    found = practice_month(practice, month)
    if found is None or found.monthly_return is None:
        raise _incomplete(f"Nothing is entered for {month}.")
    _refuse_unless_due(found, timezone.localdate(now))
    _refuse_other_name(declared_name, by)
    _refuse_same_person(found, by)
    sent = found.monthly_return
    refuse_names(practice, [answer])
    answered = _answer(sent, answer)
    moved = _move_on(sent, answered.get("words", ""), by=by, now=now)
    current = practice_month(practice, month)
    if current is None or not moved:
        raise already_submitted(current or found)
    shown = preview(current)
    _refuse_unless_seen(shown, seen)
    content = {**shown.content, **({"answer": answered} if answered else {})}
    version = _keep_version(sent, current.versions_sent, content, by=by, declared_name=declared_name, now=now)
    refresh_return(sent)
    transaction.on_commit(partial(send_receipt, version, current))
    return version


def _move_on(sent: MonthlyReturn, answer: str, *, by: User, now: dt.datetime) -> bool:
    """Take the return to submitted, unless another caller already did."""
    return move(
        MonthlyReturn.objects.filter(pk=sent.pk),
        SUBMIT,
        versions_sent=F("versions_sent") + 1,
        submitted_at=now,
        submitted_by=by,
        first_submitted_at=Coalesce(F("first_submitted_at"), now),
        query_answer=answer,
    )


def _keep_version(
    sent: MonthlyReturn,
    number: int,
    content: dict[str, Any],
    *,
    by: User,
    declared_name: str,
    now: dt.datetime,
) -> ReturnVersion:
    """Write what was certified, for good, and who certified it."""
    version = ReturnVersion.objects.create(
        monthly_return=sent,
        number=number,
        content=content,
        sha256=digest(content),
        declared_name=declared_name.strip(),
        submitted_at=now,
        submitted_by=by,
    )
    record(
        by=by,
        verb="return.submitted",
        target=sent,
        before={"version": number - 1},
        after={"version": number, "sha256": version.sha256},
    )
    return version


def _refuse_unless_seen(shown: Preview, seen: str) -> None:
    """Under the lock: nothing changed since it was looked at, and nothing is missing."""
    if missing := shown.missing():
        raise _incomplete("; ".join(item.words for item in missing) + ".")
    if shown.seen != seen:
        raise Refused(
            "return.stale",
            "Figures or answers changed since you opened the declaration. Nothing was sent.",
            "Read what would be sent now, and declare again.",
        )


def _refuse_unless_due(month: PracticeMonth, today: dt.date) -> None:
    refuse_unless_open(month, today)
    if not month.is_over(today):
        raise Refused(
            "return.month-not-over",
            f"{month.month} is not over yet.",
            f"You can send it from {long_date(month.month.next().first)}. Your draft is kept.",
        )


def _refuse_other_name(declared_name: str, by: User) -> None:
    if declared_name.split() and " ".join(declared_name.split()).casefold() == by.name.casefold():
        return
    raise Refused(
        "return.name-mismatch",
        f"The name does not match your account, which says {by.name}.",
        "Type your full name as it stands there.",
    )


def _refuse_same_person(month: PracticeMonth, by: User) -> None:
    if words := prepared_by_same(month, by):
        raise Refused("return.same-person", words, SOMEBODY_ELSE.format(practice=month.practice))


def _answer(sent: MonthlyReturn, answer: str) -> dict[str, str]:
    """The group's question and what the practice says to it; empty when nothing was asked."""
    if sent.status != MonthlyReturn.Status.QUERIED:
        return {}
    if not answer.strip():
        raise Refused(
            "return.answer-needed",
            "The group asked a question about this return, and it has no answer yet.",
            "Say in a sentence what you found or changed.",
        )
    return {"question": sent.query_reason, "words": answer.strip()}


def _incomplete(what: str) -> Refused:
    return Refused("return.incomplete", f"The return is not complete. {what}", "Fill in what is missing.")
