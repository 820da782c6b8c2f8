"""Which returns of a group are in, which came on time: two rates that are never mixed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from daccom.calendar import Month
from daccom.formats import in_sentence, plural
from practices.models import CommissioningGroup, Practice, User
from referrals.models import MonthlyReturn
from referrals.selectors.deadlines import Deadlines
from referrals.selectors.deadlines import due_dates as due_dates
from referrals.selectors.deadlines import last_due_month as last_due_month
from referrals.selectors.roster import Roster
from referrals.selectors.sent_returns import Returns as Returns
from referrals.selectors.sent_returns import SentReturn as SentReturn
from referrals.selectors.sent_returns import returns_among as returns_among
from referrals.selectors.sent_returns import returns_of as returns_of

Status = MonthlyReturn.Status


class State(StrEnum):
    """What one practice's month looks like from outside."""

    ON_TIME = "On time"
    LATE = "Late"
    QUERIED = "Queried"
    MISSING = "Missing"
    EXTENDED = "Extended"
    NOT_DUE = "Not due"
    NOT_MEMBER = "Not in group"


@dataclass(frozen=True)
class Cell:
    """One practice and month of the heat map.

    `due_on` is the practice's own due day, `extended_to` the end of an extension that was granted, `is_draft`
    says of a month that nothing was sent for that its figures were begun.
    """

    month: Month
    state: State
    is_nil: bool = False
    waits_for_review: bool = False
    on_time: bool = False
    is_draft: bool = False
    days_late: int = 0
    sent_at: dt.datetime | None = None
    due_on: dt.date | None = None
    extended_to: dt.date | None = None

    @property
    def is_in(self) -> bool:
        return self.state in (State.ON_TIME, State.LATE, State.QUERIED)

    @property
    def words(self) -> str:
        """What the cell says: “Nil, late 3 days”, “On time, extended”, “Missing, draft”."""
        words = str(self.state)
        if self.state is State.LATE:
            words = f"Late {plural(self.days_late, 'day')}"
        elif self.state is State.EXTENDED and self.extended_to:
            words = f"Extended to {self.extended_to.day} {self.extended_to:%b}"
        elif self.state is State.ON_TIME and self.extended_to:
            words = "On time, extended"
        elif self.state is State.MISSING and self.is_draft:
            words = "Missing, draft"
        return f"Nil, {in_sentence(words)}" if self.is_nil else words


@dataclass(frozen=True)
class PracticeReturns:
    """A row of the heat map: twelve months, and the cell of the month in view."""

    practice: Practice
    cells: list[Cell]
    current: Cell
    is_simulated: bool

    @property
    def on_time(self) -> bool:
        return self.current.on_time


@dataclass(frozen=True)
class MonthRates:
    """The two rates of one month of the year, each of what was expected."""

    month: Month
    expected: int
    complete: int
    on_time: int
    is_due: bool

    @property
    def complete_percent(self) -> float | None:
        return share(self.complete, self.expected)

    @property
    def on_time_percent(self) -> float | None:
        return share(self.on_time, self.expected)


