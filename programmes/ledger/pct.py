"""The dashboard of a PCT, counted once more: from each group's own page, and from single facts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import cast

from budgets.selectors.position import position
from daccom import calendar
from daccom.calendar import Month
from daccom.ledger import Figure, register
from practices.models import PCT, ListSize, User
from programmes.selectors.pct.activity import GroupActivity, a_year_before
from programmes.selectors.pct.board import GroupRow, PCTBoard, pct_board
from programmes.selectors.savings import savings
from referrals.ledger.completeness import count_returns
from referrals.ledger.readers import ReadGroup, read_groups
from referrals.models import Measure, MonthFact
from referrals.selectors.completeness import completeness_of
from referrals.selectors.roster import roster

MONTHS_COMPARED = 3
NOTHING = Decimal("0.00")


@register("PCT dashboards equal the groups they show")
def pct_dashboards() -> Iterator[Figure]:
    """The newest months of every PCT that somebody works for."""
    groups = list(read_groups())
    for pct in PCT.objects.order_by("pk"):
        reader = next((user for user in User.objects.order_by("pk") if pct.pk in user.access.pct_ids), None)
        own = {read.group.pk: read for read in groups if read.group.pct_id == pct.pk}
        months = sorted({month for read in own.values() for month in read.months})
        if reader is None:
            continue
        for month in months[-MONTHS_COMPARED:]:
            board = pct_board(pct=pct, month=month, user=reader, today=calendar.today())
            yield from compare_board(board, own, reader)


def compare_board(board: PCTBoard, own: dict[int, ReadGroup], reader: User) -> Iterator[Figure]:
    """Each group's row beside its own pages, and the totals beside the rows."""
    what = f"on the dashboard of {board.pct}, {board.month}"
    for row in board.rows:
        yield from _compare_row(row, own[row.group.pk], reader, board.month, what)
    yield Figure(f"returns complete {what}", board.complete, sum(row.returns.complete for row in board.rows))
    variances = [row.position.total.variance for row in board.rows]
    known = [variance for variance in variances if variance is not None]
    yield Figure(f"over budget {what}", board.variance, sum(known, Decimal(0)) if known else None)
    gross = sum((row.activity.challenged.gross for row in board.rows), Decimal(0))
    yield Figure(f"challenged {what}", board.activity.challenged.gross, gross)


def _compare_row(row: GroupRow, read: ReadGroup, reader: User, month: Month, words: str) -> Iterator[Figure]:
    what = f"of {row.group} {words}"
    listed = roster(group=row.group, month=month, user=reader)
    sent = completeness_of(roster=listed, user=reader, today=calendar.today())
    yield Figure(
        f"returns {what}",
        (row.returns.expected, row.returns.complete, row.returns.on_time, row.returns.waiting_for_review),
        (sent.expected, sent.complete, sent.on_time, sent.waiting_for_review),
    )
    before = count_returns(read, a_year_before(month))
    yield Figure(
        f"returns a year before {what}",
        (row.last_returns.expected, row.last_returns.complete),
        (before.expected, before.complete),
    )
    page, mine = position(roster=listed, user=reader).total, row.position.total
    for name in ("budget", "budget_to_date", "spend", "variance", "outturn_variance", "last_year"):
        yield Figure(f"{name} {what}", getattr(mine, name), getattr(page, name))
    saved = savings(group=row.group, month=month, user=reader)
    yield Figure(f"saved {what}", row.savings.actual, saved.actual)
    yield from _compare_facts(row.activity, read, month, what)


def _compare_facts(found: GroupActivity, read: ReadGroup, month: Month, what: str) -> Iterator[Figure]:
    """Challenges and emergency admissions beside the single facts of who was in the group in each month."""
    facts = [fact for each in month.year.months_to(month) for fact in _facts(read, each)]
    challenged = found.challenged
    for name, column in (("gross", "challenged_gross"), ("recovered", "recovered"), ("lost", "lost")):
        counted = sum((getattr(fact, column) for fact in facts), NOTHING)
        yield Figure(f"challenges {name} {what}", getattr(challenged, name), counted)
    if found.this:
        listed = set(ListSize.objects.values_list("practice", flat=True).distinct())
        told = [fact for fact in facts if fact.has_activity and fact.practice_id in listed]
        admitted = [fact.nel_activity + fact.nelst_activity for fact in told]
        shown = found.this[Measure.EMERGENCY].events
        yield Figure(f"emergency admissions {what}", shown, sum(admitted) if admitted else None)


def _facts(read: ReadGroup, month: Month) -> list[MonthFact]:
    """Those of the practices that belonged to the group when `month` began."""
    members = [member.practice_id for member in read.belonging(month.first)]
    return cast(list[MonthFact], list(MonthFact.objects.filter(month=month.first, practice__in=members)))
