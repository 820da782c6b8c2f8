"""PCT information posts what came as counts: whole months, each in place of what stood there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from decimal import Decimal

from django.db import transaction

from daccom import calendar
from daccom.audit import record
from daccom.calendar import Month
from daccom.errors import Refused
from practices.models import PCT, User
from referrals.models import ActivitySummary
from referrals.rules.extracts import require_load
from referrals.selectors.summaries import PostedMonth, Total, posted_months
from referrals.services.facts import Key, refresh_activity
from referrals.services.summary_rows import SummaryRow, write_summaries
from referrals.summary_files import SummaryLine

Seen = Sequence[tuple[str, int, str]]
"""What stood in each month when the person looked: month, activity and pounds."""


def seen_of(months: Collection[PostedMonth]) -> list[tuple[str, int, str]]:
    """What stands in these months, to tell later whether it still does."""
    return [(each.month.slug, each.total.activity, str(each.total.cost)) for each in months]


@transaction.atomic
def post_summaries(
    *, pct: PCT, lines: Sequence[SummaryLine], file_name: str, by: User | None, seen: Seen | None = None
) -> list[PostedMonth]:
    """Put `lines` in place of all that the PCT posted for their months; what stood there before, by month.

    `seen` is what the person saw standing there, None: whatever it was. The lines are those that
    read_summaries found nothing wrong with. `by` None is the system. Files of one PCT come one after the
    other. Raises Refused: extract.not-allowed, summaries.changed.
    """
    require_load(by, pct)
    PCT.objects.select_for_update(no_key=True).get(pk=pct.pk)
    months = sorted({Month.parse(line.month) for line in lines}, reverse=True)
    before = posted_months(pct, months)
    if seen is not None and sorted(map(tuple, seen)) != sorted(seen_of(before)):
        raise Refused(
            "summaries.changed",
            "Somebody posted one of these months after you read the file. Nothing was stored.",
            "Choose the file again and look at what it would replace now.",
        )
    old = ActivitySummary.objects.filter(pct=pct, month__in=[month.first for month in months])
    keys: set[Key] = set(old.order_by().values_list("practice_id", "month").distinct())
    old.delete()
    now = calendar.now()
    rows = [_row(line, pct, now, by) for line in lines]
    write_summaries(rows)
    _write_down(pct, lines, file_name, before, by)
    refresh_activity(keys | {(row.practice, row.month) for row in rows})
    return before


def _write_down(
    pct: PCT, lines: Sequence[SummaryLine], file_name: str, before: Collection[PostedMonth], by: User | None
) -> None:
    """The totals before and after, and of which months."""
    total = _sum(before)
    record(
        by=by,
        verb="summaries.posted",
        target=pct,
        before={"activity": total.activity, "cost": total.cost, "lines": total.lines},
        after={
            "file": file_name,
            "months": ", ".join(sorted({line.month for line in lines})),
            "activity": sum(line.activity for line in lines),
            "cost": sum((line.cost for line in lines), Decimal("0.00")),
            "lines": len(lines),
        },
    )


def _row(line: SummaryLine, pct: PCT, now: dt.datetime, by: User | None) -> SummaryRow:
    return SummaryRow(
        pct=pct.pk,
        practice=line.practice,
        month=Month.parse(line.month).first,
        pod=line.pod,
        specialty=line.specialty,
        activity=line.activity,
        cost=line.cost,
        from_consultant=line.from_consultant,
        posted_at=now,
        posted_by=by.pk if by else None,
    )


def _sum(months: Collection[PostedMonth]) -> Total:
    totals = [month.total for month in months]
    return Total(
        sum(total.lines for total in totals),
        0,
        sum(total.activity for total in totals),
        sum((total.cost for total in totals), Decimal("0.00")),
    )
