"""Plain builders of acute spend, extracts beside it, and what people say about both."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from budgets.models import Category, NonRecurrent, SpendExplanation
from daccom import calendar
from daccom.calendar import Month
from practices.models import CommissioningGroup, Practice
from tests.budgets.builders import JANUARY, finance, make_category, make_spend
from tests.referrals.builders_facts import make_fact

NAMES = {"ACU-EL": "Elective", "ACU-EM": "Emergency", "ACU-OP": "Outpatient", "ACU-AE": "A&E"}


def make_acute_lines() -> dict[str, Category]:
    """Acute commissioning with its four lines, by code; the same rows when they are there."""
    acute = make_category("ACU", "Acute commissioning", order=1)
    return {
        code: make_category(code, name, parent=acute, order=number)
        for number, (code, name) in enumerate(NAMES.items(), 2)
    }


def make_acute_spend(practice: Practice, month: Month = JANUARY, **amounts: str | int) -> None:
    """Posted by line: EL=100 posts £100 to Elective. Lines not named are not posted."""
    lines = make_acute_lines()
    for code, amount in amounts.items():
        make_spend(practice, amount, month, lines[f"ACU-{code}"])


def post_everything(practice: Practice, month: Month = JANUARY, each: str | int = 100) -> None:
    """The same amount on all four lines."""
    make_acute_spend(practice, month, EL=each, EM=each, OP=each, AE=each)


def make_extract(practice: Practice, month: Month = JANUARY, each: int = 1, **fields: Any) -> None:
    """`each` events of £100 on each of the four lines."""
    make_fact(practice, month, activity={"EL": each, "NEL": each, "OPFA": each, "AE": each}, **fields)


def make_explanation(
    group: CommissioningGroup, amount: str | int = 10, month: Month = JANUARY, **fields: Any
) -> SpendExplanation:
    """Something outside the tariff, on Elective unless told."""
    said: dict[str, Any] = {
        "category": make_acute_lines()["ACU-EL"],
        "words": "Critical care",
        "recorded_at": calendar.now(),
        "recorded_by": finance(),
        **fields,
    }
    return SpendExplanation.objects.create(group=group, amount=Decimal(amount), month=month.first, **said)


def make_once(
    group: CommissioningGroup, amount: str | int = 10, month: Month = JANUARY, **fields: Any
) -> NonRecurrent:
    """A ward that opened once, of the group unless a practice is told."""
    said: dict[str, Any] = {
        "category": make_acute_lines()["ACU-EL"],
        "words": "A ward that opened once",
        "recorded_at": dt.datetime(2009, 2, 1, 12, tzinfo=dt.UTC),
        "recorded_by": finance(),
        **fields,
    }
    return NonRecurrent.objects.create(group=group, amount=Decimal(amount), month=month.first, **said)
