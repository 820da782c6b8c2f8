"""Questions about extracts: the jobs that work on them, the same bytes before, what a load replaces."""

from __future__ import annotations

from dataclasses import dataclass

from daccom import jobs
from daccom.models import Job
from practices.models import PCT
from referrals.models import ColumnMapping, Extract, Load

CHECK_JOB, LOAD_JOB, CLEAR_JOB = "extract-check", "extract-load", "extract-clear"


def extract_of(job: Job) -> Extract:
    """The extract that a job is about: its key is the extract's id."""
    return Extract.objects.select_related("pct", "mapping").get(pk=int(job.key))


def latest_job(extract: Extract) -> Job | None:
    """The last job that checked or loaded this extract, open or ended."""
    found = [jobs.latest(kind, str(extract.pk)) for kind in (CHECK_JOB, LOAD_JOB)]
    return max((job for job in found if job), key=lambda job: job.pk, default=None)


def is_worked_on(extract: Extract) -> bool:
    """Whether a worker has this extract, or will take it."""
    job = latest_job(extract)
    return job is not None and job.is_open


def open_twin(*, pct: PCT, sha256: str) -> Extract | None:
    """The extract with the same bytes that is received and not yet ended."""
    open_ones = Extract.objects.exclude(status__in=[Extract.Status.LOADED, Extract.Status.REJECTED])
    return open_ones.select_related("received_by").filter(pct=pct, sha256=sha256).first()


def loaded_twin(*, pct: PCT, sha256: str, mapping: ColumnMapping | None) -> Extract | None:
    """The extract with the same bytes, read in the same way, of which every row counts today."""
    whole = Extract.objects.filter(
        pct=pct, sha256=sha256, mapping=mapping, status=Extract.Status.LOADED, rows_bad=0
    )
    current = Load.objects.current().values("extract")
    replaced = Load.objects.filter(status=Load.Status.SUPERSEDED).values("extract")
    return whole.filter(pk__in=current).exclude(pk__in=replaced).select_related("received_by").first()


@dataclass(frozen=True)
class Replacement:
    """One provider's month in an extract, and the version that counts now (None: nothing yet)."""

    load: Load
    current: Load | None

    @property
    def is_older(self) -> bool:
        """Whether the version that counts came in a later file."""
        return self.current is not None and self.current.extract_id > self.load.extract_id

    @property
    def more_rows(self) -> int:
        """How many rows more than before; negative when there are fewer."""
        return self.load.rows - (self.current.rows if self.current else 0)


def replacements(extract: Extract) -> list[Replacement]:
    """Every provider's month that a checked extract holds, beside what it would replace."""
    staged = extract.loads.select_related("provider").order_by("month", "provider__name")
    months = Load.objects.current().filter(pct=extract.pct, month__in=staged.values("month"))
    current = {(load.provider_id, load.month): load for load in months}
    return [Replacement(load, current.get((load.provider_id, load.month))) for load in staged]
