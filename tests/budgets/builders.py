"""Plain builders of money: categories, budgets, posted spend, stated figures."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from budgets.models import Category, IndicativeBudget, MonthlySpend, StatedFigure
from daccom.calendar import FinancialYear, Month
from practices.models import CommissioningGroup, Practice, Role, RoleAssignment, User

YEAR = FinancialYear(2008)
APRIL, JANUARY = YEAR.months[0], YEAR.months[9]
POSTED_AT = dt.datetime(2009, 2, 18, 11, tzinfo=dt.UTC)


def make_category(code: str = "PRE", name: str = "Prescribing", **fields: Any) -> Category:
    """A main category; the same code gives the same row."""
    return Category.objects.get_or_create(code=code, defaults={"name": name, **fields})[0]


def make_acute() -> tuple[Category, Category]:
    """A main category, and a part of it."""
    acute = make_category("ACU", "Acute commissioning", order=1)
    return acute, make_category("ACU-EL", "Elective", parent=acute, order=2)


def make_budget(
    practice: Practice, amount: str | int = 1200, category: Category | None = None, year: int = 2008
) -> IndicativeBudget:
    return IndicativeBudget.objects.create(
        practice=practice, year=year, category=category or make_category(), amount=Decimal(amount)
    )


def make_spend(
    practice: Practice,
    amount: str | int = 100,
    month: Month = JANUARY,
    category: Category | None = None,
    by: User | None = None,
) -> MonthlySpend:
    return MonthlySpend.objects.create(
        practice=practice,
        category=category or make_category(),
        month=month.first,
        amount=Decimal(amount),
        posted_at=POSTED_AT,
        posted_by=by or finance(),
    )


def make_year_of_spend(
    practice: Practice, amount: str | int = 100, category: Category | None = None, last: Month = JANUARY
) -> None:
    """The same amount for each month from April to `last`."""
    for month in last.year.months_to(last):
        make_spend(practice, amount, month, category)


def make_stated(group: CommissioningGroup, code: str, amount: int) -> StatedFigure:
    return StatedFigure.objects.create(
        group=group,
        code=code,
        source="Commissioning Plan 2008/09, page 43",
        as_written=f"£{abs(amount) // 1000}k",
        meaning=f"Figure {code}",
        period="2007/08, to month 10",
        kind="overspend",
        amount=Decimal(amount),
    )


def finance() -> User:
    """Whoever keeps the PCT's money."""
    return RoleAssignment.objects.filter(role=Role.PCT_FINANCE)[0].user
