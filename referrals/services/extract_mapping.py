"""Saying what the columns of another layout are, so that a file in it can be checked after all."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from daccom import calendar, jobs
from daccom.audit import record
from daccom.errors import Refused
from daccom.models import Job
from daccom.workflow import move
from practices.models import User
from referrals.models import ColumnMapping, Extract
from referrals.rules.extracts import require_load
from referrals.selectors.loads import CHECK_JOB
from referrals.services.extract_files import path_of
from referrals.workflow import MAP_EXTRACT


@transaction.atomic
def map_extract(*, extract: Extract, by: User, name: str, columns: Mapping[str, str]) -> Job:
    """Save the mapping (our name to theirs) under `name`, and have the file checked again by it.

    Raises Refused: extract.not-allowed, extract.needs-no-mapping, mapping.name-taken.
    """
    require_load(by, extract.pct_id)
    mapping = _saved(extract, by, name.strip(), dict(columns))
    waiting = Extract.objects.filter(pk=extract.pk).exclude(problem="")
    if not move(waiting, MAP_EXTRACT, mapping=mapping, problem="", checked_at=None):
        raise Refused(
            "extract.needs-no-mapping",
            f"{extract.file_name} does not wait for a mapping any more. Nothing was saved.",
            "Look at its report.",
        )
    record(by=by, verb="extract.mapped", target=extract, after={"mapping": mapping.name})
    return jobs.enqueue(kind=CHECK_JOB, key=str(extract.pk), by=by)


def headers_of(extract: Extract) -> list[str]:
    """The headers of a file that waits for a mapping.

    Raises Refused: extract.needs-no-mapping for any other, and what makes its header row unreadable.
    """
    from referrals.hidas.headers import header_row  # polars, which no other page needs

    if extract.status != Extract.Status.CHECKED or not extract.problem:
        raise Refused("extract.needs-no-mapping", "This file does not wait for a mapping.")
    return header_row(path_of(extract))


def _saved(extract: Extract, by: User, name: str, columns: dict[str, str]) -> ColumnMapping:
    """The PCT's mapping of that name; one that other files were read by is never changed."""
    mapping, is_new = ColumnMapping.objects.get_or_create(
        pct_id=extract.pct_id,
        name=name,
        defaults={"columns": columns, "saved_at": calendar.now(), "saved_by": by},
    )
    if is_new:
        record(by=by, verb="mapping.saved", target=mapping, after={"columns": columns})
    elif mapping.columns != columns:
        raise Refused(
            "mapping.name-taken",
            f"Another layout is saved as {name}.",
            "Give this one another name.",
        )
    return mapping
