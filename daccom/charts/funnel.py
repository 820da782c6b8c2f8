"""Observed over expected against expected, with the limits between which chance alone explains it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from daccom.charts.chart import Chart
from daccom.charts.labels import Label, placed
from daccom.charts.theme import BLUE, INK, QUIET, STRONG, Spec, clear_text, framed
from daccom.formats import number

HEIGHT, NARROW_HEIGHT, NARROW = 440, 420, 400
LEFT, BELOW, MARGIN = 46, 46, 22
"""Pixels that the axes take, and the space round the points."""
DASHES = {False: [1, 0], True: [6, 4]}


@dataclass(frozen=True)
class FunnelPoint:
    """One practice: `observed` events where `expected` were to be expected; `verdict` in words."""

    label: str
    observed: float
    expected: float
    verdict: str
    is_outside: bool

    @property
    def ratio(self) -> float:
        return self.observed / self.expected


@dataclass(frozen=True)
class FunnelCurve:
    """Lower and upper limits at each of `expected`; `is_adjusted` (dashed): made wider than chance alone."""

    label: str
    expected: Sequence[float]
    lower: Sequence[float]
    upper: Sequence[float]
    is_adjusted: bool = False


@dataclass(frozen=True)
class Frame:
    """Where the data lie: the least and the greatest of both axes, and the pixels between."""

    x: tuple[float, float]
    y: tuple[float, float]
    width: int
    height: int


def _frame(points: Sequence[FunnelPoint], curves: Sequence[FunnelCurve], width: int) -> Frame:
    """All points, and the curves as far as they do not push the points together."""
    across = [point.expected for point in points] + [at for curve in curves for at in curve.expected]
    ratios = [point.ratio for point in points] + [1.0]
    reach = 1.6 * max(max(ratios) - 1, 1 - min(ratios), 0.1)
    limits = [at for curve in curves for at in (*curve.lower, *curve.upper) if abs(at - 1) <= reach]
    tall = HEIGHT if width >= NARROW else NARROW_HEIGHT
    return Frame(
        (min(across), max(across)),
        (max(0.0, min(ratios + limits) - 0.03), max(ratios + limits) + 0.03),
        width - LEFT - MARGIN,
        tall - BELOW - MARGIN,
    )


def _limit_layers(curves: Sequence[FunnelCurve], frame: Frame) -> list[Spec]:
    """A line for each limit; what lies outside the frame is left out."""
    layers: list[Spec] = []
    for curve in curves:
        for limits in (curve.lower, curve.upper):
            line = [
                {"expected": float(at), "ratio": float(limit)}
                for at, limit in zip(curve.expected, limits, strict=True)
                if frame.y[0] <= limit <= frame.y[1]
            ]
            mark = {
                "type": "line",
                "color": STRONG if curve.is_adjusted else QUIET,
                "strokeWidth": 1.5,
                "strokeDash": DASHES[curve.is_adjusted],
            }
            layers.append({"data": {"values": line}, "mark": mark, "encoding": _axes(frame)})
    return layers


def _axes(frame: Frame) -> Spec:
    titled = {"titleFontSize": 13, "titleFontWeight": "normal", "titleColor": INK}
    quiet = {"grid": False, "tickCount": 5 if frame.width > NARROW else 3, **titled}
    return {
        "x": {
            "field": "expected",
            "type": "quantitative",
            "scale": {"domain": list(frame.x), "nice": False, "zero": False},
            "axis": {**quiet, "title": "Expected events", "labelExpr": "format(datum.value, ',')"},
        },
        "y": {
            "field": "ratio",
            "type": "quantitative",
            "scale": {"domain": list(frame.y), "nice": False, "zero": False},
            "axis": {**quiet, "title": "Observed over expected", "labelExpr": "format(datum.value, '.1f')"},
        },
    }


def funnel_spec(points: Sequence[FunnelPoint], curves: Sequence[FunnelCurve], width: int) -> Spec:
    """The Vega-Lite specification of a funnel `width` pixels wide."""
    frame = _frame(points, curves, width)
    encoding = _axes(frame)
    values = [
        {"expected": point.expected, "ratio": point.ratio, "outside": point.is_outside} for point in points
    ]

    def dots(wanted: str, shape: str, fill: str) -> Spec:
        mark = {
            "type": "point",
            "shape": shape,
            "size": 90,
            "opacity": 1,
            "fill": fill,
            "stroke": STRONG,
            "strokeWidth": 1.5,
        }
        return {"transform": [{"filter": wanted}], "mark": mark, "encoding": encoding}

    one = {"mark": {"type": "rule", "color": INK, "strokeWidth": 1}, "encoding": {"y": {"datum": 1}}}
    labels = _labels(points, frame)
    names = [layer for side in ("left", "right") for layer in _names(labels, frame, side)]
    layers = [
        *_limit_layers(curves, frame),
        one,
        *_leaders(labels, frame),
        dots("!datum.outside", "circle", "#fff"),
        dots("datum.outside", "diamond", BLUE),
        *names,
    ]
    tall = HEIGHT if width >= NARROW else NARROW_HEIGHT
    return framed(width, tall, data={"values": values}, layer=layers)


def _labels(points: Sequence[FunnelPoint], frame: Frame) -> list[Label]:
    """The names of the points outside."""
    outside = [(point.label, point.expected, point.ratio) for point in points if point.is_outside]
    obstacles = [(point.expected, point.ratio) for point in points]
    return placed(outside, frame.x, frame.y, (frame.width, frame.height), obstacles)


def _leaders(labels: Sequence[Label], frame: Frame) -> list[Spec]:
    """A thin line from each point to a name that had to move."""
    moved = [one for one in labels if one.y != one.point]
    if not moved:
        return []
    encoding = _axes(frame)
    ends = [{"expected": one.x, "ratio": one.point, "to": one.y} for one in moved]
    mark = {"type": "rule", "color": INK, "strokeWidth": 0.75}
    return [{"data": {"values": ends}, "mark": mark, "encoding": {**encoding, "y2": {"field": "to"}}}]


def _names(labels: Sequence[Label], frame: Frame, side: str) -> list[Spec]:
    """The names on one side of their dots; those that moved stand close to their line."""
    there = [one for one in labels if one.side == side]
    if not there:
        return []
    data = {"values": [{"expected": one.x, "ratio": one.y, "words": one.words} for one in there]}
    mark = {
        "align": "right" if side == "left" else "left",
        "dx": -9 if side == "left" else 9,
        "baseline": "middle",
    }
    encoding = {**_axes(frame), "text": {"field": "words"}}
    return [{**layer, "data": data} for layer in clear_text(mark, encoding)]


def funnel_chart(
    *, title: str, sentence: str, points: Sequence[FunnelPoint], curves: Sequence[FunnelCurve]
) -> Chart:
    """An open circle within the limits, a full diamond with its name outside. Needs a point."""
    rows = [
        (
            point.label,
            number(point.observed),
            number(point.expected, 1),
            number(point.ratio, 2),
            point.verdict,
        )
        for point in sorted(points, key=lambda point: -point.ratio)
    ]
    headers = ("Practice", "Observed", "Expected", "Observed over expected", "Verdict")
    return Chart("Funnel", title, sentence, headers, rows, lambda width: funnel_spec(points, curves, width))
