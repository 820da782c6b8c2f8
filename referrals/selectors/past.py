"""The practice's own year before a month: what its warnings, hints and prefilled boxes are made of."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from daccom.calendar import Month
from practices.models import Clinician
from referrals.history import MONTHS_LOOKED_AT
from referrals.models import MonthlyReturn
from referrals.selectors.grids import Cell, Figures
from referrals.selectors.months import PracticeMonth

Status = MonthlyReturn.Status
CERTIFIED = frozenset({str(Status.SUBMITTED), str(Status.ACCEPTED)})
"""A month that is queried is in doubt and says nothing about what is usual."""


@dataclass(frozen=True)
class Line:
    """One figure of one month; without a specialty: a month that was saved and has none."""

    month: dt.date
    status: str
    specialty: int | None
    urgency: str
    clinician: int | None
    referrals: int


@dataclass(frozen=True)
class Past:
    """The saved figures of the twelve months before, oldest first."""

    lines: list[Line]

    @property
    def certified(self) -> dict[Cell, list[int]]:
        """For each cell the practice's figures in its certified months; a nil month is 0 in every cell."""
        months: dict[dt.date, Figures] = {}
        for line in self.lines:
            if line.status in CERTIFIED:
                of_month = months.setdefault(line.month, defaultdict(int))
                if line.specialty is not None:
                    of_month[line.specialty, line.urgency] += line.referrals
        cells = {cell for of_month in months.values() for cell in of_month}
        return {
            cell: [of_month.get(cell, 0) for of_month in months.values() if cell in of_month or not of_month]
            for cell in cells
        }

    def figures(self, month: Month, clinician: Clinician | None = None) -> Figures:
        """What was saved for `month`, of the practice or of one clinician; empty when nothing was."""
        found: Figures = defaultdict(int)
        for line in self.lines:
            is_theirs = clinician is None or line.clinician == clinician.pk
            if line.month == month.first and line.specialty is not None and is_theirs:
                found[line.specialty, line.urgency] += line.referrals
        return dict(found)

    def total(self, month: Month) -> int | None:
        """All referrals of a saved month; None for one that nobody saved."""
        of_month = [line.referrals for line in self.lines if line.month == month.first]
        return sum(of_month) if of_month else None


def past_of(month: PracticeMonth) -> Past:
    """The saved figures of the practice's twelve months before; one query for a page."""
    if "past" not in month.facts:
        month.facts["past"] = _read(month)
    found: Past = month.facts["past"]
    return found


def _read(month: PracticeMonth) -> Past:
    first = month.month
    for _ in range(MONTHS_LOOKED_AT):
        first = first.previous()
    rows = MonthlyReturn.objects.filter(
        practice=month.practice,
        month__gte=first.first,
        month__lt=month.month.first,
        referrals_saved_at__isnull=False,
    ).order_by("month")
    values = rows.values_list(
        "month", "status", "counts__specialty", "counts__urgency", "counts__clinician", "counts__referrals"
    )
    return Past(
        [
            Line(day, status, specialty, urgency or "", clinician, referrals or 0)
            for day, status, specialty, urgency, clinician, referrals in values
        ]
    )