@dataclass(frozen=True)
class Completeness:
    """A group's returns for `month`, due on `due_on`; `is_due` once that day is past."""

    group: CommissioningGroup
    month: Month
    due_on: dt.date
    is_due: bool
    rows: list[PracticeReturns]
    waiting_for_review: int
    is_simulated: bool
    due: Deadlines
    today: dt.date

    @property
    def months(self) -> list[MonthRates]:
        """April to the month in view, each counted as the month in view is."""
        return [self._rates(number) for number in range(self.month.number)]

    def _rates(self, number: int) -> MonthRates:
        cells = [row.cells[number] for row in self.rows]
        expected = [cell for cell in cells if cell.state is not State.NOT_MEMBER]
        month = self.month.year.months[number]
        return MonthRates(
            month,
            len(expected),
            sum(cell.is_in for cell in expected),
            sum(cell.on_time for cell in expected),
            self.today > self.due[month],
        )

    def count(self, state: State) -> int:
        """How many practices' month is in `state`."""
        return len(self.named(state))

    @property
    def missing(self) -> int:
        return self.count(State.MISSING)

    @property
    def extended(self) -> int:
        return self.count(State.EXTENDED)

    @property
    def queried(self) -> int:
        return self.count(State.QUERIED)

    @property
    def nil(self) -> int:
        """How many of those that are in say that nobody was referred."""
        return sum(row.current.is_nil for row in self.expected_rows)

    @property
    def expected_rows(self) -> list[PracticeReturns]:
        return [row for row in self.rows if row.current.state is not State.NOT_MEMBER]

    @property
    def expected(self) -> int:
        return len(self.expected_rows)

    @property
    def complete(self) -> int:
        return sum(row.current.is_in for row in self.expected_rows)

    @property
    def on_time(self) -> int:
        return sum(row.on_time for row in self.expected_rows)

    @property
    def complete_percent(self) -> float | None:
        """Complete of expected; None when nothing is expected."""
        return share(self.complete, self.expected)

    @property
    def on_time_percent(self) -> float | None:
        """On time of expected; None when nothing is expected."""
        return share(self.on_time, self.expected)

    def named(self, state: State) -> list[str]:
        """The practices whose month is in `state`."""
        return [row.practice.name for row in self.expected_rows if row.current.state is state]


def share(part: int, whole: int) -> float | None:
    """`part` of `whole` in percent; None of nothing."""
    return part / whole * 100 if whole else None


def completeness(*, roster: Roster, returns: Returns, due: Deadlines, today: dt.date) -> Completeness:
    """The heat map and the two rates, from rows already read."""
    rows = [_row(roster, practice, returns, due, today) for practice in roster.practices]
    return Completeness(
        group=roster.group,
        month=roster.month,
        due_on=due[roster.month],
        is_due=today > due[roster.month],
        rows=rows,
        waiting_for_review=sum(cell.waits_for_review for row in rows for cell in row.cells),
        is_simulated=any(row.is_simulated for row in rows),
        due=due,
        today=today,
    )


def completeness_of(*, roster: Roster, user: User, today: dt.date) -> Completeness:
    """The same for a page of its own; three queries."""
    return completeness(
        roster=roster,
        returns=returns_of(roster=roster, user=user),
        due=due_dates(roster.group, roster.month.year.months),
        today=today,
    )


def _row(
    roster: Roster, practice: Practice, returns: Returns, due: Deadlines, today: dt.date
) -> PracticeReturns:
    cells = {}
    simulated = False
    for month in roster.month.year.months:
        sent = returns.get((practice.pk, month.first))
        expected = roster.is_expected(practice, month)
        cells[month] = (
            _cell(practice.pk, month, sent, due, today) if expected else Cell(month, State.NOT_MEMBER)
        )
        simulated |= sent is not None and sent.is_simulated
    return PracticeReturns(practice, list(cells.values()), cells[roster.month], simulated)


def _cell(practice_id: int, month: Month, sent: SentReturn | None, due: Deadlines, today: dt.date) -> Cell:
    sent_at = sent.first_submitted_at if sent else None
    due_on = due.due(practice_id, month, sent_at)
    if sent is None or sent_at is None:
        return _cell_of_nothing_sent(practice_id, month, sent is not None, due, today)
    late = due.days_late(practice_id, month, sent_at)
    state = State.LATE if late else State.ON_TIME
    return Cell(
        month,
        State.QUERIED if sent.status == Status.QUERIED else state,
        sent.is_nil,
        waits_for_review=sent.status == Status.SUBMITTED,
        on_time=not late,
        days_late=late,
        sent_at=sent_at,
        due_on=due_on,
        extended_to=due_on if due_on > due[month] else None,
    )


def _cell_of_nothing_sent(
    practice_id: int, month: Month, is_draft: bool, due: Deadlines, today: dt.date
) -> Cell:
    """Missing once the practice's own due day is past, unless leave to send later still holds."""
    due_on, extension = due.due(practice_id, month), due.extension(practice_id, month)
    until = extension.until if extension else None
    state = State.NOT_DUE
    if until and today <= until and today > due[month]:
        state = State.EXTENDED
    elif today > due_on:
        state = State.MISSING
    return Cell(month, state, is_draft=is_draft, due_on=due_on, extended_to=until)
