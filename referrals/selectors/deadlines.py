"""When a group's months are due, and for which practices later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils import timezone

from daccom.calendar import Month
from practices.models import CommissioningGroup
from referrals.models import ReportingPeriod, ReturnExtension
from referrals.selectors.extensions import Extensions, due_day, extensions_in, held


@dataclass(frozen=True)
class Deadlines:
    """The due days of one group: `deadlines[month]` is the group's, `due(...)` a practice's own."""

    days: dict[Month, dt.date]
    extensions: Extensions

    def __getitem__(self, month: Month) -> dt.date:
        return self.days[month]

    def due(self, practice_id: int, month: Month, sent_at: dt.datetime | None = None) -> dt.date:
        """The day by which the practice is on time with what it sent at `sent_at` (None: nothing yet)."""
        return due_day(self.days[month], self.extensions.get((practice_id, month.first), ()), sent_at)

    def extension(self, practice_id: int, month: Month) -> ReturnExtension | None:
        """The extension that holds for the practice's month."""
        return held(self.extensions.get((practice_id, month.first), ()))

    def days_late(self, practice_id: int, month: Month, sent_at: dt.datetime) -> int:
        """Days from the practice's due day to the day, in London, of its first submission; 0: on time."""
        return max((timezone.localdate(sent_at) - self.due(practice_id, month, sent_at)).days, 0)


def due_dates(group: CommissioningGroup, months: Sequence[Month]) -> Deadlines:
    """When each month's returns are due: as the group set it, else by the usual rule; two queries."""
    return deadlines_of([group], months)[group.pk]


def deadlines_of(groups: Collection[CommissioningGroup], months: Sequence[Month]) -> dict[int, Deadlines]:
    """The same for several groups, by their ids; two queries however many they are."""
    rows = ReportingPeriod.objects.filter(group__in=groups, month__in=[month.first for month in months])
    stated = {(group, month): due for group, month, due in rows.values_list("group", "month", "due_on")}
    extensions = extensions_in(groups, months)
    return {
        group.pk: Deadlines(
            {
                month: stated.get((group.pk, month.first))
                or ReportingPeriod.usual(group_id=group.pk, month=month).due_on
                for month in months
            },
            extensions,
        )
        for group in groups
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
