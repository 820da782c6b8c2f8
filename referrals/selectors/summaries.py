"""What the PCT posted as counts, month by month, and what a file of them is read against."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Q, Sum

from daccom.calendar import Month
from practices.models import PCT, Practice
from referrals.models import ActivitySummary, Load, Specialty
from referrals.summary_files import Ground, SummaryLine


@dataclass(frozen=True)
class Total:
    """Lines, practices, activity and pounds together."""

    lines: int = 0
    practices: int = 0
    activity: int = 0
    cost: Decimal = Decimal("0.00")

    @classmethod
    def of(cls, lines: Collection[SummaryLine]) -> Total:
        return cls(
            len(lines),
            len({line.practice for line in lines}),
            sum(line.activity for line in lines),
            sum((line.cost for line in lines), Decimal("0.00")),
        )


@dataclass(frozen=True)
class PostedMonth:
    """One month of a PCT: what came as counts and when, and how many rows of extracts stand beside it."""

    month: Month
    total: Total
    rows: int = 0
    rows_cost: Decimal = Decimal("0.00")
    posted_at: dt.datetime | None = None
    is_simulated: bool = False


def ground_of(pct: PCT, today: dt.date) -> Ground:
    """The practices that ever were in a group of the PCT, and all specialties; two queries."""
    practices = Practice.objects.filter(memberships__group__pct=pct).select_related("successor").distinct()
    return Ground(
        last=Month.of(today).previous(),
        practices={practice.ods_code: practice for practice in practices},
        specialties=dict(Specialty.objects.values_list("code", "pk")),
    )


def posted_months(pct: PCT, months: Collection[Month] | None = None) -> list[PostedMonth]:
    """The months with counts, newest first, or exactly `months`, with counts or without; two queries."""
    counts, rows = _counts(pct), _rows(pct)
    wanted = [month.first for month in months] if months is not None else list(counts)
    return [_month(first, counts, rows) for first in sorted(wanted, reverse=True)]


def _month(
    first: dt.date, counts: Mapping[dt.date, dict[str, Any]], rows: Mapping[dt.date, dict[str, Any]]
) -> PostedMonth:
    found, beside = counts.get(first), rows.get(first)
    total = Total()
    if found:
        cost = found["cost_of_all"].quantize(Decimal("0.01"))
        total = Total(found["lines"], found["practices"], found["activity_of_all"], cost)
    return PostedMonth(
        month=Month(first),
        total=total,
        rows=beside["rows_of_all"] if beside else 0,
        rows_cost=beside["cost_of_all"].quantize(Decimal("0.01")) if beside else Decimal("0.00"),
        posted_at=found["posted"] if found else None,
        is_simulated=bool(found and found["simulated"]),
    )


def _counts(pct: PCT) -> dict[dt.date, dict[str, Any]]:
    grouped = ActivitySummary.objects.filter(pct=pct).order_by().values("month")
    found = grouped.annotate(
        lines=Count("pk"),
        practices=Count("practice", distinct=True),
        activity_of_all=Sum("activity"),
        cost_of_all=Sum("cost"),
        posted=Max("posted_at"),
        simulated=Count("pk", filter=Q(is_simulated=True)),
    )
    return {row["month"]: row for row in found}


def _rows(pct: PCT) -> dict[dt.date, dict[str, Any]]:
    grouped = Load.objects.current().filter(pct=pct).order_by().values("month")
    found = grouped.annotate(rows_of_all=Sum("rows"), cost_of_all=Sum("total_cost"))
    return {row["month"]: row for row in found}
