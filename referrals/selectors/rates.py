"""Referrals per 1,000 registered patients: each practice beside the group, for a month.

A practice without a return, or without a list size, has no rate: missing is not nought.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from daccom.calendar import Month
from practices.models import Practice
from practices.selectors.list_sizes import ListSizeTotal, list_size_totals
from referrals.selectors.completeness import Returns
from referrals.selectors.roster import Roster
from referrals.selectors.small_numbers import suppressed

Monthly = Mapping[Month, int | None]
Hidden = frozenset[tuple[int, Month]]


@dataclass(frozen=True)
class PracticeRate:
    """One practice: `referrals` None means no return; `hidden` that small numbers are not for this reader."""

    practice: Practice
    list_size: ListSizeTotal | None
    referrals: int | None
    year_referrals: int | None
    months_reported: int
    months_expected: int
    hidden: bool
    year_hidden: bool
    is_simulated: bool

    @property
    def rate(self) -> float | None:
        """Referrals per 1,000 patients in the month; None when unknown or hidden."""
        return None if self.hidden else per_thousand(self.referrals, self._patients)

    @property
    def _patients(self) -> int:
        return self.list_size.patients if self.list_size else 0


@dataclass(frozen=True)
class Rates:
    """A group's practices in the roster's month, by name, with the group's own rates."""

    hidden: Hidden
    rows: list[PracticeRate]

    @property
    def referrals(self) -> int:
        """All referrals reported for the month."""
        return sum(row.referrals or 0 for row in self.rows)

    @property
    def group_rate(self) -> float | None:
        """Per 1,000, over the practices that have both a return and a list."""
        both = [row for row in self.rows if row.referrals is not None and row.list_size]
        return per_thousand(sum(row.referrals or 0 for row in both), sum(patients(row) for row in both))


def patients(row: PracticeRate) -> int:
    """The registered patients of a row; 0 when they were never counted."""
    return row.list_size.patients if row.list_size else 0


def per_thousand(referrals: int | None, population: int) -> float | None:
    """Referrals per 1,000 of `population`; None without either."""
    return referrals / population * 1000 if referrals is not None and population else None


def rates(*, roster: Roster, returns: Returns) -> Rates:
    """Rates of the practices in the group in the roster's month, from returns already read; one query."""
    listed = roster.expected(roster.month)
    lists = list_size_totals(listed, roster.month.last)
    monthly = {practice.pk: monthly_referrals(roster, practice, returns) for practice in listed}
    hidden = _hidden(monthly, roster)
    years = _hidden_years(monthly, hidden, roster)
    return Rates(
        hidden=hidden,
        rows=[
            PracticeRate(
                practice=practice,
                list_size=lists.get(practice.pk),
                referrals=monthly[practice.pk][roster.month],
                year_referrals=total_of(monthly[practice.pk]),
                months_reported=sum(count is not None for count in monthly[practice.pk].values()),
                months_expected=len(monthly[practice.pk]),
                hidden=(practice.pk, roster.month) in hidden,
                year_hidden=practice.pk in years,
                is_simulated=_is_simulated(practice, lists, returns),
            )
            for practice in listed
        ],
    )


def monthly_referrals(roster: Roster, practice: Practice, returns: Returns) -> Monthly:
    """What the practice reported for each month it was expected in; None where no return is in."""
    found: dict[Month, int | None] = {}
    for month in roster.months:
        if roster.is_expected(practice, month):
            sent = returns.get((practice.pk, month.first))
            found[month] = (sent.referrals or 0) if sent and sent.is_in else None
    return found


def total_of(months: Monthly) -> int | None:
    """The sum of the months reported; None when not one is."""
    known = [count for count in months.values() if count is not None]
    return sum(known) if known else None


def _hidden(monthly: Mapping[int, Monthly], roster: Roster) -> Hidden:
    """The practice-months whose counts this reader does not get."""
    return frozenset(
        (pk, month)
        for month in roster.months
        for pk in suppressed({pk: months.get(month) for pk, months in monthly.items()}, roster.own)
    )


def _hidden_years(monthly: Mapping[int, Monthly], hidden: Hidden, roster: Roster) -> frozenset[int]:
    """Whose year would give a hidden month away: the year less its other months is that month."""
    totals = {pk: total_of(months) for pk, months in monthly.items()}
    return suppressed({**totals, **{pk: 1 for pk, _ in hidden}}, roster.own)


def _is_simulated(practice: Practice, lists: Mapping[int, ListSizeTotal], returns: Returns) -> bool:
    list_size = lists.get(practice.pk)
    return bool(list_size and list_size.is_simulated) or any(
        sent.is_simulated for (pk, _), sent in returns.items() if pk == practice.pk
    )
