"""Financial years, months and working days, and the one clock that the business reads.

A financial year runs from 1 April to 31 March; months are M1 (April) to M12 (March) and are stored as
the first day of the month. `today()` can be pinned by settings.TODAY so that 2008/09 stays 2008/09.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

import holidays
from django.conf import settings
from django.utils import timezone

DUE_WORKING_DAY = 10
YEARS = range(1900, 2200)
"""The calendar years whose months can be written down; no date near them runs off the calendar."""


def today() -> dt.date:
    """The business date: settings.TODAY when it is pinned, else today in Europe/London."""
    return dt.date.fromisoformat(settings.TODAY) if settings.TODAY else timezone.localdate()


def now() -> dt.datetime:
    """The business moment (aware): the time of day on the clock, on the business date."""
    moment = timezone.localtime()
    return moment.replace(year=(day := today()).year, month=day.month, day=day.day)


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month, known by its first day."""

    first: dt.date

    def __post_init__(self) -> None:
        if self.first.day != 1:
            raise ValueError(f"{self.first} is not the first day of a month")

    @classmethod
    def of(cls, day: dt.date) -> Month:
        return cls(day.replace(day=1))

    @classmethod
    def parse(cls, slug: str) -> Month:
        """The month written "2009-01", in one of YEARS. Raises ValueError for anything else."""
        if len(slug) != 7 or not slug.isascii():
            raise ValueError(f"{slug!r} is not a month such as 2009-01")
        month = cls(dt.date.fromisoformat(f"{slug}-01"))
        if month.first.year not in YEARS:
            raise ValueError(f"{slug!r} is no month of our time")
        return month

    @property
    def last(self) -> dt.date:
        return self.next().first - dt.timedelta(days=1)

    @property
    def number(self) -> int:
        """1 for April to 12 for March."""
        return (self.first.month - 4) % 12 + 1

    @property
    def slug(self) -> str:
        return self.first.strftime("%Y-%m")

    @property
    def year(self) -> FinancialYear:
        return FinancialYear.of(self.first)

    def next(self) -> Month:
        return Month.of(self.first + dt.timedelta(days=31))

    def previous(self) -> Month:
        return Month.of(self.first - dt.timedelta(days=1))

    def __str__(self) -> str:
        return self.first.strftime("%B %Y")


@dataclass(frozen=True, order=True)
class FinancialYear:
    """The year from 1 April `start_year` to 31 March of the next; written 2008/09."""

    start_year: int

    @classmethod
    def of(cls, day: dt.date) -> FinancialYear:
        return cls(day.year if day.month >= 4 else day.year - 1)

    @property
    def first(self) -> dt.date:
        return dt.date(self.start_year, 4, 1)

    @property
    def last(self) -> dt.date:
        return dt.date(self.start_year + 1, 3, 31)

    @property
    def months(self) -> list[Month]:
        return list(_months_of(self.start_year))

    def months_to(self, last: Month) -> list[Month]:
        """April up to and including `last` (none when the year starts after it)."""
        return [month for month in self.months if month <= last]

    def previous(self) -> FinancialYear:
        return FinancialYear(self.start_year - 1)

    def __str__(self) -> str:
        return f"{self.start_year}/{(self.start_year + 1) % 100:02d}"


@lru_cache
def _months_of(start_year: int) -> tuple[Month, ...]:
    """April to March: asked for once for each line of a budget, so made once for each year."""
    return tuple(
        Month(dt.date(start_year + (number > 9), (number + 2) % 12 + 1, 1)) for number in range(1, 13)
    )


@lru_cache
def bank_holidays(year: int) -> frozenset[dt.date]:
    """The bank holidays of England in a calendar year."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: dt.date) -> bool:
    """Monday to Friday and no bank holiday."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def working_day(month: Month, nth: int) -> dt.date:
    """The `nth` (1 = first) working day of a month and on into the months after it."""
    day, left = month.first, nth
    while True:
        left -= is_working_day(day)
        if not left:
            return day
        day += dt.timedelta(days=1)


def due_date(month: Month) -> dt.date:
    """The day on which the return for `month` is due: the 10th working day of the next month."""
    return working_day(month.next(), DUE_WORKING_DAY)
