"""What a year will come to, from the months so far. Pure functions over Decimal pounds.

Definition: design formulas, "budgets/forecasting.py"; A is the actual to date, k the months gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

PENNY = Decimal("0.01")
MONTHS = 12


def straight_line(actuals: Sequence[Decimal]) -> Decimal:
    """The year's outturn if it goes on as it began: A·12/k, in pounds to the penny.

    `actuals` holds one amount for each month gone, credits negative. Raises ValueError when no month has
    gone, for then there is nothing to go on from, or when there are more than twelve.
    """
    return projected(sum(actuals, Decimal(0)), len(actuals))


def projected(to_date: Decimal, months: int) -> Decimal:
    """The same from the sum of `months` months. Raises ValueError unless there are 1 to 12 of them."""
    if not 1 <= months <= MONTHS:
        raise ValueError(f"a straight line needs 1 to 12 months of spend, not {months}")
    return to_penny(to_date * MONTHS / months)


def to_penny(pounds: Decimal) -> Decimal:
    """Half a penny goes up, away from nought."""
    return pounds.quantize(PENNY, rounding=ROUND_HALF_UP)


def twelfths(budget: Decimal, months: int) -> Decimal:
    """The part of a year's budget that falls on `months` months when each has the same, to the penny."""
    return to_penny(budget * months / MONTHS)
