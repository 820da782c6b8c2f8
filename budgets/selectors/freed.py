"""What practices freed up against their budgets, who may spend it, and what is left of it. Money is pounds.

A practice's outturn is the straight line of its own spend, as on the position; after March it is what was
spent. Seventy percent of an underspend are the practice's, the rest is the group's; an overspend frees
nothing, and takes nothing from others. Until the year is over all of it is provisional.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from budgets.models import ReinvestmentProposal
from budgets.selectors.position import Position, Row, position
from budgets.shares import FreedUp, freed_up
from daccom.calendar import FinancialYear, Month
from daccom.formats import plural
from practices.models import CommissioningGroup, Practice, User
from referrals.selectors.completeness import last_due_month
from referrals.selectors.roster import Roster, roster

NOUGHT = Decimal(0)
Status = ReinvestmentProposal.Status
TAKEN = (Status.PROPOSED, Status.APPROVED, Status.SPENT)
"""Proposals that take money: also those that wait for a decision, so that nothing is promised twice."""


@dataclass(frozen=True)
class Share:
    """Money that one practice, or the group, may reinvest: `freed` None when it is not known."""

    freed: Decimal | None
    taken: Decimal

    @property
    def left(self) -> Decimal:
        """Never under nought: what was approved before the forecast fell stays approved."""
        return max((self.freed or NOUGHT) - self.taken, NOUGHT)


@dataclass(frozen=True)
class PracticeFreed:
    """One practice: `budget` and `outturn` of the lines that have spend; `why` says what is not known."""

    ods: str
    name: str
    budget: Decimal | None
    outturn: Decimal | None
    freed: FreedUp | None
    why: str
    share: Share


@dataclass(frozen=True)
class Freed:
    """A group's freed-up money of a year, as it stands in `month`.

    `over` is what all practices together are over their budgets when positive.
    """

    month: Month
    rows: list[PracticeFreed]
    group: Share
    over: Decimal | None
    is_provisional: bool
    is_simulated: bool

    @property
    def total(self) -> Decimal:
        return sum((row.freed.total for row in self.rows if row.freed), NOUGHT)

    @property
    def practices(self) -> Decimal:
        """What all practices' shares come to."""
        return sum((row.freed.practice for row in self.rows if row.freed), NOUGHT)

    def of(self, practice: Practice | None) -> Share:
        """The share of a practice, or the group's; nothing for a practice that is not in the group."""
        if practice is None:
            return self.group
        return next((row.share for row in self.rows if row.ods == practice.ods_code), Share(None, NOUGHT))


def freed(*, roster: Roster, user: User, without: int | None = None) -> Freed:
    """What is freed up in the roster's month; `without` leaves one proposal (its id) out of what is taken."""
    found = position(roster=roster, user=user)
    taken = _taken(roster, without)
    rows = [_practice(row, taken) for row in found.by_practice]
    group = sum((row.freed.group for row in rows if row.freed), NOUGHT)
    return Freed(
        roster.month,
        rows,
        Share(group if rows else None, taken[""]),
        found.total.outturn_variance,
        _is_provisional(found),
        found.total.is_simulated,
    )


def _is_provisional(found: Position) -> bool:
    return found.month.number < len(found.month.year.months) or found.total.months_missing > 0


def _practice(row: Row, taken: dict[str, Decimal]) -> PracticeFreed:
    """Lines without any spend are left out on both sides: what is missing is no saving."""
    known = [line for line in row.lines if line.outturn is not None]
    budgets = [line.budget for line in known if line.budget is not None]
    outturns = [line.outturn for line in known if line.outturn is not None]
    share = Share(None, taken[row.heading.key])
    if not budgets:
        why = "No spend is posted." if row.budget is not None else "No budget is set."
        return PracticeFreed(row.heading.key, row.heading.name, row.budget, None, None, why, share)
    budget, outturn = sum(budgets, NOUGHT), sum(outturns, NOUGHT)
    found = freed_up(budget, outturn)
    silent = sum(line.outturn is None for line in row.lines)
    why = f"{plural(silent, 'line')} without any spend left out." if silent else ""
    share = Share(found.practice, taken[row.heading.key])
    return PracticeFreed(row.heading.key, row.heading.name, budget, outturn, found, why, share)


def _taken(listed: Roster, without: int | None) -> dict[str, Decimal]:
    """What proposals of the year take, by the practice's ODS code, the group's under "": one query."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    rows = ReinvestmentProposal.objects.filter(
        group=listed.group, year=listed.month.year.start_year, status__in=TAKEN
    ).exclude(pk=without or 0)
    for ods, amount, spent in rows.values_list("practice__ods_code", "amount", "spent_amount"):
        found[ods or ""] += amount if spent is None else spent
    return found


def freed_now(
    *, group: CommissioningGroup, year: int, user: User, today: dt.date, without: int | None = None
) -> Freed:
    """As it stands in the last month whose returns were due, or at the end of the year when that is over."""
    month = min(last_due_month(group, today), FinancialYear(year).months[-1])
    return freed(roster=roster(group=group, month=month, user=user), user=user, without=without)


def proposals(*, group: CommissioningGroup, year: FinancialYear, user: User) -> list[ReinvestmentProposal]:
    """Those of a year that the reader may see: drafts only of one's own body; one query."""
    rows = (
        ReinvestmentProposal.objects.visible_to(user)
        .filter(group=group, year=year.start_year)
        .select_related("practice", "saved_by", "decided_by", "spent_by", "group")
    )
    return [row for row in rows if row.status != Status.DRAFT or may_see_draft(user, row)]


def may_see_draft(user: User, row: ReinvestmentProposal) -> bool:
    """A draft is seen where it is written: in its practice, or in the group for the group's."""
    if row.practice_id is not None:
        return row.practice_id in user.access.practice_ids
    return row.group_id in user.access.own_group_ids
