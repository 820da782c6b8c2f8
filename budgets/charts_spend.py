"""Charts of how spend falls on months."""

from __future__ import annotations

from decimal import Decimal

from budgets.profiles import EVEN
from budgets.selectors.profiles import CategoryProfile
from daccom.calendar import FinancialYear, Month
from daccom.charts import PERCENT, Chart, line_chart
from daccom.formats import percent

MOST_LINES = 4
"""Profiles in one chart; the fifth line is equal twelfths."""


def profiles_chart(year: FinancialYear, found: list[CategoryProfile]) -> Chart | None:
    """The profiles that are set beside equal twelfths; None when none is."""
    own = [one for one in found if one.profile is not None][:MOST_LINES]
    if not own:
        return None
    heaviest = [f"{one.category} falls most on {_heaviest(year, one.percentages)}" for one in own]
    return line_chart(
        title=f"How the budgets of {year} fall on the months",
        sentence=f"{'; '.join(heaviest)}. What has no profile falls evenly.",
        points=[month.first.strftime("%b") for month in year.months],
        series={
            **{one.category.name: [float(share) for share in one.percentages] for one in own},
            "Equal twelfths": [float(share) for share in EVEN],
        },
        unit=PERCENT,
    )


def profile_chart(year: FinancialYear, found: CategoryProfile) -> Chart:
    """One category's year beside equal twelfths."""
    shares = found.percentages
    if found.profile is None:
        sentence = f"{found.category} has no profile: every month of {year} has a twelfth of the budget."
    else:
        at = shares.index(max(shares))
        sentence = (
            f"{found.category} falls most on {year.months[at]}, with {percent(shares[at], 2)} of the year’s "
            f"budget, and least on {_lightest(year, shares)}."
        )
    return line_chart(
        title=f"How the budget of {found.category} falls on {year}",
        sentence=sentence,
        points=[month.first.strftime("%b") for month in year.months],
        series={
            found.category.name: [float(share) for share in shares],
            "Equal twelfths": [float(share) for share in EVEN],
        },
        unit=PERCENT,
    )


def _heaviest(year: FinancialYear, shares: list[Decimal]) -> Month:
    return year.months[shares.index(max(shares))]


def _lightest(year: FinancialYear, shares: list[Decimal]) -> Month:
    return year.months[shares.index(min(shares))]
