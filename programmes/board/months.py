"""The months that a reader can switch to."""

from __future__ import annotations

from daccom.calendar import FinancialYear, Month
from referrals.views.group_month import GroupMonth

YEARS = 3


def month_choices(place: GroupMonth) -> list[tuple[FinancialYear, list[Month]]]:
    """This financial year and those before it, newest first, up to today; and the year in view."""
    now = FinancialYear.of(place.today)
    years = {FinancialYear(now.start_year - back) for back in range(YEARS)} | {place.month.year}
    last = max(Month.of(place.today), place.month)
    found = [
        (year, [month for month in reversed(year.months) if month <= last])
        for year in sorted(years, reverse=True)
    ]
    return [(year, months) for year, months in found if months]
