"""Dates as extracts write them, and which of them an episode may have."""

from __future__ import annotations

import datetime as dt
import re

import polars as pl

from daccom.formats import long_date
from referrals.hidas.values import TAKEN, Reason

FIRST_DAY = dt.date(1900, 1, 1)
FIRST_ACTIVITY = dt.date(2000, 4, 1)
"""The first month an extract may be about: patients may have been admitted long before they leave."""

ATTENDED = ("OPFA", "OPFUP", "OPPROC", "AE")
"""The points of delivery whose month is that of the attendance, not of a discharge."""

NO_SUCH_DAY = Reason("no-such-date", "", "is a date that does not exist")


def day_of(values: pl.Series) -> pl.Series:
    """Dates for the texts, null where the text is none; the shape is another matter."""
    days = values.str.to_date("%Y-%m-%d", strict=False)
    if (days.is_null() & (values != "")).any():
        days = days.fill_null(values.str.to_date("%d/%m/%Y", strict=False))
    return days


def is_possible(days: pl.Series, today: dt.date) -> pl.Series:
    """Whether each day (null: not) lies within our time and not after today."""
    return days.is_between(FIRST_DAY, today).fill_null(False)


def activity_day() -> pl.Expr:
    """The day that decides the month: of discharge, or of attendance; of admission for a stay under way."""
    attended = pl.col("pod").is_in(ATTENDED) | pl.col("discharge_date").is_null()
    return pl.when(attended).then("admission_date").otherwise("discharge_date")


def why_not(text: str, today: dt.date) -> Reason:
    """Why a text of the right shape is no day that an episode may have."""
    day = _day(text)
    if day is None:
        return NO_SUCH_DAY
    if day > today:
        return Reason("date-in-future", "", f"is after today, {long_date(today)}")
    first = FIRST_ACTIVITY if day >= FIRST_DAY else FIRST_DAY
    return Reason("date-too-early", "", f"is before {long_date(first)}")


def _day(text: str) -> dt.date | None:
    if not re.fullmatch(TAKEN["admission_date"].pattern, text):
        return None
    parts = [int(part) for part in re.split("[-/]", text)]
    try:
        return dt.date(*parts) if "-" in text else dt.date(*reversed(parts))
    except ValueError:
        return None


def is_under_way() -> pl.Expr:
    """Whether the patient is still in hospital: such a stay has no activity month yet."""
    return ~pl.col("pod").is_in(ATTENDED) & pl.col("discharge_date").is_null()
