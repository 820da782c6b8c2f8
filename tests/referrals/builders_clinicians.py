"""Plain builders of clinicians and of returns counted for each of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from daccom.calendar import Month
from practices.models import Clinician, Practice
from referrals.models import ClinicianNil, MonthlyReturn, ReferralCount, Urgency
from tests.referrals.builders import JANUARY, Counts, make_return


def make_clinician(practice: Practice, name: str = "Dr A. Example", **fields: Any) -> Clinician:
    """Somebody who refers for the practice since April 2006; the same name gives the same row."""
    defaults = {"started_on": dt.date(2006, 4, 1), **fields}
    return Clinician.objects.get_or_create(practice=practice, name=name, defaults=defaults)[0]


def make_return_by_clinician(
    practice: Practice,
    grids: Mapping[Clinician, Counts | None],
    month: Month = JANUARY,
    status: str = MonthlyReturn.Status.DRAFT,
    **fields: Any,
) -> MonthlyReturn:
    """A return with a grid for each clinician; None says that they referred nobody."""
    made = make_return(practice, month, status, counts={}, by_clinician=True, **fields)
    for clinician, counts in grids.items():
        if counts is None:
            ClinicianNil.objects.create(monthly_return=made, clinician=clinician)
        for specialty, figures in (counts or {}).items():
            for urgency, referrals in zip(Urgency, figures, strict=True):
                if referrals is not None:
                    ReferralCount.objects.create(
                        monthly_return=made,
                        specialty=specialty,
                        urgency=urgency,
                        clinician=clinician,
                        referrals=referrals,
                    )
    return made
