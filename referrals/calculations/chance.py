"""How often chance alone is flagged: practices that differ by nothing but chance, and what theory expects.

Counts are Poisson about known expectations. The funnel's theory is exact: the probability of all counts that
it flags. For run charts whose limits come from their own 24 points no closed form is known: theory is a
second, vectorised reading of the rules over many more charts; trends, which need no limits, are exact too.
Sources: the formulas paper; Wheeler's constants for XmR charts.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln

from referrals.calculations.funnels import Verdict, funnel_verdict
from referrals.calculations.run_charts import xmr

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
EXPECTED = (14, 22, 31, 40, 48, 57, 65, 74, 82, 90, 99, 108, 117, 128, 140, 156, 175, 201, 240)
"""Referrals a month to be expected of 19 practices, from a small list to a large one."""
MONTHS, CHART = 12, 24
RULES = ("outside", "trend", "two_of_three", "one_side")
STANDARD_ERRORS = 4.0
"""How far a share may lie from theory: by chance it is further in 6 of 100,000 simulations."""
MORE_CHARTS = 10
"""How many times as many charts the independent reading of the run-chart rules sees."""


@dataclass(frozen=True)
class Share:
    """Of all points, the part that was flagged; what theory expects, and how far chance may lead from it.

    `textbook`: the same for limits that are known beforehand and a normal distribution; None without one.
    """

    name: str
    found: float
    theory: float
    band: float
    textbook: float | None = None

    @property
    def agrees(self) -> bool:
        return abs(self.found - self.theory) <= self.band


def simulate(years: int, seed: int) -> list[Share]:
    """All shares of `years` years of the 19 practices: the funnel's two levels, then each run-chart rule."""
    if years < 1:
        raise ValueError("a simulation needs a year or more")
    return [*funnel_shares(years, seed), *run_shares(years, seed)]


def funnel_shares(years: int, seed: int) -> Iterator[Share]:
    """The practice-months outside 95% and outside 99.8%."""
    rng = np.random.default_rng(seed)
    flagged, theory = np.zeros(2), np.zeros(2)
    for expected in EXPECTED:
        levels = funnel_levels(expected)
        drawn = rng.poisson(expected, years * MONTHS)
        flagged += [int((levels[drawn] >= level).sum()) for level in (1, 2)]
        chances = poisson(expected, len(levels))
        theory += [float(chances[levels >= level].sum()) for level in (1, 2)]
    points = years * MONTHS * len(EXPECTED)
    names = (("Funnel, outside 95%", 0.05), ("Funnel, outside 99.8%", 0.002))
    for (name, textbook), found, share in zip(names, flagged / points, theory / len(EXPECTED), strict=True):
        yield Share(name, float(found), float(share), _band(float(share), points), textbook)


def funnel_levels(expected: float) -> npt.NDArray[np.int64]:
    """For each count from 0 on: 0 not significant, 1 outside 95%, 2 outside 99.8%; all that matter."""
    level = {Verdict.NOT_SIGNIFICANT: 0, Verdict.LOW_025: 1, Verdict.HIGH_025: 1}
    most = int(expected + 12 * math.sqrt(expected) + 30)
    return np.array([level.get(funnel_verdict(count, expected), 2) for count in range(most)])


def poisson(expected: float, counts: int) -> Array:
    """The probability of each count from 0 to `counts` - 1."""
    count = np.arange(counts)
    chances: Array = np.exp(count * math.log(expected) - expected - gammaln(count + 1))
    return chances


def run_shares(years: int, seed: int) -> Iterator[Share]:
    """The points of charts of 24 months that each rule marks, by the product's own xmr()."""
    rng = np.random.default_rng([seed, 1])
    marked: Counter[str | None] = Counter()
    for values in charts(rng, years).tolist():
        marked.update(point.rule for point in xmr(values).points)
    points = marked.total()
    more = years * MORE_CHARTS
    theory = independent_shares(charts(np.random.default_rng([seed, 2]), more))
    for rule in RULES:
        found, share = marked[rule] / points, theory[rule]
        band = clustered_band(share, points) * math.sqrt(1 + 1 / MORE_CHARTS)
        yield Share(f"Run chart, {rule}", found, share, band, textbook(rule))


