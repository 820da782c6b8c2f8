"""Run charts with limits (XmR): which months of a series are more than its usual wavering.

Source: NHS England, Making Data Count, as the formulas paper states it. `RULE_SET` names this wording of the
rules: a chart carries it, so that an old verdict can be told from a new one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

RULE_SET = "making-data-count-1"
SPREAD, LARGEST_RANGE, RUN = 2.66, 3.267, 7


@dataclass(frozen=True)
class XmrPoint:
    """One value; `rule`: None, "outside", "trend", "two_of_three" or "one_side"."""

    value: float
    rule: str | None = None


@dataclass(frozen=True)
class XmrChart:
    """The chart; too few points have a mean but no limits (None).

    `assurance` is "pass", "fail" or "hit_and_miss"; None without a target, without limits or when neutral.
    """

    mean: float | None
    lower: float | None
    upper: float | None
    near_lower: float | None
    near_upper: float | None
    points: tuple[XmrPoint, ...]
    assurance: str | None
    rule_set: str = RULE_SET


def xmr(
    values: Sequence[float],
    target: float | None = None,
    improvement: str = "neutral",
    baseline: int | None = None,
    minimum: int = 13,
) -> XmrChart:
    """The chart of `values`, oldest first; `baseline`: how many first values set the limits (all).

    `improvement` is "up", "down" or "neutral". Raises ValueError for another word or an empty baseline.
    """
    if improvement not in ("up", "down", "neutral"):
        raise ValueError(f"improvement is up, down or neutral, not {improvement!r}")
    if baseline is not None and baseline < 2:
        raise ValueError("a baseline needs two values or more")
    if not values:
        return XmrChart(None, None, None, None, None, (), None)
    base = values[:baseline] if baseline else values
    mean = math.fsum(base) / len(base)
    reach = SPREAD * _average_range(base) if len(values) >= max(minimum, 2) else None
    points = tuple(
        XmrPoint(value, rule) for value, rule in zip(values, _rules(values, mean, reach), strict=True)
    )
    if reach is None:
        return XmrChart(mean, None, None, None, None, points, None)
    lower, upper, near = mean - reach, mean + reach, reach * 2 / 3
    assurance = _assurance(target, improvement, lower, upper)
    return XmrChart(mean, lower, upper, mean - near, mean + near, points, assurance)


def _average_range(values: Sequence[float]) -> float:
    """The mean moving range without those that are themselves exceptional, taken out once."""
    ranges = [abs(b - a) for a, b in zip(values, values[1:], strict=False)]
    most = LARGEST_RANGE * sum(ranges) / len(ranges)
    usual = [one for one in ranges if one < most] or ranges
    return sum(usual) / len(usual)


def _rules(values: Sequence[float], mean: float, reach: float | None) -> list[str | None]:
    """The first rule, in their order, that fires for each value; without limits only two of them can."""
    far = math.inf if reach is None else reach
    fired = (
        ("outside", {i for i, value in enumerate(values) if abs(value - mean) > far}),
        ("trend", _trends(values)),
        ("two_of_three", _two_of_three(values, mean, far * 2 / 3)),
        ("one_side", _one_side(values, mean)),
    )
    return [next((name for name, found in fired if i in found), None) for i in range(len(values))]


def _trends(values: Sequence[float]) -> set[int]:
    """Where the seventh point or a later one of an unbroken rise or fall stands."""
    steps = [_sign(b - a) for a, b in zip(values, values[1:], strict=False)]
    return {end + 1 for end in _ends_of_runs(steps, RUN - 1)}


def _one_side(values: Sequence[float], mean: float) -> set[int]:
    return set(_ends_of_runs([_sign(value - mean) for value in values], RUN))


def _ends_of_runs(signs: Sequence[int], length: int) -> list[int]:
    """The positions at which `length` or more equal signs (not 0) in a row have been reached."""
    found, run, before = [], 0, 0
    for place, sign in enumerate(signs):
        run = run + 1 if sign and sign == before else int(bool(sign))
        before = sign
        if run >= length:
            found.append(place)
    return found


def _two_of_three(values: Sequence[float], mean: float, near: float) -> set[int]:
    """Those beyond the same near limit, where two of three neighbours are."""
    found: set[int] = set()
    beyond: tuple[Callable[[float], bool], ...] = (lambda v: v - mean > near, lambda v: mean - v > near)
    for start in range(len(values) - 2):
        for is_beyond in beyond:
            marked = [i for i in range(start, start + 3) if is_beyond(values[i])]
            found |= set(marked) if len(marked) >= 2 else set()
    return found


def _sign(difference: float) -> int:
    return (difference > 0) - (difference < 0)


def _assurance(target: float | None, improvement: str, lower: float, upper: float) -> str | None:
    if target is None or improvement == "neutral":
        return None
    better, worse = (lower, upper) if improvement == "up" else (-upper, -lower)
    wanted = target if improvement == "up" else -target
    if better >= wanted:
        return "pass"
    return "fail" if worse < wanted else "hit_and_miss"
