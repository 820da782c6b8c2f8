"""The clinicians of a practice. Callers have made sure that the reader works there."""

from __future__ import annotations

from daccom.calendar import Month
from practices.models import Clinician, Practice


def clinicians_of(practice: Practice) -> list[Clinician]:
    """Everybody who ever referred for the practice: those who work there first, then by name; one query."""
    listed = Clinician.objects.filter(practice=practice).order_by("name", "started_on")
    return sorted(listed, key=lambda clinician: clinician.ended_on is not None)


def clinicians_in(practice: Practice, month: Month) -> list[Clinician]:
    """Those on the practice's list on any day of the month, by name; one query."""
    at_work = Clinician.objects.filter(practice=practice).during(month.first, month.last)
    return list(at_work.order_by("name", "pk"))
