"""When each month of a PCT is settled: what was agreed, else the usual days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from daccom.calendar import Month
from referrals.challenges.dates import SettlingDates
from referrals.models import Challenge, Reconciliation

PctMonth = tuple[int, dt.date]
"""A PCT's id and the first day of a month."""


def settling_dates(pairs: Collection[PctMonth]) -> dict[PctMonth, SettlingDates]:
    """The dates of each pair; one query, none without pairs."""
    if not pairs:
        return {}
    stored = {
        (row.pct_id, row.month): row
        for row in Reconciliation.objects.filter(
            pct__in={pct for pct, _ in pairs}, month__in={month for _, month in pairs}
        )
    }
    return {pair: _dates(stored.get(pair), pair) for pair in pairs}


def dates_of(pct_id: int, month: dt.date) -> SettlingDates:
    """The dates of one month of a PCT."""
    return settling_dates([(pct_id, month)])[pct_id, month]


def _dates(stored: Reconciliation | None, pair: PctMonth) -> SettlingDates:
    row = stored or Reconciliation.usual(pair[0], Month(pair[1]))
    return SettlingDates(row.first_on, row.final_on, agreed=stored is not None)


def open_months() -> dict[PctMonth, SettlingDates]:
    """The months in which an open challenge settles, of any PCT, and their dates; two queries."""
    pairs = Challenge.objects.open().order_by().values_list("episode__load__pct", "settles_in").distinct()
    return settling_dates(set(pairs))
