"""Simulated referral figures: about 3,200 a month, over the lines of the return and two urgencies."""

from __future__ import annotations

import numpy as np

from daccom.calendar import Month
from practices.demo import story
from practices.demo.draws import ONE, Draws, Integers
from practices.demo.facts import facts
from referrals.demo import fates
from referrals.demo.activity import PLANNED
from referrals.demo.patients import everybody

REFERRALS_A_MONTH = 3_200
UNSCHEDULED_PERCENT = {"300": 35, "420": 30, "430": 30, "100": 20, "320": 20, "110": 15, "501": 15}
OTHERWISE_UNSCHEDULED_PERCENT = 6
PRACTICE_SPREAD = 60
"""How far practices differ in referring: a standard deviation, in thousandths."""
DERMATOLOGY, CARDIOLOGY = "330", "320"

Figures = dict[tuple[str, str], int]
"""Referrals by (specialty code, urgency)."""


def month_of_referrals(month: Month) -> dict[str, Figures]:
    """The true figures of every practice, by ODS code."""
    people, lines = everybody(), _lines()
    drawn = Draws("referrals", month).counts(_means(month, np.array([weight for *_, weight in lines])))
    grid = drawn.reshape(len(people.ods_codes), len(lines)).tolist()
    return {
        ods_code: {(code, urgency): n for (code, urgency, _), n in zip(lines, row, strict=True)}
        for ods_code, row in zip(people.ods_codes, grid, strict=True)
    }


def _lines() -> list[tuple[str, str, int]]:
    """(specialty code, urgency, weight) of every cell of the return."""
    lines = []
    for fact in facts("referrals", "specialties")["specialties"]:
        unscheduled = UNSCHEDULED_PERCENT.get(fact["code"], OTHERWISE_UNSCHEDULED_PERCENT)
        lines.append((fact["code"], "elective", fact["referral_weight"] * (100 - unscheduled)))
        lines.append((fact["code"], "unscheduled", fact["referral_weight"] * unscheduled))
    return lines


def _means(month: Month, weights: Integers) -> Integers:
    """Expected referrals of every practice and cell, in thousandths, one after the other."""
    people = everybody()
    patients = np.bincount(people.practice, weights=people.weights("OPFA")).astype(np.int64)
    habits = 1000 + PRACTICE_SPREAD * Draws("referral habits").normal(len(patients)) // ONE
    if month >= story.REFERS_MORE_FROM:
        habits[people.ods_codes.index(story.REFERS_MOST)] = 10 * story.REFERS_MORE_PERCENT
    of_all = REFERRALS_A_MONTH * PLANNED[month.number - 1] * 10
    of_practice = of_all * patients // patients.sum() * habits // 1000
    return (of_practice[:, None] * weights[None, :] // weights.sum()).ravel()


def as_first_sent(ods_code: str, month: Month, figures: Figures) -> Figures:
    """What the practice sent first, which for two returns is not what is true."""
    if (ods_code, month.slug) == fates.QUERIED:
        return {line: n // 3 if line[0] == DERMATOLOGY else n for line, n in figures.items()}
    if (ods_code, month.slug) == fates.CORRECTED:
        return {line: n * 10 if line[0] == CARDIOLOGY else n for line, n in figures.items()}
    return figures
