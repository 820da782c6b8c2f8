"""What a year will come to, from the months so far. Pure functions over Decimal pounds, results to the penny.

Source: the formulas paper, "budgets/forecasting.py". k months gone (1 to 12), A the actual to date, B the
annual budget, p the part of the profile that has gone. After twelve months every method returns A.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

PENNY = Decimal("0.01")
MONTHS = 12
RECENT = 3


def straight_line(actuals: Sequence[Decimal]) -> Decimal:
    """A·12/k: the year's outturn if it goes on as it began.

    `actuals` holds one amount for each month gone, credits negative. Raises ValueError when no month has
    gone, for then there is nothing to go on from, or when there are more than twelve.
    """
    return projected(_to_date(actuals), len(actuals))


def projected(to_date: Decimal, months: int) -> Decimal:
    """The same from the sum of `months` months. Raises ValueError unless there are 1 to 12 of them."""
    _refuse_other_than_months(months)
    return to_penny(to_date * MONTHS / months)


def profiled(actuals: Sequence[Decimal], profile: Sequence[Decimal]) -> Decimal:
    """A/p: as if this year had the shape of `profile`, twelve monthly shares that sum to 1.

    Raises ValueError when the profile does not sum, or when nothing of it has gone yet.
    """
    gone = part_gone(profile, len(actuals))
    if gone <= 0:
        raise ValueError("nothing of the profile has gone, so there is nothing to go on from")
    return to_penny(_to_date(actuals) / gone)


def run_rate(actuals: Sequence[Decimal]) -> Decimal:
    """A + (12 − k) · the mean of the last three months (or of the fewer there are)."""
    recent = actuals[-RECENT:]
    to_date = _to_date(actuals)
    return to_penny(to_date + (MONTHS - len(actuals)) * sum(recent, Decimal(0)) / len(recent))


def variance_held(actuals: Sequence[Decimal], budget: Decimal, profile: Sequence[Decimal]) -> Decimal:
    """A + B(1 − p): the over- or underspend so far stays, and the rest of the year keeps to its budget."""
    return to_penny(_to_date(actuals) + budget * (1 - part_gone(profile, len(actuals))))


def adjusted(
    actuals: Sequence[Decimal], non_recurrent_to_date: Decimal, non_recurrent_full_year: Decimal
) -> Decimal:
    """(A − N to date)·12/k + N of the full year: what comes once is not carried forward."""
    recurrent = _to_date(actuals) - non_recurrent_to_date
    return to_penny(recurrent * MONTHS / len(actuals) + non_recurrent_full_year)


def part_gone(profile: Sequence[Decimal], months: int) -> Decimal:
    """The cumulative share of the first `months`. Raises ValueError unless twelve shares sum to 1."""
    if len(profile) != MONTHS or sum(profile, Decimal(0)) != 1:
        raise ValueError("a profile has twelve shares that sum to 1")
    return sum(profile[:months], Decimal(0))


def to_penny(pounds: Decimal) -> Decimal:
    """Half a penny goes up, away from nought."""
    return pounds.quantize(PENNY, rounding=ROUND_HALF_UP)


def twelfths(budget: Decimal, months: int) -> Decimal:
    """The part of a year's budget that falls on `months` months when each has the same, to the penny."""
    return to_penny(budget * months / MONTHS)


def _to_date(actuals: Sequence[Decimal]) -> Decimal:
    _refuse_other_than_months(len(actuals))
    return sum(actuals, Decimal(0))


def _refuse_other_than_months(months: int) -> None:
    if not 1 <= months <= MONTHS:
        raise ValueError(f"a forecast needs 1 to 12 months of spend, not {months}")
