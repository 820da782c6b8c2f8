"""A year of returns as rows of a file, and what became of the practices. Pure functions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from django.utils import timezone

from daccom.formats import long_date
from practices.models import Practice
from referrals.selectors.completeness import Cell, Completeness, State
from referrals.selectors.roster import Roster

HEADERS = [
    "Group",
    "Practice",
    "ODS code",
    "Month",
    "State",
    "Complete",
    "On time",
    "Nil return",
    "Draft begun",
    "First sent",
    "Due",
    "Days late",
    "Extended to",
]
Value = str | int | dt.date | None


def file_rows(found: Iterable[Completeness]) -> Iterator[list[Value]]:
    """One row for each month in which a practice was expected to report, group by group."""
    for one in found:
        for row in one.rows:
            for cell in row.cells:
                if cell.state is not State.NOT_MEMBER:
                    yield [one.group.name, row.practice.name, row.practice.ods_code, *_cell(cell)]


def _cell(cell: Cell) -> list[Value]:
    return [
        str(cell.month),
        str(cell.state),
        _yes(cell.is_in),
        _yes(cell.on_time),
        _yes(cell.is_nil),
        _yes(cell.is_draft),
        timezone.localdate(cell.sent_at) if cell.sent_at else None,
        cell.due_on,
        cell.days_late if cell.is_in else None,
        cell.extended_to,
    ]


def _yes(holds: bool) -> str:
    return "yes" if holds else "no"


def comings_and_goings(listed: Roster) -> list[str]:
    """Who joined, left, closed or merged from April to the roster's month, in words, by date."""
    year, last = listed.month.year, listed.month.last
    found: list[tuple[dt.date, str]] = []
    for practice in listed.practices:
        for joined, left in listed.spells[practice.pk]:
            found.append((joined, f"{practice} joined"))
            if left:
                found.append((left, f"{practice} left"))
        if practice.closed_on:
            found.append((practice.closed_on, _closed(practice)))
    return [f"{words} on {long_date(day)}." for day, words in sorted(found) if year.first < day <= last]


def _closed(practice: Practice) -> str:
    return f"{practice} merged into {practice.successor}" if practice.successor else f"{practice} closed"