def charts(rng: np.random.Generator, each: int) -> Array:
    """`each` charts of 24 months for each of the practices."""
    means = np.repeat(np.array(EXPECTED, dtype=float), each)
    return rng.poisson(means[:, None], (len(means), CHART)).astype(float)


def independent_shares(values: Array) -> dict[str, float]:
    """The same rules read once more, for all charts at once: the part of points that each marks first."""
    rules = rule_flags(values)
    taken: Flags = np.zeros(values.shape, dtype=bool)
    shares: dict[str, float] = {}
    for rule in RULES:
        shares[rule] = float((rules[rule] & ~taken).mean())
        taken = np.logical_or(taken, rules[rule])
    return shares


def rule_flags(values: Array) -> dict[str, Flags]:
    """Where each rule holds, whatever rule goes before; rows are charts."""
    middle = values.mean(axis=1, keepdims=True)
    ranges = np.abs(np.diff(values, axis=1))
    kept = ranges < 3.267 * ranges.mean(axis=1, keepdims=True)
    reach = 2.66 * (np.where(kept, ranges, 0).sum(axis=1) / np.maximum(kept.sum(axis=1), 1))[:, None]
    away, steps = values - middle, np.diff(values, axis=1)
    near = reach * 2 / 3
    return {
        "outside": np.abs(away) > reach,
        "trend": _padded(_runs(steps > 0, 6) | _runs(steps < 0, 6), values.shape),
        "two_of_three": _pairs(away > near) | _pairs(-away > near),
        "one_side": _padded(_runs(away > 0, 7) | _runs(away < 0, 7), values.shape),
    }


def _runs(flags: Flags, length: int) -> Flags:
    """Windows of `length` in which all hold."""
    windows = np.lib.stride_tricks.sliding_window_view(flags, length, axis=1)
    return np.asarray(windows.all(axis=-1))


def _padded(ends: Flags, shape: tuple[int, ...]) -> Flags:
    """Windows written at their last point; none ends at the first points."""
    whole = np.zeros(shape, dtype=bool)
    whole[:, shape[1] - ends.shape[1] :] = ends
    return whole


def _pairs(beyond: Flags) -> Flags:
    """Points beyond of which another within two places is beyond too."""
    wide: Flags = np.pad(beyond, ((0, 0), (2, 2)))
    others = [wide[:, place : place + beyond.shape[1]] for place in (0, 1, 3, 4)]
    found: Flags = beyond & np.stack(others).any(axis=0)
    return found


def exact_trend() -> float:
    """The part of points that end seven rising or falling: P(X1 < … < X7) twice, from the 7th point on."""
    shares = []
    for expected in EXPECTED:
        chances = poisson(expected, int(expected + 12 * math.sqrt(expected) + 30))
        ends = chances
        for _ in range(6):
            below = np.concatenate([[0.0], np.cumsum(ends)[:-1]])
            ends = chances * below
        shares.append(2 * float(ends.sum()))
    return (CHART - 6) / CHART * sum(shares) / len(shares)


def textbook(rule: str) -> float:
    """For known limits and a normal distribution, each rule by itself."""
    tail, near = _tail(3.0), _tail(2.0)
    inner = near * (1 - (1 - near) ** 4)
    return {
        "outside": 2 * tail,
        "trend": (CHART - 6) / CHART * 2 / math.factorial(7),
        "two_of_three": 2 * inner,
        "one_side": (CHART - 6) / CHART * 2 * 0.5**7,
    }[rule]


def _tail(z: float) -> float:
    return math.erfc(z / math.sqrt(2)) / 2


def _band(share: float, points: int) -> float:
    """Of independent points."""
    return STANDARD_ERRORS * math.sqrt(share * (1 - share) / points)


def clustered_band(share: float, points: int) -> float:
    """Of points that are marked in clusters of one chart: at most as if only every third counted."""
    return _band(share, points) * math.sqrt(3)
