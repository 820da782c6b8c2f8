"""People write on run charts: dated notes, and from when on the limits are set anew."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from daccom.audit import record
from daccom.calendar import Month
from daccom.errors import Refused
from practices.models import CommissioningGroup, Practice, User
from referrals.challenges.words import names_a_patient
from referrals.models import ChartNote, Rebase
from referrals.rules.run_charts import require_note_writer, require_rebaser
from referrals.selectors.run_charts import Series

LONGEST_NOTE, LONGEST_REASON = 200, 500


@transaction.atomic
def write_note(
    *,
    group: CommissioningGroup,
    practice: Practice | None,
    measure: str,
    month: Month,
    words: str,
    by: User,
    now: dt.datetime,
) -> ChartNote:
    """Note what happened in `month` and bears on the measure; `practice` None: in the whole group.

    Raises Refused: chart-note.not-your-job, .words-needed, .words-too-long, .names-a-patient, .future.
    """
    require_note_writer(by, group)
    words = plain_words("chart-note", words, LONGEST_NOTE, "Say what happened.")
    if month > Month.of(now.date()):
        raise Refused("chart-note.future", f"{month} is still to come.", "Choose a month that has begun.")
    note = ChartNote.objects.create(
        group=group,
        practice=practice,
        measure=measure,
        month=month.first,
        words=words,
        written_at=now,
        written_by=by,
    )
    record(by=by, verb="chart-note.written", target=note, after={"month": month, "words": words})
    return note


@transaction.atomic
def withdraw_note(*, note: ChartNote, by: User, now: dt.datetime) -> None:
    """Take a note off the chart; it stays in the records.

    Raises Refused: chart-note.not-your-job, chart-note.withdrawn.
    """
    require_note_writer(by, note.group)
    rows = ChartNote.objects.filter(pk=note.pk, withdrawn_at=None)
    if not rows.update(withdrawn_at=now, withdrawn_by=by):
        raise Refused("chart-note.withdrawn", "This note is withdrawn already.", "Look at the chart.")
    record(by=by, verb="chart-note.withdrawn", target=note, before={"words": note.words}, after={})


@transaction.atomic
def set_limits_anew(
    *, series: Series, group: CommissioningGroup, month: Month, reason: str, by: User, now: dt.datetime
) -> Rebase:
    """Let the limits of one chart be counted from `month` on; the months before keep theirs.

    Raises Refused: rebase.not-your-job, .words-needed, .words-too-long, .names-a-patient, .no-figure,
    .first, .set.
    """
    require_rebaser(by, group, series.practice)
    reason = plain_words("rebase", reason, LONGEST_REASON, "Say why the months before no longer count.")
    _require_figures(series, month)
    try:
        with transaction.atomic():
            made = Rebase.objects.create(
                group=group,
                practice=series.practice,
                measure=series.measure,
                month=month.first,
                reason=reason,
                set_at=now,
                set_by=by,
            )
    except IntegrityError:
        raise Refused(
            "rebase.set", f"The limits are set anew from {month} already.", "Withdraw that first."
        ) from None
    record(by=by, verb="rebase.set", target=made, after={"month": month, "reason": reason})
    return made


@transaction.atomic
def withdraw_rebase(*, rebase: Rebase, by: User, now: dt.datetime) -> None:
    """Let the months before and after share their limits again.

    Raises Refused: rebase.not-your-job, rebase.withdrawn.
    """
    require_rebaser(by, rebase.group, rebase.practice)
    rows = Rebase.objects.filter(pk=rebase.pk, withdrawn_at=None)
    if not rows.update(withdrawn_at=now, withdrawn_by=by):
        raise Refused("rebase.withdrawn", "This setting is withdrawn already.", "Look at the chart.")
    record(by=by, verb="rebase.withdrawn", target=rebase, before={"reason": rebase.reason}, after={})


def plain_words(rule: str, words: str, longest: int, needed: str) -> str:
    """What was written, trimmed. Refuses none, too much, and what looks like an NHS number."""
    text = words.strip()
    if not text:
        raise Refused(f"{rule}.words-needed", needed, "Write a sentence.")
    if len(text) > longest:
        raise Refused(
            f"{rule}.words-too-long",
            f"The words are {len(text)} characters long; {longest} fit.",
            "Shorten them.",
        )
    if names_a_patient(text):
        raise Refused(
            f"{rule}.names-a-patient",
            "The words hold a ten-digit number that may be an NHS number.",
            "Leave it out: the whole group reads this.",
        )
    return text


def _require_figures(series: Series, month: Month) -> None:
    """There must be a figure before the month, and one in it or after it."""
    known = [point.at for point in series.chart.points if point.value is not None]
    if not known or month > known[-1]:
        raise Refused(
            "rebase.no-figure", f"There is no figure from {month} on.", "Choose a month with a figure."
        )
    if month <= known[0]:
        raise Refused(
            "rebase.first",
            f"The chart begins in {known[0]}: its limits count from there.",
            "Choose a later one.",
        )
