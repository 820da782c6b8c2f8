"""Posted acute spend beside extracts, counted once more from plain rows; see daccom.ledger."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from budgets.hospital_rows import explained_lines
from budgets.models import MonthlySpend, NonRecurrent, SpendExplanation
from budgets.selectors.hospital import hospital_care
from budgets.selectors.hospital_parts import PODS
from budgets.selectors.once import comes_once
from daccom import calendar
from daccom.calendar import Month
from daccom.ledger import Figure, register
from practices.models import Practice
from referrals.ledger.readers import ReadGroup, read_groups
from referrals.models import MonthFact
from referrals.selectors.completeness import last_due_month
from referrals.selectors.roster import roster

NOTHING = Decimal(0)


@register("hospital care explained equals posted and extracts")
def hospital_lines() -> Iterator[Figure]:
    """Of every group: each month for which acute spend was posted."""
    for read in read_groups():
        posted = MonthlySpend.objects.filter(practice__in=read.ids, category__code__in=PODS)
        for month in map(Month, posted.order_by("month").values_list("month", flat=True).distinct()):
            listed = roster(group=read.group, month=month, user=read.reader)
            found = hospital_care(roster=listed, user=read.reader)
            what = f"{read.group}, {month}"
            year = found.to_date
            yield Figure(f"acute spend of {what}", year.posted, _posted(read, month))
            yield Figure(f"extracts of {what}", year.extracts, _extracts(read, month))
            yield Figure(f"explanations of {what}", year.typed, _typed(read, month))
            for column in ("month", "to_date"):
                start, *between, end = (getattr(line, column) or NOTHING for line in explained_lines(found))
                yield Figure(f"lines of {column} of {what}", start + sum(between, NOTHING), end)


@register("what comes once equals its rows")
def once_totals() -> Iterator[Figure]:
    """Of every group, in the year of the last month due."""
    for read in read_groups():
        month = last_due_month(read.group, calendar.today())
        rows = [
            row
            for row in NonRecurrent.objects.filter(group=read.group)
            if row.withdrawn_at is None and Month(row.month).year == month.year
        ]
        found = comes_once(group=read.group, month=month, user=read.reader)
        yield Figure(f"comes once of {read.group}", found.whole_year, sum((r.amount for r in rows), NOTHING))


def _months(month: Month) -> list[Month]:
    return month.year.months_to(month)


def _counted(read: ReadGroup, month: Month, day: Month) -> set[Practice]:
    """Members on `day` that are open in `month` or closed within its year."""
    return {
        member.practice
        for member in read.belonging(day.first)
        if member.practice in read.practices_in(month.first)
        or (member.practice.closed_on and month.year.first <= member.practice.closed_on <= month.first)
    }


def _posted(read: ReadGroup, month: Month) -> Decimal:
    rows = MonthlySpend.objects.filter(category__code__in=PODS)
    return sum(
        (
            row.amount
            for day in _months(month)
            for row in rows.filter(month=day.first, practice__in=_counted(read, month, day))
        ),
        NOTHING,
    )


def _extracts(read: ReadGroup, month: Month) -> Decimal:
    pods = [pod for group in PODS.values() for pod in group]
    return sum(
        (
            getattr(fact, f"{pod.lower()}_cost")
            for day in _months(month)
            for fact in MonthFact.objects.filter(
                month=day.first, practice__in=_counted(read, month, day), has_activity=True
            )
            for pod in pods
        ),
        NOTHING,
    )


def _typed(read: ReadGroup, month: Month) -> Decimal:
    rows = SpendExplanation.objects.filter(
        group=read.group, month__gte=month.year.first, month__lte=month.first
    )
    return sum((row.amount for row in rows if row.withdrawn_at is None), NOTHING)
