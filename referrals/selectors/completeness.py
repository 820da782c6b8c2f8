"""Which returns of a group are in, which came on time: two rates that are never mixed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Sum
from django.utils import timezone

from daccom.calendar import Month
from practices.models import CommissioningGroup, Practice, User
from referrals.models import MonthlyReturn, ReportingPeriod
from referrals.selectors.certified import queried_content
from referrals.selectors.roster import Roster

Status = MonthlyReturn.Status


class State(StrEnum):
    """What one practice's month looks like from outside."""

    ON_TIME = "On time"
    LATE = "Late"
    QUERIED = "Queried"
    MISSING = "Missing"
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
    """One practice and month of the heat map."""

    month: Month
    state: State
    is_nil: bool = False
    waits_for_review: bool = False

    @property
    def is_in(self) -> bool:
        return self.state in (State.ON_TIME, State.LATE, State.QUERIED)

    @property
    def words(self) -> str:
        """What the cell says: “Nil, late”."""
        return f"Nil, {self.state.lower()}" if self.is_nil else str(self.state)


@dataclass(frozen=True)
class PracticeReturns:
    """A row of the heat map: twelve months, and the cell of the month in view."""

    practice: Practice
    cells: list[Cell]
    current: Cell
    on_time: bool
    is_simulated: bool


@dataclass(frozen=True)
class Completeness:
    """A group's returns for `month`, due on `due_on`; `is_due` once that day is past."""

    month: Month
    due_on: dt.date
    is_due: bool
    rows: list[PracticeReturns]
    waiting_for_review: int
    is_simulated: bool

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
    months = roster.month.year.months
    rows = (
        MonthlyReturn.objects.visible_to(user)
        .filter(practice__in=roster.ids, month__gte=months[0].first, month__lte=months[-1].first)
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


def due_dates(group: CommissioningGroup, months: list[Month]) -> dict[Month, dt.date]:
    """When each month's returns are due: as the group set it, else by the usual rule; one query."""
    firsts = [month.first for month in months]
    stated = dict(
        ReportingPeriod.objects.filter(group=group, month__in=firsts).values_list("month", "due_on")
    )
    return {
        month: stated.get(month.first) or ReportingPeriod.usual(group_id=group.pk, month=month).due_on
        for month in months
    }


def last_due_month(group: CommissioningGroup, today: dt.date) -> Month:
    """The newest month whose returns were due before today, as the group dates it; one query."""
    month = Month.of(today).previous()
    stated = dict(
        ReportingPeriod.objects.filter(group=group, month__gte=month.previous().previous().first).values_list(
            "month", "due_on"
        )
    )
    while True:
        due = stated.get(month.first) or ReportingPeriod.usual(group_id=group.pk, month=month).due_on
        if due < today:
            return month
        month = month.previous()


def completeness(
    *, roster: Roster, returns: Returns, due: dict[Month, dt.date], today: dt.date
) -> Completeness:
    """The heat map and the two rates, from rows already read."""
    rows = [_row(roster, practice, returns, due, today) for practice in roster.practices]
    return Completeness(
        month=roster.month,
        due_on=due[roster.month],
        is_due=today > due[roster.month],
        rows=rows,
        waiting_for_review=sum(cell.waits_for_review for row in rows for cell in row.cells),
        is_simulated=any(row.is_simulated for row in rows),
    )


def completeness_of(*, roster: Roster, user: User, today: dt.date) -> Completeness:
    """The same for a page of its own; two queries."""
    return completeness(
        roster=roster,
        returns=returns_of(roster=roster, user=user),
        due=due_dates(roster.group, roster.month.year.months),
        today=today,
    )


def _row(
    roster: Roster, practice: Practice, returns: Returns, due: dict[Month, dt.date], today: dt.date
) -> PracticeReturns:
    cells = {}
    for month in roster.month.year.months:
        sent = returns.get((practice.pk, month.first))
        cells[month] = _cell(month, sent, due[month], today, roster.is_expected(practice, month))
    sent = returns.get((practice.pk, roster.month.first))
    return PracticeReturns(
        practice=practice,
        cells=list(cells.values()),
        current=cells[roster.month],
        on_time=bool(sent and _came_on_time(sent, due[roster.month])),
        is_simulated=any(
            (row := returns.get((practice.pk, month.first))) is not None and row.is_simulated
            for month in cells
        ),
    )


def _cell(month: Month, sent: SentReturn | None, due: dt.date, today: dt.date, expected: bool) -> Cell:
    if not expected:
        return Cell(month, State.NOT_MEMBER)
    if sent is None or not sent.is_in:
        return Cell(month, State.MISSING if today > due else State.NOT_DUE)
    if sent.status == Status.QUERIED:
        return Cell(month, State.QUERIED, sent.is_nil)
    state = State.ON_TIME if _came_on_time(sent, due) else State.LATE
    return Cell(month, state, sent.is_nil, waits_for_review=sent.status == Status.SUBMITTED)


def _came_on_time(sent: SentReturn, due: dt.date) -> bool:
    """Whether the first submission came by the due day, in London; the due day itself counts."""
    return sent.first_submitted_at is not None and timezone.localdate(sent.first_submitted_at) <= due
