"""How a year's budget falls on its months. Pure functions over Decimal pounds; April is month 1.

A shape is twelve shares that sum to 1; None stands for equal twelfths.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import ROUND_HALF_UP, Decimal

from budgets.forecasting import MONTHS, to_penny, twelfths
from budgets.shares import split

Shape = tuple[Decimal, ...]
ALL_MONTHS = frozenset(range(1, MONTHS + 1))
HUNDREDTH = Decimal("0.01")
EVEN = tuple(Decimal(part) for part in ["8.33"] * 8 + ["8.34"] * 4)
"""Twelfths as percentages with two places: the odd hundredths fall on the last four months."""


def falling_on(budget: Decimal, months: Collection[int], shape: Shape | None) -> Decimal:
    """What of a year's budget falls on `months` (numbers 1 to 12), to the penny; all twelve give it all."""
    if shape is None:
        return twelfths(budget, len(months))
    return to_penny(budget * sum((shape[number - 1] for number in months), Decimal(0)))


def difference(percentages: Sequence[Decimal]) -> Decimal:
    """What twelve percentages are over (positive) or under 100."""
    return sum(percentages, Decimal(0)) - 100


def shape_of(spent: Sequence[Decimal]) -> list[Decimal] | None:
    """Twelve percentages with two places that sum to exactly 100, in proportion to twelve months of spend.

    None when a year has no shape: not twelve months, a month in credit, or nothing spent at all.
    """
    if len(spent) != MONTHS or any(amount < 0 for amount in spent) or not sum(spent):
        return None
    return split(Decimal(100), [amount.quantize(HUNDREDTH, ROUND_HALF_UP) for amount in spent])
