"""The file's surroundings as columns: its days and months, and the tariff of each financial year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from daccom.calendar import Month
from practices.demo.draws import Integers
from referrals.hidas_generator.prices import Tariff
from referrals.hidas_generator.reference import Reference, late_month

PATIENTS_APART = 1_299_709
"""How far the patients of two neighbouring seeds lie apart, so that their files share none."""
EPOCH = dt.date(1970, 1, 1).toordinal()


def day_number(day: dt.date) -> int:
    """Days since 1 January 1970."""
    return day.toordinal() - EPOCH


def financial_year(day: Integers) -> Integers:
    """The calendar year in which the financial year of each day begins."""
    month = day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return 1970 + (month - 3) // 12


def year_begins(day: Integers) -> Integers:
    """1 April of each day's financial year, as a day number."""
    months = (financial_year(day) - 1970) * 12 + 3
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


@dataclass(frozen=True)
class World:
    """`firsts` and `days` are the first day and the length of each of the file's months, in order.

    `first_patient` is the position of the first story's NHS number.
    Positions of surgeries run through ours, then those leaving (`gone_on` their day), then the strangers.
    """

    reference: Reference
    tariff: Tariff
    firsts: Integers
    days: Integers
    late_first: int
    late_days: int
    gone_on: Integers
    first_patient: int = 0

    @classmethod
    def of(cls, reference: Reference, months: Sequence[Month], seed: int = 0) -> World:
        late = late_month(months)
        return cls(
            reference=reference,
            tariff=Tariff(reference.prices),
            firsts=np.array([day_number(month.first) for month in months], dtype=np.int64),
            days=np.array([_length(month) for month in months], dtype=np.int64),
            late_first=day_number(late.first),
            late_days=_length(late),
            gone_on=np.array([day_number(s.gone_on) for s in reference.leaving if s.gone_on], dtype=np.int64),
            first_patient=seed * PATIENTS_APART,
        )

    @property
    def first_day(self) -> int:
        return int(self.firsts[0])

    @property
    def last_day(self) -> int:
        return int(self.firsts[-1] + self.days[-1] - 1)

    @property
    def surgeries(self) -> list[str]:
        """The codes of all surgeries, in the order of their positions."""
        about = self.reference
        return [*about.ours, *(surgery.ods for surgery in about.leaving), *about.strangers]


def _length(month: Month) -> int:
    return (month.last - month.first).days + 1
