"""A run chart over months: months without a figure left out, limits set anew where a person said so.

Source: NHS England, Making Data Count, as the formulas paper states it. Each stretch between two settings has
limits of its own, so that the months before keep theirs.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from referrals.calculations.run_charts import RULE_SET, XmrChart, xmr

MINIMUM = 13
"""The fewest points from which limits are drawn."""
At = TypeVar("At", bound=Hashable)


@dataclass(frozen=True)
class RunPoint(Generic[At]):
    """One month. `rule` as in XmrPoint; `side`: "above", "below", "rising" or "falling" where a rule fired.

    `value` None: there is no figure, and the point takes no part in the rules.
    """

    at: At
    value: float | None
    stretch: int
    rule: str | None = None
    side: str = ""


@dataclass(frozen=True)
class Stretch(Generic[At]):
    """Months that share their limits: from `first` on; `chart` is over those of them with a figure."""

    first: At
    chart: XmrChart


@dataclass(frozen=True)
class RunChart(Generic[At]):
    """All points in order, and the stretches they belong to; both empty without a single figure."""

    points: tuple[RunPoint[At], ...]
    stretches: tuple[Stretch[At], ...]
    rule_set: str = RULE_SET

    @property
    def limits(self) -> XmrChart | None:
        """The limits that hold at the end."""
        return self.stretches[-1].chart if self.stretches else None

    @property
    def last(self) -> RunPoint[At] | None:
        """The last point with a figure."""
        return next((point for point in reversed(self.points) if point.value is not None), None)

    @property
    def special(self) -> tuple[RunPoint[At], ...]:
        """The points at which a rule fired."""
        return tuple(point for point in self.points if point.rule)

    @property
    def gaps(self) -> tuple[At, ...]:
        """The months without a figure."""
        return tuple(point.at for point in self.points if point.value is None)


def run_chart(
    values: Sequence[tuple[At, float | None]],
    rebases: Collection[At] = (),
    *,
    target: float | None = None,
    improvement: str = "neutral",
) -> RunChart[At]:
    """The chart of `values`, oldest first, each with its month; None before the first figure is dropped.

    `rebases`: the months from which limits are set anew; those at or before the first figure change nothing.
    """
    begins = next((place for place, (_, value) in enumerate(values) if value is not None), len(values))
    known = values[begins:]
    cuts = [0, *(place for place, (at, _) in enumerate(known) if place and at in rebases), len(known)]
    points: list[RunPoint[At]] = []
    stretches: list[Stretch[At]] = []
    for first, end in pairwise(cuts):
        part = known[first:end]
        if part:
            chart = xmr([value for _, value in part if value is not None], target, improvement)
            points += _points(part, chart, len(stretches))
            stretches.append(Stretch(part[0][0], chart))
    return RunChart(tuple(points), tuple(stretches))


def _points(part: Sequence[tuple[At, float | None]], chart: XmrChart, stretch: int) -> list[RunPoint[At]]:
    found: list[RunPoint[At]] = []
    judged = iter(chart.points)
    before: float | None = None
    for at, value in part:
        if value is None:
            found.append(RunPoint(at, None, stretch))
            continue
        rule = next(judged).rule
        found.append(RunPoint(at, value, stretch, rule, _side(rule, value, before, chart.mean)))
        before = value
    return found


def _side(rule: str | None, value: float, before: float | None, mean: float | None) -> str:
    """Which way the point that fired lies."""
    if rule is None:
        return ""
    if rule == "trend":
        return "rising" if before is not None and value > before else "falling"
    return "above" if mean is not None and value > mean else "below"
