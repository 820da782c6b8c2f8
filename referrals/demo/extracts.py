"""The extracts that the simulated episodes came in: one file a month, a load for each provider in it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from decimal import Decimal

from daccom.calendar import Month
from practices.demo.accounts import PCT_INFORMATION
from practices.demo.moments import at
from practices.models import PCT, User
from referrals.models import Episode, Extract, Load

RECEIVED_DAYS_AFTER = 3
"""Days after the month's end on which its extract comes."""
BYTES_PER_ROW = 180


def give_loads(episodes: list[Episode]) -> None:
    """Write an extract for each month of the unsaved `episodes`, and give every episode its load."""
    by_month: dict[dt.date, list[Episode]] = defaultdict(list)
    for episode in episodes:
        by_month[episode.month].append(episode)
    pct, by = PCT.objects.get(), User.objects.get(email=PCT_INFORMATION)
    for first, rows in sorted(by_month.items()):
        loads = _loads(_extract(pct, by, Month(first), len(rows)), rows)
        for episode in rows:
            episode.load = loads[episode.provider_id]


def _extract(pct: PCT, by: User, month: Month, rows: int) -> Extract:
    received = at(month.last + dt.timedelta(days=RECEIVED_DAYS_AFTER), 8, 40)
    name = f"HIDAS-{month.slug}.csv"
    return Extract.objects.create(
        pct=pct,
        file_name=name,
        sha256=hashlib.sha256(f"simulated {name} {rows}".encode()).hexdigest(),
        size_bytes=rows * BYTES_PER_ROW,
        status=Extract.Status.LOADED,
        rows_read=rows,
        rows_good=rows,
        received_at=received,
        received_by=by,
        checked_at=received,
        ended_at=received,
        ended_by=by,
        is_simulated=True,
    )


def _loads(extract: Extract, rows: list[Episode]) -> dict[int, Load]:
    """The loads of one extract by provider id."""
    counts = Counter(row.provider_id for row in rows)
    costs: dict[int, Decimal] = defaultdict(Decimal)
    for row in rows:
        costs[row.provider_id] += row.total_cost
    made = [
        Load(
            extract=extract,
            pct_id=extract.pct_id,
            provider_id=provider,
            month=rows[0].month,
            settles_in=rows[0].month,
            status=Load.Status.CURRENT,
            version=1,
            rows=count,
            total_cost=costs[provider],
            loaded_at=extract.received_at,
        )
        for provider, count in sorted(counts.items())
    ]
    return {load.provider_id: load for load in Load.objects.bulk_create(made)}
