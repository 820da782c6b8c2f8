"""Plain builders for organisations' facts."""

from __future__ import annotations

import datetime as dt

from practices.models import Appointment, CommissioningGroup, ListSize, Person, Practice, Sex


def make_list(
    practice: Practice,
    patients: int,
    as_at: dt.date = dt.date(2008, 1, 1),
    source: str = "Register of patients",
    **fields: object,
) -> ListSize:
    """A list of that many patients, all women of 25 to 34."""
    return ListSize.objects.create(
        practice=practice,
        as_at=as_at,
        sex=Sex.FEMALE,
        age_band="25-34",
        patients=patients,
        source=source,
        **fields,
    )


def make_appointment(
    name: str,
    post: str,
    organisation: Practice | CommissioningGroup,
    **fields: object,
) -> Appointment:
    """A person in a post of a practice, or of a group's Executive, since April 2008."""
    at_practice = isinstance(organisation, Practice)
    return Appointment.objects.create(
        person=Person.objects.get_or_create(name=name)[0],
        post=post,
        body="practice" if at_practice else "executive",
        **{
            "practice" if at_practice else "group": organisation,
            "started_on": dt.date(2008, 4, 1),
            **fields,
        },
    )
