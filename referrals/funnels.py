"""The funnel of a measure: every practice’s ratio, and the limits between which chance explains it."""

from __future__ import annotations

from collections.abc import Iterator

from daccom.charts import Chart
from daccom.charts.funnel import FunnelCurve, FunnelPoint, funnel_chart
from referrals.measure_words import WIDTHS, is_outside, is_spread, names, verdict_words
from referrals.selectors.measured import MeasuredGroup, MeasuredPractice, Standing

STEPS = 40


def funnel(found: MeasuredGroup) -> Chart | None:
    """The chart; None with fewer than two practices to draw. Ratios withheld or hidden are not drawn."""
    drawn = [(row, standing) for row in found.rows if (standing := row.standardised)]
    if len(drawn) < 2:
        return None
    return funnel_chart(
        title=f"{found.measure.label} against what was expected, {found.span.words}",
        sentence=_sentence(found, [row for row, _ in drawn]),
        points=[_point(row, standing) for row, standing in drawn],
        curves=list(_curves(found, [standing.expected for _, standing in drawn])),
    )


def _point(row: MeasuredPractice, standing: Standing) -> FunnelPoint:
    return FunnelPoint(
        label=str(row.practice),
        observed=float(row.observed or 0),
        expected=standing.expected,
        verdict=verdict_words(row),
        is_outside=is_outside(row),
    )


def _curves(found: MeasuredGroup, expected: list[float]) -> Iterator[FunnelCurve]:
    """Limits by chance alone; and, where practices differ more than that, those that allow for it."""
    from referrals.statistics import funnel_curves

    first, last = max(min(expected) * 0.85, 0.5), max(expected) * 1.08
    at = [first + (last - first) * step / (STEPS - 1) for step in range(STEPS)]
    for confidence, width in WIDTHS.items():
        lower, upper = funnel_curves(at, confidence)
        label = "95%" if confidence == 0.95 else "99.8%"
        yield FunnelCurve(label, at, list(lower), list(upper))
        if found.spread is not None and is_spread(found):
            limits = [found.spread.limits(one, width) for one in at]
            yield FunnelCurve(label, at, [low for low, _ in limits], [high for _, high in limits], True)


def _sentence(found: MeasuredGroup, rows: list[MeasuredPractice]) -> str:
    outside = [row for row in rows if is_outside(row)]
    said = f"Chance explains where each of the {len(rows)} practices lies."
    if outside:
        said = (
            f"{len(outside)} of {len(rows)} practices have a high or low verdict: full diamonds, with names."
        )
    lines = "Solid lines: the 95% and 99.8% limits of chance alone."
    if is_spread(found):
        lines += " Dashed lines: the same limits, allowing for how much practices differ anyway."
    left = [row for row in found.rows if row.standing and not row.standardised]
    few = f" Not drawn, with fewer than 10 events: {names(left)}." if left else ""
    return f"{said} {lines}{few}"
