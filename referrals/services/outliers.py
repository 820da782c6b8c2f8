"""The Executive asks a practice why a figure lies where it does; the practice answers; both see each step."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from daccom.audit import record
from daccom.calendar import Month
from daccom.errors import Refused
from daccom.formats import long_date
from daccom.workflow import Transition, move
from practices.models import CommissioningGroup, Practice, User
from referrals.models import OutlierRequest, OutlierStep
from referrals.rules.run_charts import require_answerer, require_asker
from referrals.services.chart_notes import plain_words
from referrals.workflow import ANSWER_OUTLIER, CLOSE_OUTLIER, RETURN_OUTLIER, WITHDRAW_OUTLIER

LONGEST = 950
"""Characters of each text; reasons and plan together fit into one step of the history."""
USUAL_TIME, SECOND_TIME, LONGEST_TIME = dt.timedelta(weeks=4), dt.timedelta(weeks=2), dt.timedelta(days=92)
Verb = OutlierStep.Verb


@transaction.atomic
def ask_practice(
    *,
    group: CommissioningGroup,
    practice: Practice,
    measure: str,
    month: Month,
    finding: str,
    words: str,
    due_on: dt.date,
    by: User,
    now: dt.datetime,
) -> OutlierRequest:
    """Ask for reasons and an action plan by `due_on`; `finding` is what the figures say, see finding_of().

    Raises Refused: outlier.not-your-job, .words-needed, .words-too-long, .names-a-patient, .past, .too-long,
    .open.
    """
    require_asker(by, practice, group.pk)
    words = plain_words("outlier", words, LONGEST, "Say what you want to know.")
    _require_day(due_on, timezone.localdate(now))
    try:
        with transaction.atomic():
            made = OutlierRequest.objects.create(
                group=group,
                practice=practice,
                measure=measure,
                month=month.first,
                finding=finding,
                due_on=due_on,
            )
    except IntegrityError:
        raise Refused(
            "outlier.open", f"{practice} is asked about this already.", "Follow that request."
        ) from None
    _step(made, Verb.ASKED, words, by, now)
    record(by=by, verb="outlier.asked", target=made, after={"finding": finding, "due_on": due_on})
    return made


@transaction.atomic
def answer_request(
    *,
    request: OutlierRequest,
    reasons: str,
    action_plan: str,
    review_on: dt.date | None,
    by: User,
    now: dt.datetime,
) -> None:
    """The practice gives its reasons, what it will do, and when that will show.

    Raises Refused: outlier.not-your-practice, .words-needed, .words-too-long, .names-a-patient, .past,
    .not-waiting.
    """
    require_answerer(by, request)
    reasons = plain_words("outlier", reasons, LONGEST, "Give the practice's reasons.")
    action_plan = plain_words("outlier", action_plan, LONGEST, "Say what the practice will do.")
    if review_on and review_on < timezone.localdate(now):
        raise _past(review_on)
    _move(request, ANSWER_OUTLIER, reasons=reasons, action_plan=action_plan, review_on=review_on)
    shown = f" It will show by {long_date(review_on)}." if review_on else ""
    _step(request, Verb.ANSWERED, f"Reasons: {reasons}\nAction plan: {action_plan}{shown}", by, now)
    record(
        by=by,
        verb="outlier.answered",
        target=request,
        before={"status": request.status},
        after={"status": ANSWER_OUTLIER.target, "review_on": review_on},
    )


@transaction.atomic
def ask_again(
    *, request: OutlierRequest, words: str, by: User, now: dt.datetime, seen: int | None = None
) -> None:
    """Send an answer back with words; the practice has two weeks more where its day is nearer.

    Raises Refused: outlier.not-your-job, what words must be, outlier.not-answered, .moved-on.
    """
    due_on = max(request.due_on, timezone.localdate(now) + SECOND_TIME)
    _follow(request, RETURN_OUTLIER, Verb.RETURNED, words, by, now, seen, due_on=due_on)


@transaction.atomic
def close_request(
    *, request: OutlierRequest, words: str, by: User, now: dt.datetime, seen: int | None = None
) -> None:
    """The answer will do, and what was agreed was followed.

    Raises Refused: outlier.not-your-job, what words must be, outlier.not-answered, .moved-on.
    """
    _follow(request, CLOSE_OUTLIER, Verb.CLOSED, words, by, now, seen)


@transaction.atomic
def withdraw_request(
    *, request: OutlierRequest, words: str, by: User, now: dt.datetime, seen: int | None = None
) -> None:
    """The practice need not answer after all.

    Raises Refused: outlier.not-your-job, what words must be, outlier.not-open, .moved-on.
    """
    _follow(request, WITHDRAW_OUTLIER, Verb.WITHDRAWN, words, by, now, seen)


@transaction.atomic
def note_request(
    *, request: OutlierRequest, words: str, by: User, now: dt.datetime, seen: int | None = None
) -> None:
    """Write down how it goes on, without moving it.

    Raises Refused: outlier.not-your-job, what words must be, outlier.not-open, .moved-on.
    """
    require_asker(by, request.practice, request.group_id)
    words = plain_words("outlier", words, LONGEST, "Write down how it goes on.")
    held = OutlierRequest.objects.select_for_update().filter(pk=request.pk, status__in=OutlierRequest.OPEN)
    if held.first() is None:
        raise _not_there(WITHDRAW_OUTLIER)
    _step(request, Verb.NOTED, words, by, now, seen)
    record(by=by, verb="outlier.noted", target=request, after={"words": words})


def _follow(
    request: OutlierRequest,
    step: Transition,
    verb: str,
    words: str,
    by: User,
    now: dt.datetime,
    seen: int | None,
    **fields: Any,
) -> None:
    """One step of those who asked; `seen` is the newest step they have read, None: whatever there is."""
    require_asker(by, request.practice, request.group_id)
    words = plain_words("outlier", words, LONGEST, "Say why: the practice reads it.")
    _move(request, step, **fields)
    _step(request, verb, words, by, now, seen)
    before = {"status": request.status, "due_on": request.due_on}
    record(
        by=by,
        verb=f"outlier.{verb}",
        target=request,
        before=before,
        after={**before, "status": step.target, **fields},
    )


def _move(request: OutlierRequest, step: Transition, **fields: Any) -> None:
    if not move(OutlierRequest.objects.filter(pk=request.pk), step, **fields):
        raise _not_there(step)


def _not_there(step: Transition) -> Refused:
    """Somebody was quicker, or it is too early."""
    if step is ANSWER_OUTLIER:
        return Refused(
            "outlier.not-waiting", "This request does not wait for an answer.", "Look at how it stands."
        )
    if step is WITHDRAW_OUTLIER:
        return Refused("outlier.not-open", "This request has ended.", "Look at how it ended.")
    return Refused(
        "outlier.not-answered", "There is no answer of the practice to judge.", "Look at how it stands."
    )


def _step(
    request: OutlierRequest, verb: str, words: str, by: User, now: dt.datetime, seen: int | None = None
) -> None:
    """The next line of the history, in the transaction that moved the request."""
    last = OutlierStep.objects.filter(request=request).aggregate(last=Max("number"))["last"] or 0
    if seen is not None and seen != last:
        raise Refused(
            "outlier.moved-on",
            "Something happened to this request after you opened it. Nothing was recorded this time.",
            "Read it again, and save if it still holds.",
        )
    OutlierStep.objects.create(
        request=request, number=last + 1, verb=verb, words=words, made_at=now, made_by=by
    )


def _require_day(due_on: dt.date, today: dt.date) -> None:
    if due_on < today:
        raise _past(due_on)
    if due_on > today + LONGEST_TIME:
        raise Refused(
            "outlier.too-long",
            "A practice answers within three months.",
            f"Choose a day up to {long_date(today + LONGEST_TIME)}.",
        )


def _past(day: dt.date) -> Refused:
    return Refused("outlier.past", f"{long_date(day)} is past.", "Choose today or a later day.")
