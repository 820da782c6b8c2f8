"""A practice keeps where the primary care plan of a patient who is often admitted stands."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from daccom.audit import record
from daccom.errors import Refused
from practices.models import Practice, User
from referrals.models import CarePlan


@transaction.atomic
def save_care_plan(
    *,
    practice: Practice,
    nhs_number: str,
    by: User,
    status: str,
    departed: str,
    edition: int,
    now: dt.datetime,
) -> CarePlan:
    """Store the plan's status and whether the patient has gone. `edition` 0 says that there was no plan.

    The audit row names the plan, never the patient. Raises Refused: care-plan.stale.
    """
    fields = {"status": status, "departed": departed, "changed_at": now, "changed_by": by}
    rows = CarePlan.objects.filter(practice=practice, nhs_number=nhs_number)
    before = _kept(rows.first())
    if edition:
        if not rows.filter(edition=edition).update(edition=edition + 1, **fields):
            raise _stale()
    else:
        _begin(practice, nhs_number, fields)
    saved = rows.get()
    record(
        by=by,
        verb="care-plan.saved",
        target=saved,
        before=before,
        after=_kept(saved),
    )
    return saved


def _kept(plan: CarePlan | None) -> dict[str, str]:
    return {"status": plan.status, "departed": plan.departed} if plan else {}


def _begin(practice: Practice, nhs_number: str, fields: dict[str, object]) -> None:
    """The database lets one first save win."""
    try:
        with transaction.atomic():
            CarePlan.objects.create(practice=practice, nhs_number=nhs_number, **fields)
    except IntegrityError:
        raise _stale() from None


def _stale() -> Refused:
    return Refused(
        "care-plan.stale",
        "Somebody saved this care plan since you opened this page.",
        "Compare what they saved with yours and save again.",
    )
