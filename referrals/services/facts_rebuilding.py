"""Counts every fact of the database again: after an upgrade, or when `manage.py reconcile` says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db import transaction

from daccom.calendar import Month
from referrals.models import ActivitySummary, Challenge, Load, MonthFact, MonthlyReturn
from referrals.services.facts import Key, keys_of_loads, refresh_everything


def months_with_facts() -> list[Month]:
    """Every month of which there is a row that facts count, or a fact; in order."""
    found: set[dt.date] = set()
    for model in (Load, MonthlyReturn, Challenge, ActivitySummary, MonthFact):
        found.update(model._default_manager.order_by().values_list("month", flat=True).distinct())
    return [Month(first) for first in sorted(found)]


def rebuild_month(month: Month) -> int:
    """Count one month again in a transaction of its own; how many practices. A second run changes nothing."""
    with transaction.atomic():
        keys = set(_keys_of(month))
        refresh_everything(keys)
    return len(keys)


def _keys_of(month: Month) -> Iterator[Key]:
    """Whoever has something to count, or had; a draft says nothing yet."""
    loads = Load.objects.current().filter(month=month.first)
    yield from keys_of_loads(list(loads.values_list("pk", flat=True)))
    sent = MonthlyReturn.objects.exclude(status=MonthlyReturn.Status.DRAFT)
    for rows in (sent, *(model._default_manager.all() for model in (Challenge, ActivitySummary, MonthFact))):
        found = rows.filter(month=month.first).order_by()
        yield from found.values_list("practice_id", "month").distinct()
