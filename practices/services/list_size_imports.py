"""List sizes from the national file."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from pathlib import Path

from django.db import transaction

from daccom.audit import record
from daccom.errors import Refused
from practices import rules
from practices.models import ImportRun, ListSize, Practice, User
from practices.national import files
from practices.national.lists import Cell, list_rows, quarter_start
from practices.services.bulk import upsert
from practices.services.runs import Outcome, keep_run

UNIQUE = ["practice", "as_at", "sex", "age_band"]
FIELDS = [*UNIQUE, "patients", "source", "is_simulated"]

Counts = dict[int, dict[Cell, int]]


@transaction.atomic
def import_list_sizes(*, path: Path, by: User | None, as_at: dt.date | None = None) -> Outcome:
    """Store the registered patients of each practice by sex and age band, counted on `as_at`.

    Without `as_at` the file's name says the quarter. A bad row, or one of a practice that is not in the
    register, is left out and named; the rest stands. `by` None is the system. Raises Refused, with nothing
    stored, when the file is not what it says, its day is not known, or `by` may not import.
    """
    rules.require_import(by)
    file = files.read(path)
    day = as_at or _day_in_name(file)
    ids = dict(Practice.objects.values_list("ods_code", "pk"))
    stored = _stored(day)
    outcome, written = Outcome(), []
    for row in list_rows(file, ids):
        if isinstance(row, files.Rejection):
            outcome.rejections.append(row)
            continue
        before = stored.get(ids[row.ods_code])
        outcome.created += before is None
        outcome.unchanged += before == row.patients
        outcome.changed += before is not None and before != row.patients
        if before != row.patients:
            written.append((ids[row.ods_code], row.patients))
    source = f"Registered patients by practice, {file.name}"[:120]
    upsert(
        ListSize,
        FIELDS,
        UNIQUE,
        (
            (practice, day, sex, band, patients, source, False)
            for practice, cells in written
            for (sex, band), patients in cells.items()
        ),
    )
    run = keep_run(kind=ImportRun.Kind.LIST_SIZES, file=file, outcome=outcome, by=by, as_at=day)
    record(by=by, verb="list-sizes.imported", target=run, after={**outcome.counts, "as_at": day})
    return outcome


def _day_in_name(file: files.NationalFile) -> dt.date:
    day = quarter_start(file.name)
    if day is None:
        raise Refused(
            "import.no-day",
            f"The name {file.name} does not say which quarter was counted.",
            "Give the day with --as-at, such as --as-at 2013-01-01.",
        )
    return day


def _stored(day: dt.date) -> Counts:
    """What we hold of that day: counts by sex and age band, by practice id."""
    counts: Counts = defaultdict(dict)
    for practice, sex, band, patients in ListSize.objects.on(day).values_list(
        "practice_id", "sex", "age_band", "patients"
    ):
        counts[practice][sex, band] = patients
    return counts
