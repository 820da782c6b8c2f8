"""Choosing a method of forecast, and keeping what was forecast month after month."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import IntegrityError, transaction

from budgets.models import Category, ForecastChoice, ForecastRecord, Method
from budgets.selectors.forecasts import CategoryForecast, forecasts
from daccom import audit, calendar
from daccom.calendar import Month
from daccom.errors import Refused
from practices.models import CommissioningGroup, User
from referrals.selectors.completeness import last_due_month
from referrals.selectors.roster import roster


@transaction.atomic
def choose_forecast(
    *,
    group: CommissioningGroup,
    category: Category,
    month: Month,
    method: str,
    amount: Decimal | None,
    reason: str,
    by: User,
    today: dt.date,
) -> ForecastChoice:
    """From `month` on forecast a main category by `method`; `amount` is the year's, by judgement only.

    Raises Refused for a month to come, for one whose forecast is recorded, and for an amount missing or
    given where it says nothing.
    """
    _check_month(group, month, today)
    if (amount is not None) != (method == Method.MANUAL):
        raise Refused(
            "forecast.amount",
            "An amount belongs to a forecast by judgement, and only to that.",
            "Give one for it, or choose another method without one.",
        )
    chosen = ForecastChoice.objects.create(
        group=group,
        category=category,
        month=month.first,
        method=method,
        amount=amount,
        reason=reason,
        chosen_at=calendar.now(),
        chosen_by=by,
    )
    after = {"category": category.code, "method": method, "amount": amount, "reason": reason}
    audit.record(by=by, verb="forecast.chosen", target=chosen, after=after)
    return chosen


def _check_month(group: CommissioningGroup, month: Month, today: dt.date) -> None:
    if month.first > today:
        raise Refused("forecast.month-to-come", f"{month} has not begun.", "Choose from a month that has.")
    recorded = ForecastRecord.objects.filter(group=group, month__gte=month.first).order_by("-month").first()
    if recorded is not None:
        raise Refused(
            "forecast.recorded",
            f"The forecast of {Month(recorded.month)} is recorded and stays as it was.",
            f"Choose from {Month(recorded.month).next()} on.",
        )


def settled_month(group: CommissioningGroup, today: dt.date) -> Month:
    """The newest month that is settled: the returns of the one after it were due."""
    return last_due_month(group, today).previous()


@transaction.atomic
def record_forecasts(
    *, group: CommissioningGroup, month: Month, by: User | None = None, today: dt.date | None = None
) -> int:
    """Keep what is forecast for each main category at the end of a settled month; how many rows are new.

    What is recorded stays; a second run adds nothing. A category that nothing can be said of, or that has no
    budget, is left out. Raises Refused before the month is settled.
    """
    if month > settled_month(group, today or calendar.today()):
        raise Refused(
            "forecast.not-settled",
            f"{month} is not settled yet.",
            "Its forecast is recorded once the next month's returns were due.",
        )
    known = _known(group, month)
    rows = [row for row in records_to_make(group, month) if row.category_id not in known]
    made = [row for row in rows if _recorded(row, by)]
    return len(made)


def _known(group: CommissioningGroup, month: Month) -> set[int]:
    rows = ForecastRecord.objects.filter(group=group, month=month.first)
    return set(rows.values_list("category_id", flat=True))


def records_to_make(group: CommissioningGroup, month: Month) -> list[ForecastRecord]:
    """What there is to record of a month, not stored yet."""
    found = forecasts(roster=roster(group=group, month=month, user=None), user=None)
    rows = [_record(group, month, line) for line in found.lines]
    return [row for row in rows if row is not None]


def _record(group: CommissioningGroup, month: Month, line: CategoryForecast) -> ForecastRecord | None:
    """None for a line of which nothing can be said, or that has no budget to be compared with."""
    if line.chosen.outturn is None or line.budget is None:
        return None
    return ForecastRecord(
        group=group,
        category=line.category,
        month=month.first,
        method=line.method,
        budget=line.budget,
        monthly=[str(amount) for amount in line.basis.monthly],
        outturn=line.chosen.outturn,
        recorded_at=calendar.now(),
        is_simulated=line.series.is_simulated,
    )


def _recorded(row: ForecastRecord, by: User | None) -> bool:
    """Stored with its audit row; False when another worker was first."""
    row.recorded_by = by
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return False
    after = {"month": row.month, "method": row.method, "outturn": row.outturn}
    audit.record(by=by, verb="forecast.recorded", target=row, after=after)
    return True


def record_settled_forecasts(*, today: dt.date) -> int:
    """Record the newest settled month of every group that has none yet; how many rows are new."""
    return sum(
        record_forecasts(group=group, month=settled_month(group, today), today=today)
        for group in CommissioningGroup.objects.order_by("pk")
    )
