"""The practices of a group and what there is to know about each."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from practices import rules
from practices.models import Appointment, CommissioningGroup, ListSize, Practice, User
from practices.models.list_sizes import AgeBand, Sex
from practices.models.organisations import PracticeQuerySet
from practices.models.people import AppointmentQuerySet
from practices.selectors.groups import practices_of
from practices.selectors.list_sizes import ListSizeTotal, list_size_totals

CLINICAL_LEAD, MANAGER = "Clinical lead", "Practice manager"


@dataclass(frozen=True)
class PracticeLine:
    """A practice as a group's page lists it: its list and who answers for it."""

    practice: Practice
    total: ListSizeTotal | None
    clinical_leads: str
    managers: str


@dataclass(frozen=True)
class BandLine:
    """The patients of one age band."""

    band: str
    male: int
    female: int

    @property
    def patients(self) -> int:
        return self.male + self.female


def practice_lines(group: CommissioningGroup, user: User, day: dt.date) -> list[PracticeLine]:
    """The practices of the group that a person may read by name, as they stood on `day`; four queries."""
    practices = list(practices_of(group, day).filter(pk__in=Practice.objects.visible_to(user).values("pk")))
    totals = list_size_totals(practices, day)
    posts: dict[tuple[int | None, str], list[str]] = defaultdict(list)
    for appointment in posts_at(practices, user, day):
        posts[appointment.practice_id, appointment.post].append(appointment.person.name)
    return [
        PracticeLine(
            practice=practice,
            total=totals.get(practice.pk),
            clinical_leads=", ".join(posts[practice.pk, CLINICAL_LEAD]),
            managers=", ".join(posts[practice.pk, MANAGER]),
        )
        for practice in practices
    ]


def posts_at(practices: Iterable[Practice], user: User, day: dt.date) -> AppointmentQuerySet:
    """Who held which post in these practices on `day`; without clinicians for whom no name is meant."""
    held = Appointment.objects.on(day).filter(practice__in=practices).select_related("person")
    shown = held if rules.can_see_clinicians(user) else held.exclude(post=CLINICAL_LEAD)
    return shown.order_by("order", "pk")


def posts_in(group: CommissioningGroup, body: str, day: dt.date) -> AppointmentQuerySet:
    """Who sat in a body of the group on `day`, in the order of its list."""
    return (
        Appointment.objects.on(day)
        .filter(group=group, body=body)
        .select_related("person")
        .order_by("order", "pk")
    )


def found_practices(practices: PracticeQuerySet, words: str) -> PracticeQuerySet:
    """Those of `practices` whose code, name, register name, town or postcode has every word."""
    for word in words.split():
        practices = practices.filter(
            Q(ods_code__iexact=word)
            | Q(name__icontains=word)
            | Q(register_name__icontains=word)
            | Q(town__icontains=word)
            | Q(postcode__icontains=word)
        )
    return practices.order_by("name", "pk")


def band_lines(practice: Practice, as_at: dt.date) -> list[BandLine]:
    """The list of a practice counted on `as_at`, one line for each age band, the youngest first."""
    counts = {
        (sex, band): patients
        for sex, band, patients in ListSize.objects.on(as_at)
        .filter(practice=practice)
        .values_list("sex", "age_band", "patients")
    }
    return [
        BandLine(band.label, counts.get((Sex.MALE, band), 0), counts.get((Sex.FEMALE, band), 0))
        for band in AgeBand
    ]
