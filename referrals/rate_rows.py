"""Rates as a table shows them: what is missing or not for this reader is said in words."""

from __future__ import annotations

from dataclasses import dataclass

from daccom.formats import number
from referrals.heatmap import STAND_IN
from referrals.selectors.rates import PracticeRate, Rates
from referrals.selectors.specialties import MonthRow

MISSING, NOT_SHOWN = "missing", "not shown"


@dataclass(frozen=True)
class RateRow:
    """One practice, its counts in words, and where it opens."""

    rate: PracticeRate
    referrals: str
    year_referrals: str
    url: str


def count_words(count: int | None, hidden: bool) -> str:
    """“1,131”, “missing”, or “not shown” for a small number of another practice."""
    if count is None:
        return MISSING
    return NOT_SHOWN if hidden else number(count)


def row_words(row: MonthRow) -> str:
    """A month's count in words; a nil return says so."""
    return "nil" if row.is_nil else count_words(row.referrals, row.hidden)


def rate_rows(found: Rates, address: str) -> list[RateRow]:
    """The rows of a table of rates; `address` leads to a practice whose code is STAND_IN."""
    return [
        RateRow(
            row,
            count_words(row.referrals, row.hidden),
            count_words(row.year_referrals, row.year_hidden),
            address.replace(STAND_IN, row.practice.ods_code),
        )
        for row in found.rows
    ]
