"""Episodes made of the activity that is kept, free of errors until some are planted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np

from daccom.calendar import Month
from practices.demo.facts import facts
from practices.models import Practice
from referrals.demo.activity import Activity, month_of_activity
from referrals.demo.casemix import ADMITTED
from referrals.demo.patients import everybody
from referrals.demo.tariffs import BED_DAY_PENCE
from referrals.models import Episode, Provider, Specialty

ORDINARY, DAY_CASE = "1", "2"
PLANNED_ADMISSION, EMERGENCY_ADMISSION, MATERNITY_ADMISSION = "11", "21", "31"
OBSTETRICS = "501"


@dataclass
class Ward:
    """Who lay where and when, so that nobody lies in two beds of one hospital at once by chance."""

    spells: dict[tuple[str, int], list[tuple[dt.date, dt.date]]] = field(default_factory=dict)
    visits: set[tuple[str, int, dt.date]] = field(default_factory=set)

    def admits(self, episode: Episode) -> bool:
        """Whether the episode clashes with nothing before it; if so it is remembered."""
        who = (episode.nhs_number, episode.provider_id)
        if episode.pod not in ADMITTED:
            visit = (*who, episode.admission_date)
            return visit not in self.visits and not self.visits.add(visit)  # type: ignore[func-returns-value]
        begin, end = episode.admission_date, episode.discharge_date or episode.admission_date
        spells = self.spells.setdefault(who, [])
        if any(begin <= other_end and other_begin <= end for other_begin, other_end in spells):
            return False
        spells.append((begin, end))
        return True


@dataclass(frozen=True)
class Ids:
    """The database's ids, in the order of the columns they are looked up by."""

    practices: list[int]
    providers: list[int]
    specialties: dict[str, int]

    @classmethod
    def read(cls) -> Ids:
        practices = Practice.objects.in_bulk(list(everybody().ods_codes), field_name="ods_code")
        providers = Provider.objects.in_bulk(field_name="ods_code")
        return cls(
            practices=[practices[code].pk for code in everybody().ods_codes],
            providers=[providers[fact["code"]].pk for fact in facts("referrals", "specialties")["providers"]],
            specialties=dict(Specialty.objects.values_list("code", "pk")),
        )


def clean_episodes(months: list[Month]) -> list[Episode]:
    """Unsaved episodes of the months, in order, without an error among them."""
    ids, ward = Ids.read(), Ward()
    return [
        episode
        for month in months
        for activity in month_of_activity(month)
        for episode in _episodes(activity, month, ids)
        if ward.admits(episode)
    ]


def _episodes(activity: Activity, month: Month, ids: Ids) -> Iterator[Episode]:
    """The rows that are kept, as episodes."""
    prefix, stays_over = f"{activity.pod}{month.first:%y%m}", activity.pod in ADMITTED
    for row in _kept(activity):
        number, practice, nhs_number, sex, age, treated, provider, day, stay, excess, pence, source = row
        treatment = activity.treatments[treated]
        left = month.first.replace(day=day)
        yield Episode(
            provider_id=ids.providers[provider],
            spell_id=f"S{prefix}-{number:05d}",
            episode_id=f"{prefix}-{number:05d}",
            practice_id=ids.practices[practice],
            month=month.first,
            nhs_number=str(nhs_number),
            sex=str(sex),
            age=age,
            pod=activity.pod,
            specialty_id=ids.specialties[treatment.specialty],
            admission_method=_admission_method(activity.pod, treatment.specialty),
            source_of_referral=f"{source:02}" if activity.pod == "OPFA" else "",
            patient_classification=(DAY_CASE if activity.pod == "DC" else ORDINARY) if stays_over else "",
            admission_date=left - dt.timedelta(days=stay),
            discharge_date=left,
            hrg=treatment.hrg,
            length_of_stay=stay if stays_over else None,
            excess_bed_days=excess,
            spell_cost=pounds(pence),
            excess_bed_day_cost=pounds(excess * BED_DAY_PENCE),
            total_cost=pounds(pence + excess * BED_DAY_PENCE),
            is_simulated=True,
        )


def _kept(activity: Activity) -> Iterator[tuple[int, ...]]:
    """The kept rows in whole numbers: number, practice, NHS number, sex, age, treatment, provider, day of
    discharge, days of stay, excess days, pence of the spell, source of referral."""
    people, kept = everybody(), np.flatnonzero(activity.kept)
    patient = activity.patient[kept]
    columns = (
        activity.number[kept],
        people.practice[patient],
        people.nhs_number[patient],
        people.sex[patient],
        people.age[patient],
        activity.treatment[kept],
        activity.provider[kept],
        activity.discharge_day[kept],
        activity.stay[kept],
        activity.excess_days[kept],
        activity.spell_pence[kept],
        activity.source[kept],
    )
    return zip(*(column.tolist() for column in columns), strict=True)


def pounds(pence: int) -> Decimal:
    """Pounds to the penny."""
    return Decimal(pence).scaleb(-2)


def _admission_method(pod: str, specialty: str) -> str:
    if pod not in ADMITTED:
        return ""
    if pod in ("EL", "DC"):
        return PLANNED_ADMISSION
    return MATERNITY_ADMISSION if specialty == OBSTETRICS else EMERGENCY_ADMISSION
