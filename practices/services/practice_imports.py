"""Practices from the national register."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from daccom.audit import record
from practices import rules
from practices.models import ImportRun, Practice, User
from practices.national import files
from practices.national.names import proper_name, town_of
from practices.national.register import RegisterRow, register_rows
from practices.services.runs import Outcome, keep_run

REGISTERED = ["name", "register_name", "address", "town", "postcode", "opened_on", "closed_on"]
BATCH = 1000


@transaction.atomic
def import_practices(*, path: Path, by: User | None) -> Outcome:
    """Bring our practices up to the register: new ones are added, known ones changed, none removed.

    A bad row is left out and named; the rest stands. A name or town that we know otherwise is kept. `by` None
    is the system. Raises Refused, with nothing stored, when the file is not the register or `by` may not
    import.
    """
    rules.require_import(by)
    file = files.read(path)
    known = {practice.ods_code: practice for practice in Practice.objects.all()}
    outcome, written = Outcome(), []
    for row in register_rows(file):
        if isinstance(row, files.Rejection):
            outcome.rejections.append(row)
        elif row.ods_code not in known:
            outcome.created += 1
            written.append(_brought_up(Practice(ods_code=row.ods_code), row))
        elif _values(known[row.ods_code]) != _values(_brought_up(known[row.ods_code], row)):
            outcome.changed += 1
            written.append(_brought_up(known[row.ods_code], row))
        else:
            outcome.unchanged += 1
    Practice.objects.bulk_create(
        written, BATCH, update_conflicts=True, unique_fields=["ods_code"], update_fields=REGISTERED
    )
    run = keep_run(kind=ImportRun.Kind.PRACTICES, file=file, outcome=outcome, by=by)
    record(by=by, verb="practices.imported", target=run, after=outcome.counts)
    return outcome


def _brought_up(practice: Practice, row: RegisterRow) -> Practice:
    """The practice as the register has it now, as a new object; our own name and town for it stay."""
    named_by_register = practice.name in ("", proper_name(practice.register_name))
    placed_by_register = practice.town in ("", town_of(practice.address))
    return Practice(
        ods_code=row.ods_code,
        name=proper_name(row.register_name) if named_by_register else practice.name,
        register_name=row.register_name,
        address=row.address,
        town=town_of(row.address)[:60] if placed_by_register else practice.town,
        postcode=row.postcode,
        opened_on=row.opened_on,
        closed_on=row.closed_on,
    )


def _values(practice: Practice) -> list[object]:
    return [getattr(practice, name) for name in REGISTERED]
