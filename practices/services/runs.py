"""What an import did, as it is told and kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from daccom import calendar
from practices.models import ImportRun, User
from practices.national.files import NationalFile, Rejection


@dataclass
class Outcome:
    """The rows of one import, counted; `rejections` names those left out."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    rejections: list[Rejection] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """Rows read, created, changed, unchanged and rejected."""
        counts = {
            "created": self.created,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "rejected": len(self.rejections),
        }
        return {"read": sum(counts.values()), **counts}


def keep_run(
    *,
    kind: ImportRun.Kind,
    file: NationalFile,
    outcome: Outcome,
    by: User | None,
    as_at: dt.date | None = None,
) -> ImportRun:
    """Store that a file was read, its fingerprint and its counts; the caller writes the audit row."""
    return ImportRun.objects.create(
        kind=kind,
        file_name=file.name[:255],
        sha256=file.sha256,
        as_at=as_at,
        by=by,
        at=calendar.now(),
        **{f"rows_{name}": count for name, count in outcome.counts.items()},
    )
