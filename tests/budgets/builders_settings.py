"""Plain builders of what sets and changes budgets: worksheets, reserves, variations."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from budgets.models import (
    BudgetSetting,
    Category,
    HistoricAmount,
    PracticeWeight,
    Reserve,
    Variation,
    VariationLine,
)
from daccom.calendar import Month
from practices.models import CommissioningGroup, Practice
from tests.budgets.builders import JANUARY, POSTED_AT, finance, make_category

Place = Reserve | tuple[Practice, Category] | Practice


def make_setting(group: CommissioningGroup, total: str | int = 1000, **fields: Any) -> BudgetSetting:
    """A draft for 2009/10, with 5% to 8% of uplift and half of the distance made up."""
    percentages = {"uplift_low": 5, "uplift_high": 8, "uplift": 6, "pace_of_change": 50}
    return BudgetSetting.objects.create(
        **{
            "group": group,
            "year": 2009,
            "total": Decimal(total),
            **{name: Decimal(value) for name, value in percentages.items()},
            "basis": "Budgets of 2008/09",
            "saved_at": POSTED_AT,
            "saved_by": finance(),
            **fields,
        }
    )


def make_historic(
    setting: BudgetSetting, practice: Practice, amount: str | int, category: Category | None = None
) -> HistoricAmount:
    return HistoricAmount.objects.create(
        setting=setting, practice=practice, category=category or make_category(), amount=Decimal(amount)
    )


def make_weight(
    setting: BudgetSetting, practice: Practice, patients: int | None = 1000, weight: str = "1"
) -> PracticeWeight:
    return PracticeWeight.objects.create(
        setting=setting,
        practice=practice,
        patients=patients,
        counted_on=None if patients is None else dt.date(2009, 1, 1),
        weight=Decimal(weight),
        source="Age-weighted from the list of 1 January 2009",
    )


def make_reserve(
    group: CommissioningGroup, amount: str | int = 500, kind: str = "contingency", year: int = 2008
) -> Reserve:
    return Reserve.objects.create(group=group, year=year, kind=kind, amount=Decimal(amount))


def make_variation(
    group: CommissioningGroup,
    lines: list[tuple[Place, str | int]],
    month: Month = JANUARY,
    **fields: Any,
) -> Variation:
    """A variation with its lines; a practice alone stands for its prescribing."""
    year = month.year.start_year
    made = Variation.objects.create(
        **{
            "group": group,
            "year": year,
            "number": Variation.objects.filter(group=group, year=year).count() + 1,
            "kind": "variation",
            "month": month.first,
            "is_recurrent": True,
            "reason": "The tariff was corrected",
            "agreed_at": POSTED_AT,
            "agreed_by": finance(),
            **fields,
        }
    )
    for place, amount in lines:
        VariationLine.objects.create(variation=made, amount=Decimal(amount), **placed(place))
    return made


def placed(place: Place) -> dict[str, Any]:
    if isinstance(place, Reserve):
        return {"reserve": place}
    practice, category = place if isinstance(place, tuple) else (place, make_category())
    return {"practice": practice, "category": category}
