"""Which months a run chart shows."""

from __future__ import annotations

from daccom.calendar import FinancialYear, Month
from referrals.selectors.facts import months_between

YEARS_BEFORE = 2
"""A chart begins in April two years before the year in view: 25 to 36 months."""


def first_month(month: Month) -> Month:
    """The first month of a chart that ends with `month`."""
    return FinancialYear(month.year.start_year - YEARS_BEFORE).months[0]


def months_shown(month: Month) -> list[Month]:
    """All months of a chart that ends with `month`, oldest first."""
    return months_between(first_month(month), month)
