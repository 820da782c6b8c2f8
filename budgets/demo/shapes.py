"""Simulated profiles, from the simulated spend of the year before, and a few sums that come once."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from budgets.models import Category, NonRecurrent, SpendProfile
from budgets.models.shapes import MONTH_FIELDS
from budgets.selectors.profiles import last_shape
from daccom.calendar import FinancialYear, Month
from practices.demo import story
from practices.demo.accounts import FINANCE, PROGRAMME_MANAGER
from practices.demo.moments import at
from practices.models import CommissioningGroup, Practice, User

YEAR = FinancialYear(2008)
PROFILED = ("ACU", "PRE")
SET_ON = dt.date(2008, 4, 28)
ONCE = (
    ("ACU-EL", None, "2008-06", 180_000, "Waiting list operations to meet 18 weeks, paid once"),
    ("PRO", None, "2008-09", 64_000, "Agency staff until the new community matrons started"),
    ("PRE", None, "2008-11", -42_000, "Rebate on drugs of 2007/08, credited in November"),
    ("ENH", story.VISITOR, "2008-12", 9_500, "Equipment for the minor surgery room"),
    ("ACU-EM", None, "2009-03", 150_000, "Winter wards that stay open until the end of March"),
)
"""Category, practice, month, pounds and words; the last is still to come."""


def load_profiles() -> int:
    """Write the profiles of 2008/09 from the spend of 2007/08, when all of that is simulated; how many."""
    group, finance = CommissioningGroup.objects.get(slug=story.GROUP), User.objects.get(email=FINANCE)
    rows = []
    for category in Category.objects.filter(code__in=PROFILED):
        last = last_shape(group=group, category=category, year=YEAR, user=finance)
        if last.percentages is not None:
            shares = dict(zip(MONTH_FIELDS, (int(one * 100) for one in last.percentages), strict=True))
            rows.append(
                SpendProfile(
                    group=group,
                    year=YEAR.start_year,
                    category=category,
                    source=f"Spend of {last.year}",
                    set_at=at(SET_ON, 10),
                    set_by=finance,
                    is_simulated=True,
                    **shares,
                )
            )
    return len(SpendProfile.objects.bulk_create(rows))


def load_once() -> int:
    """Write what comes once in 2008/09; how many."""
    group = CommissioningGroup.objects.get(slug=story.GROUP)
    manager = User.objects.get(email=PROGRAMME_MANAGER)
    categories = Category.objects.in_bulk(field_name="code")
    practices = Practice.objects.in_bulk(field_name="ods_code")
    return len(
        NonRecurrent.objects.bulk_create(
            NonRecurrent(
                group=group,
                practice=practices[ods] if ods else None,
                category=categories[code],
                month=Month.parse(month).first,
                amount=Decimal(pounds),
                words=words,
                recorded_at=at(min(Month.parse(month).last, dt.date(2009, 1, 30)), 15),
                recorded_by=manager,
                is_simulated=True,
            )
            for code, ods, month, pounds, words in ONCE
        )
    )
