"""Run charts: one line over months with its mean and limits; what a rule marks has a shape of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from daccom.charts.chart import LARGE, Chart
from daccom.charts.theme import BLUE, INK, QUIET, STRONG, Number, Spec, Unit, framed

HEIGHT, NARROW_HEIGHT, LARGE_HEIGHT = 330, 300, 400
NAMES_BESIDE = 400
VALUE, MEAN, LIMITS, NEAR = "Each month", "Mean", "Limits", "Near limits"
LINES = (VALUE, MEAN, LIMITS, NEAR)
COLOURS = [BLUE, INK, INK, QUIET]
DASHES = [[1, 0], [1, 0], [7, 4], [2, 3]]
WIDTHS = [2, 1.5, 1.5, 1]
SHAPES = ["diamond", "triangle-up", "square", "cross", "triangle-down"]
MISSING = "#e8edee"


@dataclass(frozen=True)
class Limits:
    """A stretch's mean with its limits; limits None: too few points for them."""

    mean: Number
    lower: Number | None = None
    upper: Number | None = None
    near_lower: Number | None = None
    near_upper: Number | None = None


@dataclass(frozen=True)
class RunMark:
    """One month. `value` None: no figure, a grey column. `kind`: the words of the rule that marks it.

    `stretch` counts up where limits are set anew. `flags`: what stands at the top of the month ("1", "A").
    """

    label: str
    value: Number | None
    limits: Limits | None = None
    kind: str = ""
    stretch: int = 0
    flags: str = ""


def _lines(marks: Sequence[RunMark]) -> list[Spec]:
    found: list[Spec] = []
    for mark in marks:
        value = None if mark.value is None else float(mark.value)
        found.append({"at": mark.label, "line": VALUE, "part": "value", "value": value})
        if mark.limits:
            pairs = (
                (MEAN, "mean"),
                (LIMITS, "lower"),
                (LIMITS, "upper"),
                (NEAR, "near_lower"),
                (NEAR, "near_upper"),
            )
            for line, name in pairs:
                limit = getattr(mark.limits, name)
                if limit is not None:
                    part = f"{name} {mark.stretch}"
                    found.append({"at": mark.label, "line": line, "part": part, "value": float(limit)})
    return found


def _axis(marks: Sequence[RunMark], width: int) -> list[str]:
    """The months named under the chart: as many as can be read, counted back from the last."""
    most = 3 if width < NAMES_BESIDE else 7 if width < LARGE else 13
    every = next((step for step in (1, 3, 6, 12) if len(marks) <= step * most), 12)
    return [mark.label for mark in marks[::-1][::every]]


def _across(marks: Sequence[RunMark], width: int) -> Spec:
    return {
        "field": "at",
        "type": "ordinal",
        "scale": {"domain": [mark.label for mark in marks], "paddingInner": 0},
        "axis": {"title": None, "labelAngle": 0, "grid": False, "values": _axis(marks, width)},
    }


def run_spec(
    marks: Sequence[RunMark], unit: Unit, kinds: Sequence[str], width: int, rule_set: str = ""
) -> Spec:
    """The Vega-Lite specification of a run chart `width` pixels wide; `kinds` fixes a shape for each rule."""
    across = _across(marks, width)
    up: Spec = {
        "field": "value",
        "type": "quantitative",
        "scale": {"zero": False, "nice": True},
        "axis": {"title": None, "tickCount": 5, "domain": False, "ticks": False, "labelExpr": unit.axis},
    }
    layers = [
        *_gaps(marks, across),
        _line_layer(marks, across, up, width),
        *_points(marks, across, up, kinds, width),
        *_flags(marks, across),
    ]
    height = NARROW_HEIGHT if width < NAMES_BESIDE else HEIGHT if width < LARGE else LARGE_HEIGHT
    return framed(
        width,
        height,
        data={"values": _lines(marks)},
        usermeta={"rule_set": rule_set},
        layer=layers,
    )


