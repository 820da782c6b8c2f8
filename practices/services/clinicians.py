"""The practice's own list of clinicians. Nobody is deleted: who referred when stays known."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from daccom import calendar
from daccom.audit import record
from daccom.errors import Refused
from daccom.formats import long_date
from practices import rules
from practices.models import Clinician, Practice, User


@transaction.atomic
def add_clinician(*, practice: Practice, name: str, started_on: dt.date, by: User) -> Clinician:
    """Put a clinician on the practice's list from a day on.

    Raises Refused: clinician.not-your-job, clinician.starts-later (a day still to come), clinician.listed
    (somebody of that name works there already).
    """
    rules.require_keeper(by, practice)
    name = " ".join(name.split())
    if started_on > calendar.today():
        raise Refused("clinician.starts-later", "The first day is still to come.", "Give today or earlier.")
    listed = Refused(
        "clinician.listed",
        f"{name} is on the list already.",
        "If two people share a name, add an initial so that both can be told apart.",
    )
    if Clinician.objects.filter(practice=practice, ended_on=None, name__iexact=name).exists():
        raise listed
    try:
        with transaction.atomic():
            added = Clinician.objects.create(practice=practice, name=name, started_on=started_on)
    except IntegrityError:
        raise listed from None
    record(by=by, verb="clinician.added", target=added, after={"started_on": started_on})
    return added


@transaction.atomic
def end_clinician(*, clinician: Clinician, ended_on: dt.date, by: User) -> None:
    """Say on which day a clinician left; from that day on no figures are asked of them.

    Raises Refused: clinician.not-your-job, clinician.ended, clinician.ends-before-start.
    """
    rules.require_keeper(by, clinician.practice)
    if ended_on <= clinician.started_on:
        raise Refused(
            "clinician.ends-before-start",
            f"{clinician} started on {long_date(clinician.started_on)} and cannot leave by then.",
            "Give a later day.",
        )
    moved = Clinician.objects.filter(pk=clinician.pk, ended_on=None).update(ended_on=ended_on)
    if not moved:
        raise Refused("clinician.ended", f"{clinician} left the list already.", "Nothing more is needed.")
    record(by=by, verb="clinician.ended", target=clinician, after={"ended_on": ended_on})
