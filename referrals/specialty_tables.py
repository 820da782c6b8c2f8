"""Specialties as tables: what each was referred, seen and treated for, and the 10% reduction."""

from __future__ import annotations

from daccom.formats import count_of, number, percent
from referrals.activity_tables import (
    NOT_KNOWN,
    NOT_SHOWN,
    ActivityTable,
    Cell,
    count_cell,
    money_cell,
    number_heads,
    rate_cell,
    text_heads,
)
from referrals.models import Measure
from referrals.selectors.by_specialty import COLUMNS, BySpecialty, SpecialtyLine, per_thousand
from referrals.selectors.reduction import Reduction, ReductionLine

RATED = (Measure.REFERRALS, Measure.FIRST_OUTPATIENT)
SHORT = {
    Measure.REFERRALS: "Referrals",
    Measure.FIRST_OUTPATIENT: "First attendances",
    Measure.FOLLOW_UP: "Follow-ups",
    Measure.OUTPATIENT_PROCEDURE: "Outpatient procedures",
    Measure.ELECTIVE: "Elective and day cases",
    Measure.EMERGENCY: "Emergencies",
    Measure.A_AND_E: "A&E",
}


def specialty_table(found: BySpecialty, whose: str) -> ActivityTable:
    """A row a specialty; rates per 1,000 patients and month of referrals and of first attendances."""
    heads = [SHORT[column] for column in COLUMNS]
    rated = [f"{SHORT[column]} per 1,000 a month" for column in RATED]
    return ActivityTable(
        key="specialties",
        title=f"{whose} by specialty, {found.span.words}",
        heads=[*text_heads("Specialty"), *number_heads(*heads, *rated, "Follow-up to new", "Cost")],
        rows=[_line(found, line) for line in found.lines],
        foot=_foot(found, whose),
        is_simulated=found.is_simulated,
    )


def _line(found: BySpecialty, line: SpecialtyLine) -> list[Cell]:
    hides_ratio = None in (line.counts[Measure.FIRST_OUTPATIENT], line.counts[Measure.FOLLOW_UP])
    return [
        Cell(str(line.specialty)),
        *(count_cell(line.counts[column], NOT_SHOWN) for column in COLUMNS),
        *(_rate(found, line, column) for column in RATED),
        rate_cell(line.follow_up_ratio, NOT_SHOWN if hides_ratio else "–", 2),
        money_cell(line.cost),
    ]


def _rate(found: BySpecialty, line: SpecialtyLine, column: Measure) -> Cell:
    why = NOT_SHOWN if line.counts[column] is None else "no list size"
    return rate_cell(found.rate(line, column), why, 2)


def _foot(found: BySpecialty, whose: str) -> list[Cell]:
    first, later = (found.totals[column] for column in (Measure.FIRST_OUTPATIENT, Measure.FOLLOW_UP))
    rates = [per_thousand(found.totals[column], found.people[column]) for column in RATED]
    return [
        Cell(whose),
        *(count_cell(found.totals[column]) for column in COLUMNS),
        *(rate_cell(rate, "no list size", 2) for rate in rates),
        rate_cell(later / first if first else None, "–", 2),
        money_cell(found.cost),
    ]


def reduction_table(found: Reduction, key: str, words: str, is_simulated: bool) -> ActivityTable:
    """A row for each of the eight: before, the target, now, and whether it is reached."""
    return ActivityTable(
        key=key,
        title=f"{found.title} in the eight specialties, {words}",
        heads=[
            *text_heads("Specialty"),
            *number_heads("Same months, year before", "Target, 10% fewer", "Now", "Change"),
            *text_heads("Target"),
        ],
        rows=[_reduction(line) for line in found.lines],
        foot=[
            Cell("All eight"),
            count_cell(found.before),
            rate_cell(found.before * 0.9, places=0),
            count_cell(found.now),
            change_cell(found.change),
            Cell(f"{count_of(found.met, len(found.lines))} reached"),
        ],
        is_simulated=is_simulated,
    )


def _reduction(line: ReductionLine) -> list[Cell]:
    if line.hidden:
        return [Cell(str(line.specialty)), *(Cell(NOT_SHOWN) for _ in range(5))]
    words = {True: "Reached", False: "Not reached", None: NOT_KNOWN}[line.is_met]
    tag = {True: "green", False: "orange", None: ""}[line.is_met]
    return [
        Cell(str(line.specialty)),
        count_cell(line.before),
        rate_cell(line.target, places=0),
        count_cell(line.now),
        change_cell(line.change),
        Cell(words, tag=tag),
    ]


def change_cell(change: float | None) -> Cell:
    """“+4.2%”, “−11.0%”; a change from nothing is not known."""
    if change is None:
        return Cell(NOT_KNOWN)
    return Cell(f"{'+' if change > 0 else ''}{percent(change)}", round(change, 2))


def reduction_words(found: Reduction) -> str:
    """What the eight specialties together did, and over how much that is counted."""
    over = f"{count_of(found.compared, found.expected)} practice-months are known in both years"
    if found.change is None:
        return (
            f"{found.title}: no month is known in both years, so that there is nothing to compare ({over})."
        )
    more = "more" if found.change > 0 else "fewer"
    return (
        f"{found.title}: {number(found.now)} against {number(found.before)} in the same months of the year"
        f" before, {percent(abs(found.change))} {more}; {count_of(found.met, len(found.lines))} specialties"
        f" have 10% fewer or better ({over}{'; figures rounded to ten' if found.is_rounded else ''})."
    )
