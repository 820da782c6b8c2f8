"""Counts in words: what is missing, or not for this reader, is said."""

from __future__ import annotations

from daccom.formats import number
from referrals.selectors.specialties import MonthRow

MISSING, NOT_SHOWN = "missing", "not shown"


def count_words(count: int | None, hidden: bool) -> str:
    """“1,131”, “missing”, or “not shown” for a small number of another practice."""
    if count is None:
        return MISSING
    return NOT_SHOWN if hidden else number(count)


def row_words(row: MonthRow) -> str:
    """A month's count in words; a nil return says so."""
    return "nil" if row.is_nil else count_words(row.referrals, row.hidden)
