"""Plain builders of what a forecast goes by: profiles, what comes once, choices."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from budgets.models import Category, ForecastChoice, ForecastRecord, NonRecurrent, SpendProfile
from budgets.models.shapes import MONTH_FIELDS
from daccom.calendar import FinancialYear, Month
from practices.models import CommissioningGroup, Practice
from tests.budgets.builders import APRIL, JANUARY, finance, make_category, make_spend

SET_AT = dt.datetime(2008, 4, 2, 9, tzinfo=dt.UTC)
RECORDED_AT = dt.datetime(2009, 1, 16, 3, tzinfo=dt.UTC)
DECEMBER = JANUARY.previous()
EXAMPLE = (95, 98, 102, 105, 99, 101, 108, 110, 112, 120)
"""Ten months of the worked example: straight on 1,260, by run rate 1,278."""
EXAMPLE_PROFILE = (820,) * 10 + (900,) * 2


def make_example(practice: Practice, category: Category | None = None, year: int = 2008) -> None:
    """The spend of the worked example, April to January."""
    for month, amount in zip(FinancialYear(year).months, EXAMPLE, strict=False):
        make_spend(practice, amount, month, category)


def make_whole_year(practice: Practice, amount: int, year: int, category: Category | None = None) -> None:
    for month in FinancialYear(year).months:
        make_spend(practice, amount, month, category)


def make_profile(
    group: CommissioningGroup,
    shares: tuple[int, ...] = EXAMPLE_PROFILE,
    category: Category | None = None,
    year: int = 2008,
    set_at: dt.datetime = SET_AT,
) -> SpendProfile:
    return SpendProfile.objects.create(
        group=group,
        year=year,
        category=category or make_category(),
        source="Last three winters",
        set_at=set_at,
        set_by=finance(),
        **dict(zip(MONTH_FIELDS, shares, strict=True)),
    )


def make_once(
    group: CommissioningGroup, amount: int, month: Month = APRIL, category: Category | None = None
) -> NonRecurrent:
    return NonRecurrent.objects.create(
        group=group,
        category=category or make_category(),
        month=month.first,
        amount=Decimal(amount),
        words="A ward was opened",
        recorded_at=SET_AT,
        recorded_by=finance(),
    )


def make_choice(
    group: CommissioningGroup,
    method: str = "run_rate",
    month: Month = JANUARY,
    category: Category | None = None,
    **fields: Any,
) -> ForecastChoice:
    return ForecastChoice.objects.create(
        group=group,
        category=category or make_category(),
        month=month.first,
        method=method,
        reason="The autumn tells more than the spring.",
        chosen_at=SET_AT,
        chosen_by=finance(),
        **fields,
    )


def make_record(
    group: CommissioningGroup,
    category: Category | None = None,
    month: Month = DECEMBER,
    outturn: str = "1240",
    method: str = "straight_line",
    monthly: tuple[int, ...] = EXAMPLE[:9],
    recorded_at: dt.datetime = RECORDED_AT,
) -> ForecastRecord:
    """What was forecast of the worked example a month before."""
    return ForecastRecord.objects.create(
        group=group,
        category=category or make_category(),
        month=month.first,
        method=method,
        budget=Decimal(1200),
        monthly=[f"{amount}.00" for amount in monthly],
        outturn=Decimal(outturn),
        recorded_at=recorded_at,
    )
