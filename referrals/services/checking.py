"""What a worker does with an extract: check and stage the file, load it, clear away what was not loaded.

Each may stop at any moment and be done again. Imports polars: for workers and commands, not for pages.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from daccom import calendar
from daccom.audit import record
from daccom.errors import Refused
from daccom.jobs import Step, hold
from daccom.models import Job
from daccom.workflow import move
from practices.models import User
from referrals.hidas.judging import Judged
from referrals.hidas.layout import COLUMNS_MISSING
from referrals.hidas.reading import Reading, Table, read_extract
from referrals.models import Extract, Load
from referrals.selectors.loads import extract_of
from referrals.services.activation import Overtaken, activate
from referrals.services.clearing import clear_staged, forget_codes
from referrals.services.extract_files import forget, path_of
from referrals.services.findings import check_load
from referrals.services.moved import turn_down_moved
from referrals.services.staging import Staging
from referrals.workflow import CHECK_EXTRACT, REJECT_EXTRACT, REPORT_EXTRACT

Status = Extract.Status


def check_extract(job: Job, step: Step) -> None:
    """Check the file; load it when there is nothing to decide, else leave it for a person.

    A file that cannot be read as a whole ends rejected, with the problem in words; one whose columns have
    other names waits until a person says what they are.
    """
    extract = extract_of(job)
    if extract.status in (Status.RECEIVED, Status.CHECKING):
        _begin(extract, job)
        try:
            _stage(extract, job, step)
        except Refused as refused:
            end = _ask if refused.rule == COLUMNS_MISSING else _turn_away
            end(extract, job, refused)
            return
        _decide(extract, job, step)
    elif extract.status == Status.LOADED:
        _check_loads(extract, None, step)


def load_checked(job: Job, step: Step) -> None:
    """Load a checked file without its bad rows, in the name of whoever asked.

    Raises Refused: extract.overtaken, when other files changed what counts since this one was checked.
    """
    extract = extract_of(job)
    if extract.status == Status.CHECKED:
        step(0, 0, "Loading.")
        try:
            activate(extract=extract, job=job, by=job.requested_by, is_decided=True)
        except Overtaken:
            moved = turn_down_moved(extract=extract, job=job)
            raise Refused(
                "extract.overtaken",
                f"Since this file was checked, {moved:,} of its episodes came to count in another month. "
                "Nothing was loaded; they are in the report now.",
                "Look at the report and decide again.",
            ) from None
    _check_loads(extract, job.requested_by, step)


def clear_extract(job: Job, step: Step) -> None:
    """Delete the staged rows of an extract that was rejected."""
    extract = extract_of(job)
    step(0, 0, "Clearing away.")
    if extract.status == Status.REJECTED:
        clear_staged(extract, job)
        forget_codes(extract)


def judged_tables(extract: Extract, reading: Reading, staging: Staging) -> Iterator[tuple[Table, Judged]]:
    """The file's tables with the judgement of their rows."""
    for table in reading.tables:
        yield table, staging.judge.judge(table.rows)


def _begin(extract: Extract, job: Job) -> None:
    """Throw away what an earlier attempt left."""
    clear_staged(extract, job)
    with transaction.atomic():
        hold(job)
        extract.errors.all().delete()
        move(
            Extract.objects.filter(pk=extract.pk),
            CHECK_EXTRACT,
            rows_read=0,
            rows_good=0,
            rows_bad=0,
            rows_under_way=0,
            problem="",
        )


def _stage(extract: Extract, job: Job, step: Step) -> None:
    columns = extract.mapping.columns if extract.mapping else None
    reading = read_extract(path_of(extract), columns)
    staging = Staging(extract, job, reading.arrangement)
    Extract.objects.filter(pk=extract.pk).update(unknown_columns=list(reading.arrangement.unknown))
    for table, judged in judged_tables(extract, reading, staging):
        staging.add(judged)
        rows = staging.read
        step(rows, max(rows, rows * table.size // max(table.read, 1)), f"{rows:,} rows read.")
    staging.finish()
    turn_down_moved(extract=extract, job=job)


def _decide(extract: Extract, job: Job, step: Step) -> None:
    """Load the file, or say that a person must look at it first."""
    extract.refresh_from_db()
    if not extract.rows_bad and not extract.new_codes:
        try:
            activate(extract=extract, job=job, by=None, is_decided=False)
        except Overtaken:
            turn_down_moved(extract=extract, job=job)
        else:
            _check_loads(extract, None, step)
            return
    with transaction.atomic():
        hold(job)
        rows = Extract.objects.filter(pk=extract.pk)
        extract.refresh_from_db()
        move(rows, REPORT_EXTRACT, checked_at=calendar.now())
        after = {"rows_good": extract.rows_good, "rows_bad": extract.rows_bad}
        record(by=None, verb="extract.checked", target=extract, after=after)


def _ask(extract: Extract, job: Job, refused: Refused) -> None:
    """Leave a file whose columns we do not know for somebody who does."""
    with transaction.atomic():
        hold(job)
        rows = Extract.objects.filter(pk=extract.pk)
        move(rows, REPORT_EXTRACT, problem=str(refused), checked_at=calendar.now())
        record(by=None, verb="extract.checked", target=extract, after={"rule": refused.rule})


def _turn_away(extract: Extract, job: Job, refused: Refused) -> None:
    """End a file that cannot be read: nothing of it is kept but the reason."""
    clear_staged(extract, job)
    with transaction.atomic():
        hold(job)
        extract.errors.all().delete()
        now = calendar.now()
        move(
            Extract.objects.filter(pk=extract.pk),
            REJECT_EXTRACT,
            problem=str(refused),
            checked_at=now,
            ended_at=now,
        )
        forget_codes(extract)
        record(by=None, verb="extract.rejected", target=extract, after={"rule": refused.rule})
        transaction.on_commit(lambda: forget(extract.pk))


def _check_loads(extract: Extract, by: User | None, step: Step) -> None:
    """Run the automatic checks over all that this extract made current."""
    loads = list(Load.objects.current().filter(extract=extract).order_by("month", "provider"))
    for done, load in enumerate(loads):
        step(done, len(loads), f"Running the automatic checks: {load.provider}, {load.month:%B %Y}.")
        check_load(load=load, by=by)
