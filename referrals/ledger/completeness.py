"""Which returns are in and on time: both rates once more, from the rows."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from daccom import calendar
from daccom.calendar import Month
from daccom.ledger import Figure, register
from referrals.ledger.readers import ReadGroup, read_groups
from referrals.models import MonthlyReturn, ReportingPeriod, ReturnExtension
from referrals.selectors.completeness import Completeness, completeness_of
from referrals.selectors.extensions import due_day
from referrals.selectors.roster import roster


@dataclass(frozen=True)
class Counted:
    """A month's returns, counted row by row."""

    expected: int
    complete: int
    on_time: int


@register("completeness equals the returns")
def complete_and_on_time() -> Iterator[Figure]:
    """Both rates of every group and month."""
    today = calendar.today()
    for read in read_groups():
        for month in read.months:
            listed = roster(group=read.group, month=month, user=read.reader)
            found = completeness_of(roster=listed, user=read.reader, today=today)
            yield from compare(found, count_returns(read, month), f"of {read.group}, {month}")


def compare(found: Completeness, counted: Counted, what: str) -> Iterator[Figure]:
    """What a page says about a month beside what was counted."""
    yield Figure(f"returns expected {what}", found.expected, counted.expected)
    yield Figure(f"returns in {what}", found.complete, counted.complete)
    yield Figure(f"returns on time {what}", found.on_time, counted.on_time)
    for words, shown, part in (
        ("in", found.complete_percent, counted.complete),
        ("on time", found.on_time_percent, counted.on_time),
    ):
        rate = part * 100 / counted.expected if counted.expected else None
        yield Figure(f"percent {words} {what}", _rounded(shown), _rounded(rate))


def count_returns(read: ReadGroup, month: Month) -> Counted:
    """The returns of the practices that were open in the group when `month` began."""
    expected = read.practices_in(month.first)
    ids = [practice.pk for practice in expected]
    sent = MonthlyReturn.objects.filter(practice__in=ids, month=month.first, first_submitted_at__isnull=False)
    due = _due_day(read, month)
    later = _extended(ids, month)
    moments = [(pk, moment) for pk, moment in sent.values_list("practice_id", "first_submitted_at") if moment]
    on_time = sum(timezone.localdate(at) <= due_day(due, later.get(pk, ()), at) for pk, at in moments)
    return Counted(len(ids), len(moments), on_time)


def _due_day(read: ReadGroup, month: Month) -> dt.date:
    stated = ReportingPeriod.objects.filter(group=read.group, month=month.first).first()
    return stated.due_on if stated else calendar.due_date(month)


def _extended(ids: list[int], month: Month) -> dict[int, list[ReturnExtension]]:
    """What was granted, by practice; what that does to the due day is one rule for all (due_day)."""
    found: dict[int, list[ReturnExtension]] = defaultdict(list)
    for row in ReturnExtension.objects.filter(practice__in=ids, month=month.first):
        found[row.practice_id].append(row)
    return found


def _rounded(rate: float | None) -> float | None:
    return None if rate is None else round(rate, 6)