def _line_layer(marks: Sequence[RunMark], across: Spec, up: Spec, width: int) -> Spec:
    there = {row["line"] for row in _lines(marks)}
    shown = [place for place, line in enumerate(LINES) if line in there]
    names = [LINES[place] for place in shown]

    def scale(steps: Sequence[object]) -> Spec:
        return {"domain": names, "range": [steps[place] for place in shown]}

    legend = {"title": None, "orient": "top", "columns": 2 if width < NAMES_BESIDE else 0, "symbolSize": 220}
    by_line = {"field": "line", "type": "nominal"}
    return {
        "mark": {"type": "line", "invalid": "break-paths-show-domains"},
        "encoding": {
            "x": across,
            "y": up,
            "detail": {"field": "part", "type": "nominal"},
            "color": {**by_line, "scale": scale(COLOURS), "legend": legend},
            "strokeDash": {**by_line, "scale": scale(DASHES), "legend": legend},
            "strokeWidth": {**by_line, "scale": scale(WIDTHS), "legend": None},
        },
    }


def _points(marks: Sequence[RunMark], across: Spec, up: Spec, kinds: Sequence[str], width: int) -> list[Spec]:
    """Small round points, and large dark ones of the rule's shape with their legend."""
    rows = [
        {"at": mark.label, "value": float(mark.value), "kind": mark.kind}
        for mark in marks
        if mark.value is not None
    ]
    usual: Spec = {
        "data": {"values": [row for row in rows if not row["kind"]]},
        "mark": {"type": "point", "shape": "circle", "filled": True, "size": 26, "color": BLUE, "opacity": 1},
        "encoding": {"x": across, "y": up},
    }
    special = [row for row in rows if row["kind"]]
    if not special:
        return [usual]
    found = [kind for kind in kinds if any(row["kind"] == kind for row in special)]
    scale = {"domain": found, "range": [SHAPES[list(kinds).index(kind)] for kind in found]}
    legend = {
        "title": None,
        "orient": "bottom",
        "columns": 1 if width < NAMES_BESIDE else 2 if width < LARGE else 0,
        "labelLimit": width,
        "symbolFillColor": STRONG,
    }
    marked: Spec = {
        "data": {"values": special},
        "mark": {"type": "point", "filled": True, "size": 120, "color": STRONG, "opacity": 1},
        "encoding": {
            "x": across,
            "y": up,
            "shape": {"field": "kind", "type": "nominal", "scale": scale, "legend": legend},
        },
    }
    return [usual, marked]


def _gaps(marks: Sequence[RunMark], across: Spec) -> list[Spec]:
    """A grey column, over the whole height, for each month without a figure."""
    missing = [{"at": mark.label} for mark in marks if mark.value is None]
    if not missing:
        return []
    column = {"type": "bar", "color": MISSING, "width": {"band": 1}}
    return [
        {
            "data": {"values": missing},
            "mark": column,
            "encoding": {"x": across, "y": {"value": 0}, "y2": {"value": {"expr": "height"}}},
        }
    ]


def _flags(marks: Sequence[RunMark], across: Spec) -> list[Spec]:
    """A thin upright line where something is written about a month, with its number or letter on top."""
    rows = [{"at": mark.label, "words": mark.flags} for mark in marks if mark.flags]
    if not rows:
        return []
    data = {"values": rows}
    rule = {"type": "rule", "color": QUIET, "strokeDash": [3, 3]}
    words = {"type": "text", "baseline": "bottom", "dy": -2, "fontWeight": "bold"}
    top = {"x": across, "y": {"value": 0}, "text": {"field": "words"}}
    return [
        {"data": data, "mark": rule, "encoding": {"x": across}},
        {"data": data, "mark": words, "encoding": top},
    ]


def run_chart(
    *,
    title: str,
    sentence: str,
    marks: Sequence[RunMark],
    unit: Unit,
    kinds: Sequence[str],
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    rule_set: str,
) -> Chart:
    """A line with its mean and limits; `kinds` are the words of all rules, in their order, at most five.

    `rows` under `headers` are the table: one a month. Raises ValueError for a kind that is not in `kinds`.
    """
    unknown = {mark.kind for mark in marks if mark.kind} - set(kinds)
    if unknown or len(kinds) > len(SHAPES):
        raise ValueError(f"no shape for {sorted(unknown) or 'so many kinds'}")
    return Chart(
        f"Run chart by the rules {rule_set}",
        title,
        sentence,
        headers,
        rows,
        lambda width: run_spec(marks, unit, kinds, width, rule_set),
        is_large=True,
    )
