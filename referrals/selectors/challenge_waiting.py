"""What of the challenges waits for whom."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum

from referrals.challenges.states import NOTHING, Counted, Sums
from referrals.models import Challenge
from referrals.selectors.reconciliation import settling_dates


@dataclass(frozen=True)
class Lapsing:
    """Open challenges that will soon be lost, and the first day after which some are."""

    sums: Sums
    first_on: dt.date


def lapsing(rows: QuerySet[Challenge], today: dt.date, days: int) -> Lapsing | None:
    """What of `rows` is lost within `days` unless it is settled; two queries, one without open rows."""
    grouped = list(
        rows.filter(status__in=Challenge.OPEN)
        .order_by()
        .values("episode__load__pct", "settles_in", "status", "direction")
        .annotate(count=Count("pk"), at_stake=Sum("amount_at_stake"))
    )
    dates = settling_dates({(row["episode__load__pct"], row["settles_in"]) for row in grouped})
    sums, first_on = Sums(), None
    for row in grouped:
        final_on = dates[row["episode__load__pct"], row["settles_in"]].final_on
        if today <= final_on <= today + dt.timedelta(days=days):
            counted = Counted(row["status"], row["direction"], row["count"], row["at_stake"], NOTHING)
            sums.add(counted, counted.at_stake)
            first_on = min(first_on or final_on, final_on)
    return Lapsing(sums, first_on) if first_on else None
