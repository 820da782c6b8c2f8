"""Frequent admissions as pages show them: words, tags, and what is not shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from daccom.formats import long_date, plural
from referrals.models import CarePlan
from referrals.presentation import Tag, nhs_number
from referrals.rate_rows import count_words
from referrals.selectors.frequent_counts import GroupCounts
from referrals.selectors.frequent_patients import FrequentPatient

COLOURS = {"missing": "red", "drafted": "yellow", "agreed": "blue", "reviewed": "green"}


@dataclass(frozen=True)
class Card:
    """One patient in words."""

    patient: FrequentPatient
    number: str
    admissions: str
    dates: list[str]
    tag: Tag
    saved: str

    @property
    def pk(self) -> int:
        return self.patient.pk


def card(patient: FrequentPatient) -> Card:
    """A patient as the own practice sees them."""
    plan = patient.plan
    label = str(CarePlan.Status(patient.status).label)
    return Card(
        patient=patient,
        number=nhs_number(patient.nhs_number),
        admissions=plural(patient.admissions, "emergency admission"),
        dates=[long_date(day) for day in patient.dates],
        tag=_tag(patient, label),
        saved=_saved(plan, label) if plan else "",
    )


def _saved(plan: CarePlan, label: str) -> str:
    day = long_date(timezone.localdate(plan.changed_at))
    gone = f", {CarePlan.Departed(plan.departed).label.lower()}" if plan.departed else ""
    return f"{label}{gone}, saved by {plan.changed_by} on {day}"


def _tag(patient: FrequentPatient, label: str) -> Tag:
    """Where the plan stands; of a patient who has gone, why."""
    if patient.departed:
        return Tag(str(CarePlan.Departed(patient.departed).label), "grey")
    return Tag(f"Care plan {label.lower()}", COLOURS[patient.status])


def practice_words(found: GroupCounts) -> list[tuple[str, str]]:
    """Each practice and its patients on the list, in words."""
    return [(row.practice.name, count_words(row.patients, row.hidden)) for row in found.practices]


def status_words(found: GroupCounts) -> list[tuple[str, str]]:
    """Each state of a care plan and its patients, in words."""
    return [(row.label, count_words(row.patients, row.hidden)) for row in found.statuses]
