"""Leave to send later: who has it, and how it moves a practice's due day (docs/adr/0053)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from django.utils import timezone

from daccom.calendar import Month
from practices.models import CommissioningGroup, Practice
from practices.scope import member_rows
from referrals.models import ReturnExtension

Extensions = dict[tuple[int, dt.date], list[ReturnExtension]]
"""By practice id and first day of the month, the oldest first."""


def due_day(
    due_on: dt.date, extensions: Iterable[ReturnExtension], sent_at: dt.datetime | None = None
) -> dt.date:
    """The day by which a return is on time, given the group's `due_on` and the practice's extensions.

    One granted by the due day as it then stood moves that day to its end; one granted later only opens the
    month again. One that was ended without another in its place counts for what was sent while it held.
    """
    due, ended = due_on, None
    for one in sorted(extensions, key=lambda extension: extension.granted_at):
        if sent_at is not None and one.granted_at > sent_at:
            break
        if ended is not None and ended != one.granted_at:
            due = due_on
        if timezone.localdate(one.granted_at) <= due:
            due = one.until
        ended = one.ended_at
    withdrawn = ended is not None and (sent_at is None or ended <= sent_at)
    return due_on if withdrawn else max(due, due_on)


def held(extensions: Iterable[ReturnExtension]) -> ReturnExtension | None:
    """The one that holds: at most one is not ended."""
    return next((one for one in extensions if one.ended_at is None), None)


def extensions_of(practices: Collection[Practice], months: Sequence[Month]) -> Extensions:
    """What was granted to these practices for these months; one query."""
    rows = ReturnExtension.objects.filter(practice__in=practices, month__in=[one.first for one in months])
    return _by_month(rows.select_related("granted_by"))


def extensions_in(groups: Collection[CommissioningGroup], months: Sequence[Month]) -> Extensions:
    """The same for whoever was in one of `groups` in the month; one query."""
    rows = ReturnExtension.objects.filter(
        member_rows([group.pk for group in groups], month="month"), month__in=[one.first for one in months]
    )
    return _by_month(rows.select_related("granted_by"))


def _by_month(rows: Iterable[ReturnExtension]) -> Extensions:
    found: Extensions = defaultdict(list)
    for row in rows:
        found[row.practice_id, row.month].append(row)
    return dict(found)
