"""The same rules for hundreds of practices at once: arrays in, arrays out, equal to the rules for one.

Source: the formulas paper, as in `intervals` and `funnels` beside this file.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.special import gammaincinv, ndtri

from referrals.calculations.funnels import Verdict
from referrals.calculations.intervals import FEWEST_FOR_BYAR, cubed

Counts = Sequence[int] | np.ndarray
Numbers = Sequence[float] | np.ndarray
Limits = tuple[np.ndarray, np.ndarray]


def poisson_intervals(observed: Counts, confidence: float = 0.95) -> Limits:
    """`poisson_interval` of every count: the lower limits and the upper ones.

    Raises ValueError for a negative count or a confidence that is none.
    """
    counts = np.asarray(observed, dtype=float)
    if (counts < 0).any():
        raise ValueError("a count is never negative")
    if not 0 < confidence < 1:
        raise ValueError(f"confidence lies between 0 and 1, this is {confidence}")
    tail = (1 - confidence) / 2
    is_few = counts < FEWEST_FOR_BYAR
    (few_lower, few_upper), (lower, upper) = _exact(counts, tail), _byar(counts, tail)
    return np.where(is_few, few_lower, lower), np.where(is_few, few_upper, upper)


def _exact(counts: np.ndarray, tail: float) -> Limits:
    few = np.minimum(counts, FEWEST_FOR_BYAR)
    lower = 2 * gammaincinv(2 * np.maximum(few, 1) / 2, tail) / 2
    return np.where(few == 0, 0.0, lower), 2 * gammaincinv((2 * few + 2) / 2, 1 - tail) / 2


def _byar(counts: np.ndarray, tail: float) -> Limits:
    many = np.maximum(counts, FEWEST_FOR_BYAR)
    z, above = ndtri(1 - tail), many + 1
    lower = many * cubed(1 - 1 / (9 * many) - z / (3 * np.sqrt(many)))
    return lower, above * cubed(1 - 1 / (9 * above) + z / (3 * np.sqrt(above)))


def funnel_verdicts(observed: Counts, expected: Numbers) -> list[Verdict]:
    """`funnel_verdict` of every pair, in their order; no verdict depends on another pair."""
    means = np.asarray(expected, dtype=float)
    found = np.full(len(means), Verdict.NOT_SIGNIFICANT, dtype=object)
    for confidence, low, high in (
        (0.95, Verdict.LOW_025, Verdict.HIGH_025),
        (0.998, Verdict.LOW_001, Verdict.HIGH_001),
    ):
        lower, upper = poisson_intervals(observed, confidence)
        found[means > upper] = low
        found[means < lower] = high
    return list(found)


def funnel_curves(expected: Numbers, confidence: float) -> Limits:
    """`funnel_limits` at every one of `expected`, all over 0: the lower curve and the upper one."""
    means = np.asarray(expected, dtype=float)
    if (means <= 0).any():
        raise ValueError("a funnel has no limits where nothing is expected")
    tail = (1 - confidence) / 2
    lower = 2 * gammaincinv(2 * means / 2, tail) / 2 / means
    return lower, 2 * gammaincinv(2 * (means + 1) / 2, 1 - tail) / 2 / means


def indirect_expectations(
    populations: np.ndarray, reference_events: Numbers, reference_populations: Numbers
) -> np.ndarray:
    """What the reference's rates would give: a row of `populations` a practice, a column a band.

    NaN for a practice with people in a band where the reference has nobody, as `standardised_ratio` refuses.
    """
    events, of = np.asarray(reference_events, dtype=float), np.asarray(reference_populations, dtype=float)
    people = np.asarray(populations, dtype=float)
    rates = np.divide(events, of, out=np.zeros_like(events), where=of > 0)
    unknown = (people[:, of <= 0] > 0).any(axis=1)
    return np.where(unknown, np.nan, people @ rates)
