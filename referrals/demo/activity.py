"""A month of hospital activity, drawn whole as columns; what is kept of it becomes episodes.

Kept is every row over £3,000, every emergency of somebody often admitted, and one in twenty of the rest.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from daccom.calendar import Month
from practices.demo import story
from practices.demo.draws import ONE, Draws, Integers
from practices.demo.facts import facts
from referrals.demo.casemix import KINDS, Treatment, kinds_of, treatments
from referrals.demo.patients import Patients, everybody
from referrals.demo.tariffs import BED_DAY_PENCE

VOLUMES = {
    "EL": 450,
    "DC": 1_350,
    "NEL": 1_500,
    "NELST": 700,
    "OPFA": 5_200,
    "OPFUP": 9_800,
    "OPPROC": 1_000,
    "AE": 4_000,
}
"""Rows in an ordinary month: 4,000 admitted, 20,000 outpatient and A&E."""
PLANNED = (98, 96, 102, 101, 92, 103, 108, 106, 88, 103, 98, 105)
UNPLANNED = (97, 96, 95, 97, 94, 96, 100, 102, 110, 109, 102, 102)
"""April to March, in hundredths of an ordinary month."""
EMERGENCIES = ("NEL", "NELST", "AE")
GP, EMERGENCY_DEPARTMENT, CONSULTANT = 3, 4, 5
"""Sources of referral of a first attendance, as the NHS Data Dictionary numbers them."""
FROM_EMERGENCY_PER_THOUSAND = 40
FEWEST_FROM_CONSULTANT_PER_THOUSAND, CONSULTANT_STEPS = 60, 13
KEPT_OVER_PENCE = 300_000
KEPT_OF_THE_REST_PER_THOUSAND = 50


@dataclass(frozen=True)
class Activity:
    """Rows of one point of delivery in one month, a column each; `number` counts before the sampling."""

    pod: str
    treatments: tuple[Treatment, ...]
    number: Integers
    patient: Integers
    treatment: Integers
    provider: Integers
    discharge_day: Integers
    stay: Integers
    excess_days: Integers
    spell_pence: Integers
    kept: npt.NDArray[np.bool_]
    source: Integers

    @property
    def total_pence(self) -> Integers:
        return self.spell_pence + self.excess_days * BED_DAY_PENCE

    @property
    def from_consultant(self) -> Integers:
        """1 for each first attendance that another consultant asked for."""
        return (self.source == CONSULTANT).astype(np.int64)


def month_of_activity(month: Month) -> list[Activity]:
    """All rows of the month, for each point of delivery."""
    return [_draw(pod, month, Draws("activity", month, pod)) for pod in VOLUMES]


def _draw(pod: str, month: Month, draws: Draws) -> Activity:
    people = everybody()
    season = UNPLANNED if pod in EMERGENCIES else PLANNED
    mean = np.array([VOLUMES[pod] * 10 * season[month.number - 1]], dtype=np.int64)
    size = int(draws.counts(mean)[0])
    patient = draws.pick(people.weights(pod) * _factors(people, pod, month)[people.practice], size)
    table, treatment = _treat(pod, people, patient, draws)
    stay = _stays(pod, np.array([t.trim_days for t in table])[treatment], draws)
    excess = np.maximum(stay - np.array([t.trim_days for t in table])[treatment], 0)
    spell = _prices(np.array([t.pounds for t in table])[treatment], draws)
    always = spell + excess * BED_DAY_PENCE > KEPT_OVER_PENCE
    if pod in ("NEL", "NELST"):
        always |= people.often_admitted[patient] > 1
    return Activity(
        pod=pod,
        treatments=table,
        number=np.arange(1, size + 1),
        patient=patient,
        treatment=treatment,
        provider=draws.pick(_provider_weights(), size),
        discharge_day=_days(pod, month, size, draws),
        stay=stay,
        excess_days=excess,
        spell_pence=spell,
        kept=always | draws.chance(KEPT_OF_THE_REST_PER_THOUSAND, size),
        source=_sources(np.array([each.specialty for each in table])[treatment], month, size),
    )


def _factors(people: Patients, pod: str, month: Month) -> Integers:
    """Hundredths by practice: 100 for all but the two that the story singles out."""
    factors = np.full(len(people.ods_codes), 100, dtype=np.int64)
    if month >= story.REFERS_MORE_FROM:
        if pod == "OPFA":
            factors[people.ods_codes.index(story.REFERS_MOST)] = story.REFERS_MORE_PERCENT
        factors[people.ods_codes.index(story.OVER_BUDGET)] += story.OVER_BUDGET_PERCENT
    return factors


def _treat(
    pod: str, people: Patients, patient: Integers, draws: Draws
) -> tuple[tuple[Treatment, ...], Integers]:
    """All treatments of the point of delivery, and which of them each row is."""
    kinds = kinds_of(people.sex[patient], people.age[patient])
    chosen = np.zeros(len(patient), dtype=np.int64)
    table: list[Treatment] = []
    for kind, name in enumerate(KINDS):
        open_to_them = treatments(pod, name)
        rows = np.flatnonzero(kinds == kind)
        weights = np.array([treatment.weight for treatment in open_to_them], dtype=np.int64)
        chosen[rows] = len(table) + draws.pick(weights, len(rows))
        table.extend(open_to_them)
    return tuple(table), chosen


def _stays(pod: str, trim: Integers, draws: Draws) -> Integers:
    """Days in hospital: most are short; one emergency in twenty stays beyond its trim point."""
    size = len(trim)
    if pod == "NELST":
        return draws.below(2, size)
    if pod not in ("EL", "NEL"):
        return np.zeros(size, dtype=np.int64)
    evenly = draws.below(ONE, size)
    long = draws.chance(50 if pod == "NEL" else 15, size)
    return 1 + trim // 5 + (trim * 6 // 10 * (evenly * evenly >> 16) >> 16) + np.where(long, trim, 0)


def _prices(pounds: Integers, draws: Draws) -> Integers:
    """Pence within each row's range of whole pounds."""
    low, high = pounds[:, 0], pounds[:, 1]
    return low * 100 + ((high - low) * 100 * draws.below(ONE, len(low)) >> 16)


def _sources(specialty: npt.NDArray[np.str_], month: Month, size: int) -> Integers:
    """Who asked for each first attendance: another consultant for 6% to 18%, by specialty."""
    draws = Draws("sources of referral", month)
    steps = specialty.astype(np.int64) // 10 % CONSULTANT_STEPS
    others = np.where(draws.chance(FROM_EMERGENCY_PER_THOUSAND, size), EMERGENCY_DEPARTMENT, GP)
    by_consultant = draws.below(1000, size) < FEWEST_FROM_CONSULTANT_PER_THOUSAND + 10 * steps
    return np.where(by_consultant, CONSULTANT, others)


def _days(pod: str, month: Month, size: int, draws: Draws) -> Integers:
    """Days of the month; clinics and day cases keep to weekdays."""
    day = draws.between(1, month.last.day, size)
    if pod in ("EL", *EMERGENCIES):
        return day
    weekend = (month.first.weekday() + day - 1) % 7 >= 5
    return np.where(weekend, np.where(day > 2, day - 2, day + 2), day)


def _provider_weights() -> Integers:
    return np.array([fact["weight"] for fact in facts("referrals", "specialties")["providers"]])
