"""Plain builders of facts, of lists by age and sex, and of what is to be expected of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from daccom.calendar import Month
from practices.models import PCT, ListSize, Practice
from referrals.models import (
    ActivityFact,
    MonthFact,
    PointOfDelivery,
    ReferenceEvents,
    ReferralFact,
    Specialty,
)
from tests.referrals.builders import JANUARY, make_specialty

POUNDS = Decimal(100)
YOUNG, OLD = ("1", "15-24"), ("2", "65-74")
"""The two bands of lists and references, unless told: men of 15 to 24 and women of 65 to 74."""


def make_fact(
    practice: Practice,
    month: Month = JANUARY,
    referrals: int | None = None,
    activity: Mapping[str, int] | None = None,
    **fields: Any,
) -> MonthFact:
    """A practice's month: `referrals` None is no return, 0 a nil one; `activity` by point of delivery.

    Without `activity` no hospital told anything. An event costs £100 unless `fields` say other.
    """
    said: dict[str, Any] = {"has_activity": activity is not None}
    if referrals is not None:
        said |= {"referrals": referrals, "elective_referrals": referrals, "unscheduled_referrals": 0}
        said["is_nil"] = referrals == 0
    for pod, events in (activity or {}).items():
        said |= {f"{pod.lower()}_activity": events, f"{pod.lower()}_cost": events * POUNDS}
    return MonthFact.objects.create(practice=practice, month=month.first, **{**said, **fields})


def make_facts(practice: Practice, months: Iterable[Month], **fields: Any) -> list[MonthFact]:
    """The same in each of `months`."""
    return [make_fact(practice, month, **fields) for month in months]


def make_activity(
    practice: Practice,
    pod: str = PointOfDelivery.OPFA,
    activity: int = 40,
    month: Month = JANUARY,
    specialty: Specialty | None = None,
    **fields: Any,
) -> ActivityFact:
    """One line of hospital activity: dermatology unless told, £100 an event."""
    defaults = {"specialty": specialty or make_specialty(), "cost": activity * POUNDS}
    return ActivityFact.objects.create(
        practice=practice, month=month.first, pod=pod, activity=activity, **{**defaults, **fields}
    )


def make_referrals(
    practice: Practice,
    referrals: int = 20,
    month: Month = JANUARY,
    specialty: Specialty | None = None,
    urgency: str = "elective",
) -> ReferralFact:
    """One line of what a practice certified: elective dermatology unless told."""
    return ReferralFact.objects.create(
        practice=practice,
        month=month.first,
        specialty=specialty or make_specialty(),
        urgency=urgency,
        referrals=referrals,
    )


def make_list(
    practice: Practice,
    young: int = 4_000,
    old: int = 1_000,
    as_at: dt.date = dt.date(2008, 1, 1),
    **fields: Any,
) -> None:
    """A list of two bands."""
    for (sex, band), patients in ((YOUNG, young), (OLD, old)):
        ListSize.objects.create(
            practice=practice,
            as_at=as_at,
            sex=sex,
            age_band=band,
            patients=patients,
            **{"source": "Test", **fields},
        )


def make_reference(
    pct: PCT,
    pods: Iterable[str] = PointOfDelivery.values,
    *,
    young: tuple[int, int] = (1_000, 10_000),
    old: tuple[int, int] = (4_000, 10_000),
    year: int = 2007,
) -> None:
    """Events and population of each band at each point of delivery, in one financial year."""
    for pod in pods:
        for (sex, band), (events, population) in ((YOUNG, young), (OLD, old)):
            ReferenceEvents.objects.create(
                pct=pct,
                year=year,
                pod=pod,
                sex=sex,
                age_band=band,
                events=events,
                population=population,
                source="Test population",
            )
