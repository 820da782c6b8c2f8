"""Whether a practice differs from what is expected by more than chance.

Source: the formulas paper; limits as FunnelPlotR draws them, verdicts as PHE's SMR files decide them. The two
differ on rare points: what is drawn is around the expected, what decides is the interval of the observed.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from referrals.calculations.intervals import chi_square, interval


class Verdict(enum.Enum):
    """How a count stands to its expectation: the level at which chance alone is excluded."""

    LOW_001 = "low (0.001)"
    LOW_025 = "low (0.025)"
    NOT_SIGNIFICANT = "not significant"
    HIGH_025 = "high (0.025)"
    HIGH_001 = "high (0.001)"


def funnel_limits(expected: float, confidence: float) -> tuple[float, float]:
    """The limits of observed over expected around 1, to draw the funnel at `expected` events (over 0)."""
    if expected <= 0:
        raise ValueError("a funnel has no limits where nothing is expected")
    tail = (1 - confidence) / 2
    lower = chi_square(tail, 2 * expected) / 2 / expected
    return lower, chi_square(1 - tail, 2 * (expected + 1)) / 2 / expected


def funnel_verdict(observed: int, expected: float) -> Verdict:
    """The verdict on `observed` events where `expected` were to be expected."""
    for confidence, low, high in (
        (0.998, Verdict.LOW_001, Verdict.HIGH_001),
        (0.95, Verdict.LOW_025, Verdict.HIGH_025),
    ):
        lower, upper = interval(observed, confidence)
        if expected < lower:
            return high
        if expected > upper:
            return low
    return Verdict.NOT_SIGNIFICANT


@dataclass(frozen=True)
class Overdispersion:
    """How much more practices differ than chance explains: `phi` 1 is chance; `tau2` the rest."""

    phi: float
    tau2: float

    def limits(self, expected: float, k: float) -> tuple[float, float]:
        """The funnel's limits of O/E at `expected`, adjusted; `k` 1.959964 for 95%, 3.090232 for 99.8%.

        The formulas paper's 1 ± k√(s² + tau2) are limits of √(O/E), the scale of s and tau2; squared they are
        those of O/E, as FunnelPlotR draws them. Unadjusted spread when phi is 1 or less.
        """
        spread = k * (1 / (4 * expected) + (self.tau2 if self.phi > 1 else 0.0)) ** 0.5
        return max(0.0, 1 - spread) ** 2, (1 + spread) ** 2


def overdispersion(observed: Sequence[float], expected: Sequence[float], trim: float = 0.1) -> Overdispersion:
    """Square-root z scores, winsorised at `trim` and 1 − `trim`. Needs two rows and expectations over 0."""
    counts, means = np.asarray(observed, dtype=float), np.asarray(expected, dtype=float)
    if len(counts) != len(means) or len(counts) < 2 or (means <= 0).any():
        raise ValueError("overdispersion needs two or more rows, each with something expected")
    z = (np.sqrt(counts / means) - 1) * 2 * np.sqrt(means)
    z = np.clip(z, np.quantile(z, trim), np.quantile(z, 1 - trim))
    n, weights = len(z), 4 * means
    phi = float((z**2).sum() / n)
    if n * phi < n - 1:
        return Overdispersion(phi, 0.0)
    rest = weights.sum() - (weights**2).sum() / weights.sum()
    return Overdispersion(phi, float((n * phi - (n - 1)) / rest))
