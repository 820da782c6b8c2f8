"""What a practice's own months suggest for a figure: soft warnings. Pure functions.

The rule: with six or more certified months (of the last twelve) a figure is usual when it lies within the
median ± three scaled median absolute deviations (3 × 1.4826 × MAD), and at least ± 5. With fewer months it is
compared to the newest: usual from a third of it to three times it, and at least ± 5.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

MONTHS_LOOKED_AT = 12
MONTHS_NEEDED = 6
LEAST_EITHER_WAY = 5
SPREADS = 3 * 1.4826
TIMES = 3

Cell = tuple[int, str]
"""A specialty's id and an urgency."""


@dataclass(frozen=True)
class Usual:
    """From `low` to `high` referrals, as `months` certified months say."""

    low: int
    high: int
    months: int

    def fits(self, figure: int) -> bool:
        return self.low <= figure <= self.high

    def __str__(self) -> str:
        """In words: “usually 8 to 16 (your last 12 certified months)”."""
        months = "last certified month" if self.months == 1 else f"last {self.months} certified months"
        return f"usually {self.low} to {self.high} (your {months})"


def usual(past: Sequence[int]) -> Usual | None:
    """What is usual after the figures of certified months, the newest last; None when there are none."""
    if not past:
        return None
    if len(past) >= MONTHS_NEEDED:
        middle = median(past)
        spread = median(abs(figure - middle) for figure in past)
        either_way = max(LEAST_EITHER_WAY, SPREADS * spread)
        low, high = middle - either_way, middle + either_way
    else:
        newest = past[-1]
        low = min(newest / TIMES, newest - LEAST_EITHER_WAY)
        high = max(newest * TIMES, newest + LEAST_EITHER_WAY)
    return Usual(max(math.floor(low), 0), math.ceil(high), len(past))


def unusual(figures: Mapping[Cell, int], past: Mapping[Cell, Sequence[int]]) -> dict[Cell, Usual]:
    """The cells whose figure lies outside what is usual, and what would be."""
    found = {}
    for cell, figure in figures.items():
        expected = usual(past.get(cell, ()))
        if expected and not expected.fits(figure):
            found[cell] = expected
    return found
