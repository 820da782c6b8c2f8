"""Which returns of a group are in, which came on time: two rates that are never mixed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Sum

from daccom.calendar import FinancialYear, Month
from daccom.formats import plural
from practices.models import CommissioningGroup, Practice, User
from referrals.models import MonthlyReturn
from referrals.selectors.certified import queried_content
from referrals.selectors.deadlines import Deadlines
from referrals.selectors.deadlines import due_dates as due_dates
from referrals.selectors.deadlines import last_due_month as last_due_month
from referrals.selectors.roster import Roster

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
class SentReturn:
    """A return as it stands: `referrals` is None for a return without a single line, 0 for a nil one.

    `queried_content` is what was last sent of a return that is queried: what its practice changes since is
    its own until it is sent again.
    """

    practice_id: int
    month: dt.date
    status: str
    is_nil: bool
    first_submitted_at: dt.datetime | None
    referrals: int | None
    is_simulated: bool
    queried_content: dict[str, Any] | None = None

    @property
    def is_in(self) -> bool:
        """Certified and complete. One that was queried since is still in."""
        return self.first_submitted_at is not None


Returns = dict[tuple[int, dt.date], SentReturn]


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
        return f"Nil, {words[0].lower()}{words[1:]}" if self.is_nil else words


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


def returns_of(*, roster: Roster, user: User) -> Returns:
    """The returns of the roster's year up to its month, with what they add up to; one query."""
    return returns_among(roster.ids, roster.month.year, user)


def returns_among(practice_ids: Collection[int], year: FinancialYear, user: User) -> Returns:
    """The returns of these practices for a year, as far as `user` reads them; one query."""
    months = year.months
    rows = (
        MonthlyReturn.objects.visible_to(user)
        .filter(practice__in=practice_ids, month__gte=months[0].first, month__lte=months[-1].first)
        .annotate(total=Sum("counts__referrals"))
        .values_list(
            "practice_id",
            "month",
            "status",
            "nil_referrals",
            "first_submitted_at",
            "total",
            "is_simulated",
            queried_content(),
        )
        .order_by()
    )
    found = (_sent_return(*row) for row in rows)
    return {(row.practice_id, row.month): row for row in found}


def _sent_return(
    practice: int,
    month: dt.date,
    status: str,
    is_nil: bool,
    sent: dt.datetime | None,
    total: int | None,
    simulated: bool,
    content: dict[str, Any] | None,
) -> SentReturn:
    """One row; a queried return counts as it was sent, whatever its practice has changed since."""
    if content:
        is_nil, total = content["nil_referrals"], content["totals"]["all"]
    total = 0 if is_nil else total
    return SentReturn(practice, month, status, is_nil, sent, total, simulated, content)


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
