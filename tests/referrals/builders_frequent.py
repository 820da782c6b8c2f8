"""Plain builders of patients who are often admitted."""

from __future__ import annotations

import itertools
from typing import Any

from daccom.calendar import Month
from practices.models import Practice, User
from referrals.models import CarePlan, Episode
from tests.referrals.builders import JANUARY, SENT_AT, make_episode, manager_of

_thousands = itertools.count(100_000_000)


def next_number() -> str:
    """An NHS number with a right check digit that nobody else has."""
    for nine in _thousands:
        total = sum(int(digit) * weight for digit, weight in zip(str(nine), range(10, 1, -1), strict=True))
        if (check := -total % 11) < 10:
            return f"{nine}{check}"
    raise AssertionError


def make_admissions(
    practice: Practice, times: int, nhs_number: str | None = None, month: Month = JANUARY, **fields: Any
) -> list[Episode]:
    """As many emergency stays of one patient, a spell each; a new patient unless told."""
    number = next_number() if nhs_number is None else nhs_number
    return [make_episode(practice, month, nhs_number=number, **fields) for _ in range(times)]


def make_care_plan(practice: Practice, nhs_number: str, by: User | None = None, **fields: Any) -> CarePlan:
    defaults: dict[str, Any] = {"status": CarePlan.Status.DRAFTED, "changed_at": SENT_AT}
    return CarePlan.objects.create(
        practice=practice,
        nhs_number=nhs_number,
        changed_by=by or manager_of(practice),
        **{**defaults, **fields},
    )
