"""Who of a practice referred: its figures shared out among its clinicians, the same on every machine."""

from __future__ import annotations

import datetime as dt

import numpy as np

from daccom.calendar import Month
from practices.demo import story
from practices.demo.clinicians import CLINICIANS, Doctor
from practices.demo.draws import Draws
from practices.models import Clinician
from referrals.demo.figures import Figures

FROM = Month(dt.date(2008, 9, 1))
"""The first month counted by clinician."""
NOBODY = (story.VISITOR, "2008-12", "Dr Ivy Mockford")
"""Somebody away all month, of whom the practice says that they referred nobody."""
Shared = dict[str, Figures]
"""Each clinician's figures, by name."""


def counts_by_clinician(ods_code: str, month: Month) -> bool:
    """Whether the practice counts this month by clinician."""
    return ods_code in CLINICIANS and month >= FROM


def shared_out(ods_code: str, month: Month, figures: Figures) -> Shared:
    """The practice's figures, each referral given to one of those who were there; they add up to the same."""
    doctors = [doctor for doctor in CLINICIANS[ods_code] if _refers(ods_code, month, doctor)]
    shares = np.array([doctor.share for doctor in doctors])
    shared: Shared = {doctor.name: {} for doctor in doctors}
    for (code, urgency), referrals in figures.items():
        picked = Draws("clinicians", ods_code, month, code, urgency).pick(shares, referrals)
        for doctor, theirs in zip(doctors, np.bincount(picked, minlength=len(doctors)), strict=True):
            shared[doctor.name][code, urgency] = int(theirs)
    return shared


def nobody_of(ods_code: str, month: Month, listed: list[Clinician]) -> list[Clinician]:
    """The clinicians of `listed` who referred nobody in the month."""
    return [row for row in listed if (ods_code, month.slug, row.name) == NOBODY]


def _refers(ods_code: str, month: Month, doctor: Doctor) -> bool:
    there = doctor.came <= month.last and (doctor.left is None or doctor.left > month.first)
    return there and (ods_code, month.slug, doctor.name) != NOBODY
