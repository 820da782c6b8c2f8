"""Clinicians of four practices that count their referrals by clinician. All are invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from practices.demo import story
from practices.models import Clinician, Practice

CAME = dt.date(2006, 4, 1)


@dataclass(frozen=True)
class Doctor:
    """An invented clinician; `share` is how much of the referring is theirs, beside the others'."""

    name: str
    share: int
    came: dt.date = CAME
    left: dt.date | None = None


CLINICIANS = {
    story.VISITOR: (
        Doctor("Dr Amir Rahman", 32),
        Doctor("Dr Clara Example", 38),
        Doctor("Dr Tom Sample", 22),
        Doctor("Dr Ivy Mockford", 8, came=dt.date(2008, 8, 4)),
    ),
    "E82028": (
        Doctor("Dr Alan Specimen", 40),
        Doctor("Dr Bea Formerly", 25, left=dt.date(2008, 12, 1)),
        Doctor("Dr Carl Template", 35),
    ),
    "E82066": (Doctor("Dr Dora Fiction", 55), Doctor("Dr Ed Pattern", 45)),
    "E82091": (
        Doctor("Dr Fay Invention", 34),
        Doctor("Dr Gus Draught", 33),
        Doctor("Dr Hal Sketch", 33),
    ),
}
"""By ODS code. The GP who has an account at the visitor's practice is one of them."""


def load_clinicians() -> int:
    """Write the lists of the four practices; how many rows."""
    practices = Practice.objects.in_bulk(field_name="ods_code")
    rows = [
        Clinician(
            practice=practices[ods_code],
            name=doctor.name,
            started_on=doctor.came,
            ended_on=doctor.left,
            is_simulated=True,
        )
        for ods_code, doctors in CLINICIANS.items()
        for doctor in doctors
    ]
    return len(Clinician.objects.bulk_create(rows))
