"""One practice’s measures, and its clinicians, as tables."""

from __future__ import annotations

from daccom.formats import count_of, number
from referrals.activity_tables import (
    MISSING,
    NOT_SHOWN,
    WITHHELD,
    ActivityTable,
    Cell,
    Head,
    count_cell,
    number_heads,
    rate_cell,
    text_heads,
)
from referrals.measure_words import rate_words, verdict_tag, verdict_words
from referrals.measures import DEFINITIONS
from referrals.selectors.clinician_rates import ClinicianRates
from referrals.selectors.measured import MeasuredGroup, MeasuredPractice

Measured = list[tuple[MeasuredGroup, MeasuredPractice]]


def measures_table(rows: Measured, practice: str, words: str, address: str) -> ActivityTable:
    """Every measure of one practice beside the group; `address` is a measure’s page, its name to follow."""
    return ActivityTable(
        key="measures",
        title=f"{practice} beside the group, {words}",
        heads=[
            *text_heads("Measure"),
            *number_heads("Practice", "Rate", "Group’s rate", "Standardised rate", "Observed over expected"),
            *text_heads("Verdict"),
            Head("Months known"),
        ],
        rows=[_measure(found, row, address) for found, row in rows],
        is_simulated=any(row.is_simulated for _, row in rows),
    )


def _measure(found: MeasuredGroup, row: MeasuredPractice, address: str) -> list[Cell]:
    return [
        Cell(row.measure.label, url=f"{address}&measure={row.measure.value}"),
        _value(row),
        _rate(row.rate, row, row.why_not),
        _rate(found.rate, row, "–"),
        *_standardised(row),
        Cell("–") if DEFINITIONS[row.measure].is_money else Cell(verdict_words(row), tag=verdict_tag(row)),
        Cell(count_of(row.months_known, row.months_expected)),
    ]


def _value(row: MeasuredPractice) -> Cell:
    if row.counted is None:
        return Cell(MISSING)
    if row.observed is None:
        return Cell(NOT_SHOWN)
    if row.is_nil:
        return Cell("nil", 0)
    words = number(row.observed)
    return Cell(f"£{words}" if DEFINITIONS[row.measure].is_money else words, row.observed)


def _rate(rate: float | None, row: MeasuredPractice, why: str) -> Cell:
    return Cell(why) if rate is None else Cell(rate_words(rate, row.measure), round(rate, 4))


def _standardised(row: MeasuredPractice) -> list[Cell]:
    given = row.standardised
    if given is None:
        return [Cell(WITHHELD if row.is_withheld else "–") for _ in range(2)]
    return [rate_cell(row.standardised_rate), rate_cell(given.ratio, places=2)]


def clinicians_table(found: ClinicianRates, patients: int, words: str) -> ActivityTable:
    """The practice’s own clinicians; the rate is over all its patients, for lists are the practice’s."""
    return ActivityTable(
        key="clinicians",
        title=f"Referrals by clinician, {words}",
        heads=[
            *text_heads("Clinician"),
            *number_heads("Referrals", "Months counted", "A month", "Per 1,000 of all patients a month"),
        ],
        rows=[
            [
                Cell(line.clinician.name),
                count_cell(line.referrals),
                count_cell(line.months),
                rate_cell(line.monthly),
                rate_cell(line.monthly / patients * 1000 if patients else None, "no list size", 2),
            ]
            for line in found.lines
        ],
        foot=[Cell("All"), count_cell(found.referrals), count_cell(found.months), Cell(""), Cell("")],
    )
