"""Returns of a group's year, and how many of a month's are in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from daccom.calendar import Month


@dataclass(frozen=True)
class ReturnCell:
    """One practice's month: `state` as referrals names it, `words` as the heat map says it."""

    month: Month
    state: str
    words: str
    is_expected: bool
    is_in: bool
    on_time: bool
    is_nil: bool
    waits_for_review: bool


@dataclass(frozen=True)
class ReturnRow:
    """A practice's twelve months, April first."""

    ods: str
    name: str
    cells: list[ReturnCell]


@dataclass(frozen=True)
class ReturnFigures:
    """The year by practice, and the month in view counted. `is_due`: the due day is past."""

    month: Month
    due_on: dt.date
    is_due: bool
    rows: list[ReturnRow]
    expected: int
    complete: int
    on_time: int
    queried: int
    extended: int
    nil: int
    missing: int
    waiting_for_review: int
    is_simulated: bool

    def current(self, row: ReturnRow) -> ReturnCell:
        return row.cells[self.month.number - 1]

    def named(self, state: str) -> list[str]:
        """The practices whose month in view is in `state`."""
        return [row.name for row in self.rows if self.current(row).state == state]

    @property
    def complete_percent(self) -> float | None:
        return self.complete / self.expected * 100 if self.expected else None

    @property
    def on_time_percent(self) -> float | None:
        return self.on_time / self.expected * 100 if self.expected else None
