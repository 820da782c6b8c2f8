"""How far a count may be from what lies behind it, and a practice's count beside what was to be expected.

Source: the formulas paper, "referrals/statistics.py"; Byar's approximation and the exact limits as in PHE's
PHEindicatormethods.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from scipy.special import gammaincinv, ndtri

FEWEST_FOR_BYAR = 10
Number = TypeVar("Number", float, "np.ndarray[tuple[int, ...], np.dtype[np.float64]]")


def chi_square(part: float, degrees: float) -> float:
    """The value below which `part` (0 to 1) of the chi-square distribution lies. `degrees` may be broken."""
    return float(2 * gammaincinv(degrees / 2, part))


def poisson_interval(observed: int, confidence: float = 0.95) -> tuple[float | None, float]:
    """The interval of a count at `confidence` (0 < c < 1): (lower, upper), lower 0 for none.

    Byar's approximation from 10 events on, exact below. Raises ValueError for a negative count or a
    confidence that is none.
    """
    return interval(observed, confidence)


def interval(observed: int, confidence: float) -> tuple[float, float]:
    """The same, typed as it is: both limits are always known."""
    if observed < 0:
        raise ValueError(f"a count is never negative, this is {observed}")
    if not 0 < confidence < 1:
        raise ValueError(f"confidence lies between 0 and 1, this is {confidence}")
    tail = (1 - confidence) / 2
    return _byar(observed, tail) if observed >= FEWEST_FOR_BYAR else _exact(observed, tail)


def _byar(observed: int, tail: float) -> tuple[float, float]:
    z, above = ndtri(1 - tail), observed + 1
    lower = observed * cubed(1 - 1 / (9 * observed) - z / (3 * math.sqrt(observed)))
    upper = above * cubed(1 - 1 / (9 * above) + z / (3 * math.sqrt(above)))
    return float(lower), float(upper)


def cubed(root: Number) -> Number:
    """The third power by multiplication: a number and an array of them come out the same to the last bit."""
    return root * root * root


def _exact(observed: int, tail: float) -> tuple[float, float]:
    lower = chi_square(tail, 2 * observed) / 2 if observed else 0.0
    return lower, chi_square(1 - tail, 2 * observed + 2) / 2


@dataclass(frozen=True)
class StandardisedRatio:
    """Observed beside expected events; `ratio` is one over the other with its interval.

    `rate` is per person: the reference population's crude rate times the ratio. None where nothing was to
    be expected.
    """

    observed: int
    expected: float
    ratio: float | None
    lower: float | None
    upper: float | None
    rate: float | None


def standardised_ratio(
    observed: int,
    populations: Sequence[float],
    reference_events: Sequence[float],
    reference_populations: Sequence[float],
    confidence: float = 0.95,
) -> StandardisedRatio:
    """Indirect standardisation by age and sex: what the reference's rates would give in these bands.

    The three sequences have one value a band; a band without reference population gives no expectation and
    must be empty here too. Raises ValueError when lengths differ or people stand in a band without a rate.
    """
    expected = 0.0
    for people, events, of in zip(populations, reference_events, reference_populations, strict=True):
        if of <= 0 and people:
            raise ValueError("people in an age band for which the reference has nobody")
        expected += people * events / of if of > 0 else 0.0
    if not expected:
        return StandardisedRatio(observed, expected, None, None, None, None)
    lower, upper = (limit / expected for limit in interval(observed, confidence))
    ratio, crude = observed / expected, sum(reference_events) / sum(reference_populations)
    return StandardisedRatio(observed, expected, ratio, lower, upper, ratio * crude)
