"""Writes activity that came as counts, by the ten thousand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from practices.services.bulk import upsert
from referrals.models import ActivitySummary

LINE = ("pct", "month", "practice", "pod", "specialty")


class SummaryRow(NamedTuple):
    """The columns of ActivitySummary, ids where it has rows; cost in pounds, `posted_by` None the system."""

    pct: int
    practice: int
    month: dt.date
    pod: str
    specialty: int
    activity: int
    cost: Decimal
    from_consultant: int | None
    posted_at: dt.datetime
    posted_by: int | None
    is_simulated: bool = False


def write_summaries(rows: Iterable[SummaryRow]) -> None:
    """Insert the rows; one of the same line is replaced. Facts are the caller's to refresh."""
    upsert(ActivitySummary, SummaryRow._fields, LINE, rows)
