"""HIDAS extracts as people handle them: receive, load without the bad rows, reject, begin again."""

from __future__ import annotations

from functools import partial
from pathlib import PurePath
from typing import IO

from django.db import IntegrityError, transaction

from daccom import calendar, jobs
from daccom.audit import record
from daccom.errors import Refused
from daccom.formats import long_date
from daccom.models import Job
from daccom.workflow import move
from practices.models import PCT, User
from referrals.models import ColumnMapping, Extract
from referrals.rules.extracts import require_load
from referrals.selectors.loads import (
    CHECK_JOB,
    CLEAR_JOB,
    LOAD_JOB,
    is_worked_on,
    loaded_twin,
    open_twin,
)
from referrals.services.extract_files import Kept, forget, kept
from referrals.workflow import REJECT_EXTRACT


def receive_extract(
    *,
    pct: PCT,
    by: User | None,
    file: IO[bytes],
    file_name: str,
    mapping: ColumnMapping | None = None,
    send: bool = True,
) -> Extract:
    """Store the file and ask a worker to check it (`send` False: the caller does the job itself).

    Raises Refused: extract.not-allowed, extract.empty, extract.too-large, extract.already-here,
    extract.nothing-new.
    """
    require_load(by, pct)
    with kept(file) as found:
        try:
            return _receive(found, pct=pct, by=by, file_name=file_name, mapping=mapping, send=send)
        except IntegrityError:
            _refuse_twin(pct, found.sha256)
            raise


@transaction.atomic
def _receive(
    found: Kept, *, pct: PCT, by: User | None, file_name: str, mapping: ColumnMapping | None, send: bool
) -> Extract:
    _refuse_twin(pct, found.sha256)
    _refuse_nothing_new(pct, found.sha256, mapping)
    extract = Extract.objects.create(
        pct=pct,
        file_name=_plain_name(file_name),
        sha256=found.sha256,
        size_bytes=found.size,
        mapping=mapping,
        received_at=calendar.now(),
        received_by=by,
    )
    after = {"sha256": found.sha256, "size_bytes": found.size}
    record(by=by, verb="extract.received", target=extract, after=after)
    jobs.enqueue(kind=CHECK_JOB, key=str(extract.pk), by=by, send=send)
    found.give_to(extract)
    return extract


@transaction.atomic
def load_extract(*, extract: Extract, by: User | None, send: bool = True) -> Job:
    """Ask a worker to load a checked extract without its bad rows.

    Raises Refused: extract.not-allowed, extract.ended, extract.being-worked-on, extract.nothing-to-load.
    """
    held = _held(extract, by)
    if held.status != Extract.Status.CHECKED:
        raise _being_worked_on(held)
    if not held.rows_good:
        raise Refused(
            "extract.nothing-to-load",
            "No row of this file is good, so there is nothing to load.",
            "Reject the file and ask the provider for another one.",
        )
    record(by=by, verb="extract.accepted", target=held, after={"rows_good": held.rows_good})
    return jobs.enqueue(kind=LOAD_JOB, key=str(held.pk), by=by, send=send)


@transaction.atomic
def reject_extract(*, extract: Extract, by: User | None, reason: str) -> None:
    """End an extract that was not loaded; the versions that count stay as they are.

    Raises Refused: extract.not-allowed, extract.ended, extract.being-worked-on, extract.no-reason.
    """
    held = _held(extract, by)
    if not reason.strip():
        raise Refused("extract.no-reason", "A rejection needs a reason.", "Say what is wrong with the file.")
    now = calendar.now()
    rows = Extract.objects.filter(pk=held.pk)
    move(rows, REJECT_EXTRACT, ended_at=now, ended_by=by, reject_reason=reason.strip())
    record(by=by, verb="extract.rejected", target=held, after={"reason": reason.strip()})
    if held.new_codes or held.loads.exists():
        jobs.enqueue(kind=CLEAR_JOB, key=str(held.pk), by=by)
    transaction.on_commit(partial(forget, held.pk))


@transaction.atomic
def resume_extract(*, extract: Extract, by: User | None) -> Job:
    """Begin the check again after its job has failed; the rows staged so far are thrown away.

    Raises Refused: extract.not-allowed, extract.ended, extract.being-worked-on, extract.is-checked.
    """
    held = _held(extract, by)
    if held.status == Extract.Status.CHECKED:
        raise Refused("extract.is-checked", "This file is checked.", "Load it, or reject it.")
    record(by=by, verb="extract.resumed", target=held)
    return jobs.enqueue(kind=CHECK_JOB, key=str(held.pk), by=by)


def _held(extract: Extract, by: User | None) -> Extract:
    """The extract as it is now, ours until the transaction ends; Refused when others have it."""
    require_load(by, extract.pct_id)
    held = Extract.objects.select_for_update(no_key=True).get(pk=extract.pk)
    if not held.is_open:
        when = long_date(held.ended_at or held.received_at)
        raise Refused(
            "extract.ended",
            f"This file was {held.get_status_display().lower()} on {when}.",
            "Look at its report.",
        )
    if is_worked_on(held):
        raise _being_worked_on(held)
    return held


def _being_worked_on(extract: Extract) -> Refused:
    return Refused(
        "extract.being-worked-on",
        f"{extract.file_name} is being worked on. Nothing was changed.",
        "Wait until it is done, then decide.",
    )


def _refuse_twin(pct: PCT, sha256: str) -> None:
    if twin := open_twin(pct=pct, sha256=sha256):
        raise Refused(
            "extract.already-here",
            f"The same file, {twin.file_name}, {_who_and_when(twin)} and is not finished.",
            "Look at its report: it is the same in every byte.",
        )


def _refuse_nothing_new(pct: PCT, sha256: str, mapping: ColumnMapping | None) -> None:
    if twin := loaded_twin(pct=pct, sha256=sha256, mapping=mapping):
        raise Refused(
            "extract.nothing-new",
            f"The same file, {twin.file_name}, {_who_and_when(twin)}, and all its rows count already.",
            "There is nothing to load.",
        )


def _who_and_when(extract: Extract) -> str:
    return f"was sent by {extract.received_by or 'the system'} on {long_date(extract.received_at)}"


def _plain_name(file_name: str) -> str:
    """The name without its folders and without what does not print."""
    name = PurePath(file_name.replace("\\", "/")).name
    return "".join(filter(str.isprintable, name))[:255] or "extract"
