"""The dashboard's figures, counted once more from rows, and snapshots by their digests; see daccom.ledger."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import cast

from budgets.ledger import position as money
from daccom import calendar
from daccom.calendar import FinancialYear, Month
from daccom.ledger import Figure, register
from programmes.figures import GroupFigures, digest, from_json
from programmes.models import (
    CommissioningPlan,
    DashboardSnapshot,
    Milestone,
    SavingsMonth,
    SavingsTarget,
)
from programmes.selectors.figures import group_figures
from referrals.challenges.states import line_of
from referrals.ledger import completeness
from referrals.ledger.readers import ReadGroup, read_groups
from referrals.measures import counted
from referrals.models import Challenge, Measure, MonthFact, MonthlyReturn, OutlierRequest

MONTHS_ON_THE_DASHBOARD = 3
"""How many of the newest months are compared on the dashboard itself; on the pages behind it all are."""


@register("dashboard equals the rows behind it")
def dashboards() -> Iterator[Figure]:
    """The figures of each group's newest months."""
    for read in read_groups():
        for month in read.months[-MONTHS_ON_THE_DASHBOARD:]:
            found = group_figures(group=read.group, month=month, today=calendar.today())
            yield from compare_dashboard(found, read, month)


def compare_dashboard(found: GroupFigures, read: ReadGroup, month: Month) -> Iterator[Figure]:
    """Every figure of one dashboard."""
    what = f"on the dashboard of {read.group}, {month}"
    sent = completeness.count_returns(read, month)
    shown = (found.returns.expected, found.returns.complete, found.returns.on_time)
    yield Figure(f"returns {what}", shown, (sent.expected, sent.complete, sent.on_time))
    yield from _money(found, read, month, what)
    yield from _measures(found, read, month, what)
    yield from _savings(found, read, month, what)
    yield from _challenges(found, read, month, what)
    yield from _decisions(found, read, month, what)


def _money(found: GroupFigures, read: ReadGroup, month: Month, what: str) -> Iterator[Figure]:
    rows = money.count_money(read, month)
    total = found.money.total
    yield Figure(f"spend {what}", total.spend, rows.total(rows.spend))
    for row in (*found.money.by_category, *found.money.outside):
        spent = rows.total(rows.spend, category=row.key)
        yield Figure(f"spend on {row.key} {what}", row.spend, spent)
    parts = [row.spend for row in found.money.by_practice if row.spend is not None]
    if parts:
        yield Figure(f"spend of all practices {what}", total.spend, sum(parts, Decimal(0)))


def _measures(found: GroupFigures, read: ReadGroup, month: Month, what: str) -> Iterator[Figure]:
    practices = {practice.pk: practice.ods_code for practice in read.practices_in(month.first)}
    facts = cast(list[MonthFact], list(MonthFact.objects.filter(practice__in=practices, month=month.first)))
    for measure in Measure:
        values = {practices[fact.practice_id]: counted(fact, measure) for fact in facts}
        known = [value for value in values.values() if value is not None]
        one = found.measure(measure)
        yield Figure(f"{measure.label} {what}", one.value, sum(known) if known else None)
        shown = {row.ods: row.values[-1] for row in one.practices}
        yield Figure(
            f"{measure.label} by practice {what}", shown, {ods: values.get(ods) for ods in practices.values()}
        )


def _savings(found: GroupFigures, read: ReadGroup, month: Month, what: str) -> Iterator[Figure]:
    targets = SavingsTarget.objects.filter(project__programme__group=read.group, year=month.year.start_year)
    rows = SavingsMonth.objects.filter(target__in=targets, month__lte=month.first)
    known = [row.actual for row in rows if row.actual is not None]
    yield Figure(f"targets {what}", len(found.savings.targets), len(targets))
    yield Figure(f"saved {what}", found.savings.actual, sum(known, Decimal(0)) if known else None)


def _challenges(found: GroupFigures, read: ReadGroup, month: Month, what: str) -> Iterator[Figure]:
    """Those to charges of April to the month, of whoever belonged to the group in each."""
    rows = [
        row
        for row in Challenge.objects.filter(month__gte=month.year.first, month__lte=month.first)
        if row.practice_id in {member.practice_id for member in read.belonging(row.month)}
    ]
    sums, total = line_of(rows).sums, found.challenges.total
    yield Figure(f"challenges {what}", total.count, sums["raised"].count)
    for shown, state in (
        (total.gross, "raised"),
        (total.recovered, "recovered"),
        (total.lost, "lost"),
        (total.open_gross, "open"),
    ):
        yield Figure(f"challenges {state} {what}", shown, sums[state].gross)
    yield Figure(f"challenges net {what}", total.net, sums["raised"].net)


def _decisions(found: GroupFigures, read: ReadGroup, month: Month, what: str) -> Iterator[Figure]:
    """Milestones handed in or late, returns not reviewed, plans to sign, requests to practices."""
    today = calendar.today()
    milestones = Milestone.objects.filter(project__programme__group=read.group)
    handed_in = len(milestones.filter(status=Milestone.Status.SUBMITTED))
    overdue = milestones.filter(due_on__lt=today).exclude(
        status__in=[Milestone.Status.SUBMITTED, Milestone.Status.APPROVED]
    )
    unread = MonthlyReturn.objects.filter(status=MonthlyReturn.Status.SUBMITTED, practice__in=read.ids)
    returns = sum(
        row.practice_id in {practice.pk for practice in read.practices_in(row.month)}
        for row in unread.filter(month__gte=month.year.first, month__lte=month.year.last)
    )
    requests = OutlierRequest.objects.filter(group=read.group, status__in=OutlierRequest.OPEN)
    signing = CommissioningPlan.objects.filter(
        group=read.group,
        status=CommissioningPlan.Status.SIGNING,
        year__lte=FinancialYear.of(today).start_year + 1,
    )
    waiting = found.decisions
    yield Figure(f"plans to sign {what}", len(waiting.of("plan")), len(signing))
    yield Figure(f"returns to review {what}", sum(one.count for one in waiting.of("returns")), returns)
    yield Figure(f"milestones to decide {what}", len(waiting.of("milestone")), handed_in)
    yield Figure(f"milestones late {what}", len(waiting.of("milestone_late")), len(overdue))
    yield Figure(f"open requests {what}", len(waiting.of("outlier_asked", "outlier_answered")), len(requests))


@register("snapshots are as they were written")
def snapshots() -> Iterator[Figure]:
    """Each digest once more, and each total once more from the parts that were kept with it."""
    for snapshot in DashboardSnapshot.objects.select_related("group"):
        yield Figure(f"digest of {snapshot}", snapshot.sha256, digest(snapshot.figures))
        kept = from_json(snapshot.figures)
        spent = [line.spend for line in kept.money.lines if line.spend is not None]
        yield Figure(
            f"spend kept of {snapshot}", kept.money.total.spend, sum(spent, Decimal(0)) if spent else None
        )
        recovered = sum((line.recovered for line in kept.challenges.by_practice), Decimal(0))
        yield Figure(f"recovered kept of {snapshot}", kept.challenges.total.recovered, recovered)
