"""Which methods the simulated Executive chose, and what was forecast month after month."""

from __future__ import annotations

import datetime as dt

from budgets.models import Category, ForecastChoice, ForecastRecord, Method
from budgets.services.forecasts import records_to_make
from daccom.calendar import Month, due_date
from practices.demo import story
from practices.demo.accounts import CHAIR, PROGRAMME_MANAGER
from practices.demo.moments import at
from practices.models import CommissioningGroup, User

CHOICES = (
    (
        "ACU",
        "2008-07",
        Method.RUN_RATE,
        CHAIR,
        "Emergency admissions have risen since the summer. The last three months tell more than April does.",
    ),
    (
        "PRE",
        "2008-05",
        Method.PROFILED,
        PROGRAMME_MANAGER,
        "Prescribing follows the same seasons every year, and last year’s shape was within 0.1% at month 10.",
    ),
    (
        "PRO",
        "2008-10",
        Method.VARIANCE_HELD,
        PROGRAMME_MANAGER,
        "The vacancies behind the underspend are filled from November: the rest keeps to budget.",
    ),
)


def load_forecasts(months: list[Month]) -> int:
    """Write the choices and the record of every settled month; how many rows."""
    chosen = ForecastChoice.objects.bulk_create(_choices(months[0]))
    made = sum(len(ForecastRecord.objects.bulk_create(_records(month))) for month in months[:-1])
    return len(chosen) + made


def _choices(first: Month) -> list[ForecastChoice]:
    group = CommissioningGroup.objects.get(slug=story.GROUP)
    categories = Category.objects.in_bulk(field_name="code")
    users = User.objects.in_bulk([CHAIR, PROGRAMME_MANAGER], field_name="email")
    return [
        ForecastChoice(
            group=group,
            category=categories[code],
            month=month.first,
            method=method,
            reason=reason,
            chosen_at=at(due_date(month) + dt.timedelta(days=1), 15),
            chosen_by=users[email],
            is_simulated=True,
        )
        for code, slug, method, email, reason in CHOICES
        if (month := Month.parse(slug)) >= first
    ]


def _records(month: Month) -> list[ForecastRecord]:
    """What there was to record in the night after the next month's returns were due."""
    rows = records_to_make(CommissioningGroup.objects.get(slug=story.GROUP), month)
    for row in rows:
        row.recorded_at = at(due_date(month.next()) + dt.timedelta(days=1), 3)
        row.is_simulated = True
    return rows
