"""Savings and the dashboard's figures, counted once more from their rows; see daccom.ledger."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from budgets import ledger as money
from daccom import calendar
from daccom.calendar import FinancialYear, Month
from daccom.ledger import Figure, register
from programmes.models import CommissioningPlan, Milestone, SavingsMonth, SavingsTarget
from programmes.selectors.dashboard import Dashboard, dashboard
from programmes.selectors.savings import Savings, savings
from referrals.ledger import completeness, rates
from referrals.ledger.readers import ReadGroup, read_groups
from referrals.models import MonthlyReturn

MONTHS_ON_THE_DASHBOARD = 3
"""How many of the newest months are compared on the dashboard itself; on the pages behind it all are."""


@register("savings equal their months")
def all_savings() -> Iterator[Figure]:
    """Plan and actual of every target and of all together, for each month of the years with targets."""
    for read in read_groups():
        targets = SavingsTarget.objects.filter(project__programme__group=read.group)
        for year in sorted(set(targets.values_list("year", flat=True))):
            for month in FinancialYear(year).months:
                found = savings(group=read.group, month=month, user=read.reader)
                yield from compare_savings(found, read, month)


def compare_savings(found: Savings, read: ReadGroup, month: Month) -> Iterator[Figure]:
    """The savings of one month's page beside the rows."""
    what = f"of {read.group}, {month}"
    targets = SavingsTarget.objects.filter(project__programme__group=read.group, year=month.year.start_year)
    planned = {target.pk: target.planned for target in targets}
    rows = list(SavingsMonth.objects.filter(target__in=planned, month__lte=month.first))
    yield Figure(f"savings planned {what}", found.planned_year, sum(planned.values(), Decimal(0)))
    yield Figure(f"targets {what}", len(found.rows), len(planned))
    yield from _sums(found, rows, f"of all targets {what}")
    for row in found.rows:
        own = [each for each in rows if each.target_id == row.pk]
        yield Figure(f"planned for target {row.number} {what}", row.planned_year, planned[row.pk])
        yield Figure(
            f"months due of target {row.number} {what}", (row.months_due, row.months_known), _months(own)
        )
        yield Figure(f"saved by target {row.number} {what}", row.actual, _saved(own))


def _sums(found: Savings, rows: list[SavingsMonth], words: str) -> Iterator[Figure]:
    known = [row for row in rows if row.actual is not None]
    to_date = sum((row.planned for row in rows), Decimal(0)) if rows else None
    yield Figure(f"planned to date {words}", found.planned_to_date, to_date)
    against = sum((row.planned for row in known), Decimal(0)) if known else None
    yield Figure(f"planned for the known months {words}", found.planned_known, against)
    yield Figure(f"saved {words}", found.actual, _saved(rows))
    yield Figure(f"months due {words}", (found.months_due, found.months_known), _months(rows))


def _saved(rows: list[SavingsMonth]) -> Decimal | None:
    known = [row.actual for row in rows if row.actual is not None]
    return sum(known, Decimal(0)) if known else None


def _months(rows: list[SavingsMonth]) -> tuple[int, int]:
    return len(rows), sum(row.actual is not None for row in rows)


@register("dashboard equals the rows behind it")
def dashboards() -> Iterator[Figure]:
    """The headline figures of each group's newest months."""
    for read in read_groups():
        for month in read.months[-MONTHS_ON_THE_DASHBOARD:]:
            board = dashboard(group=read.group, month=month, user=read.reader, today=calendar.today())
            yield from compare_dashboard(board, read, month)


def compare_dashboard(board: Dashboard, read: ReadGroup, month: Month) -> Iterator[Figure]:
    """Every figure of one dashboard."""
    what = f"on the dashboard of {read.group}, {month}"
    yield from completeness.compare(board.completeness, completeness.count_returns(read, month), what)
    for figure in rates.compare(board.rates, read, month, rates.certified(read)):
        yield Figure(f"{figure.what}, on the dashboard", figure.shown, figure.counted)
    yield from money.compare(board.position, money.count_money(read, month), what)
    for figure in compare_savings(board.savings, read, month):
        yield Figure(f"{figure.what}, on the dashboard", figure.shown, figure.counted)
    yield from _decisions(board, read, month, what)


def _decisions(board: Dashboard, read: ReadGroup, month: Month, what: str) -> Iterator[Figure]:
    """Milestones handed in, returns not reviewed, the plan out for signature."""
    milestones = Milestone.objects.filter(project__programme__group=read.group)
    handed_in = len(milestones.filter(status=Milestone.Status.SUBMITTED))
    overdue = milestones.filter(due_on__lt=calendar.today()).exclude(
        status__in=[Milestone.Status.SUBMITTED, Milestone.Status.APPROVED]
    )
    unread = MonthlyReturn.objects.filter(status=MonthlyReturn.Status.SUBMITTED, practice__in=read.ids)
    returns = sum(
        row.practice_id in {practice.pk for practice in read.practices_in(row.month)}
        for row in unread.filter(month__gte=month.year.first, month__lte=month.year.last)
    )
    plans = CommissioningPlan.objects.visible_to(read.reader).filter(
        group=read.group, status=CommissioningPlan.Status.SIGNING
    )
    signing = plans.filter(year__lte=FinancialYear.of(calendar.today()).start_year + 1)
    yield Figure(f"returns to review {what}", board.completeness.waiting_for_review, returns)
    yield Figure(f"milestones to decide {what}", len(board.milestones.waiting), handed_in)
    yield Figure(f"milestones late {what}", len(board.milestones.late), len(overdue))
    waiting = handed_in + returns + bool(signing)
    yield Figure(f"decisions waiting {what}", board.decisions_waiting, waiting)
