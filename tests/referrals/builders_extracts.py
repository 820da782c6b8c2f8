"""What tests of extracts share: receive a file, let a worker do its job, look at what counts."""

from __future__ import annotations

import io
from typing import Any

from daccom import jobs
from daccom.models import Job
from practices.models import PCT, User
from referrals.models import Extract, RowError
from referrals.selectors.loads import latest_job
from referrals.services import checking
from referrals.services.extracts import load_extract, receive_extract


def receive(pct: PCT, content: bytes, by: User | None = None, **how: Any) -> Extract:
    """An extract that waits for a worker."""
    how = {"file_name": "HIDAS.csv", "send": False, **how}
    return receive_extract(pct=pct, by=by, file=io.BytesIO(content), **how)


def check(extract: Extract) -> Extract:
    """The extract after its job is done."""
    work(checking.check_extract, latest_job(extract))
    extract.refresh_from_db()
    return extract


def checked(pct: PCT, content: bytes, by: User | None = None, **how: Any) -> Extract:
    """The file received and checked: loaded by itself, waiting for a decision, or rejected."""
    return check(receive(pct, content, by, **how))


def accepted(extract: Extract, by: User | None = None) -> Extract:
    """The extract loaded without its bad rows."""
    job = load_extract(extract=extract, by=by, send=False)
    work(checking.load_checked, job)
    extract.refresh_from_db()
    return extract


def work(service: Any, job: Job | None) -> None:
    assert job is not None
    assert jobs.with_job(job.pk, service)


def errors(extract: Extract) -> list[tuple[int, str, str]]:
    """Line, column and rule of every error in the report, in the order of the file."""
    found = RowError.objects.filter(extract=extract).order_by("line", "pk")
    return list(found.values_list("line", "column", "rule"))
