"""Colours, type and units of every chart. Colours stand out 3:1 from white; none carries meaning alone."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from daccom import formats

Number = int | float | Decimal
Spec = dict[str, Any]

BLUE, STRONG, QUIET, INK = "#5a8fc9", "#003d78", "#768692", "#212b32"
SERIES = ["#005eb8", "#ae2573", "#007f3b", "#425563", "#330072"]
DASHES = [[1, 0], [7, 4], [2, 3], [10, 3, 2, 3], [4, 2]]
SHAPES = ["circle", "square", "triangle-up", "diamond", "cross"]
FONT = "Arial, Liberation Sans, sans-serif"
ROW, TALL_ROW = 26, 46
"""Height of a bar with its gap, and with its name above it, in pixels."""
BAR = 18
NAMES_BESIDE = 400


@dataclass(frozen=True)
class Unit:
    """How a chart writes values: on marks and in its table (`show`), on an axis (a Vega expression)."""

    show: Callable[[Number], str]
    axis: str


COUNT = Unit(formats.number, "format(datum.value, ',')")
RATE = Unit(partial(formats.number, places=1), "format(datum.value, ',')")
PERCENT = Unit(formats.percent, "format(datum.value, ',') + '%'")
SIZE = "abs(datum.value)"
MONEY = Unit(
    formats.money_short,
    f"(datum.value < 0 ? '−' : '') + '£' + ({SIZE} >= 1e6 ? format({SIZE} / 1e6, '.3~g') + 'm'"
    f" : {SIZE} >= 1e3 ? format({SIZE} / 1e3, ',') + 'k' : format({SIZE}, ','))",
)


@dataclass(frozen=True)
class Reference:
    """A line to compare with: the group's rate, a target, a limit."""

    label: str
    value: Number


def framed(width: int, height: int, **spec: Any) -> Spec:
    """A specification with our frame round it: the whole picture is `width` × `height` pixels."""
    axis = {
        "labelColor": INK,
        "labelFontSize": 13,
        "labelPadding": 6,
        "domainColor": QUIET,
        "tickColor": QUIET,
        "gridColor": "#d8dde0",
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": width,
        "height": height,
        "autosize": {"type": "fit", "contains": "padding"},
        "background": None,
        "padding": 4,
        "config": {
            "aria": False,
            "font": FONT,
            "axis": axis,
            "legend": {"labelColor": INK, "labelFontSize": 13, "symbolSize": 90, "symbolStrokeWidth": 0},
            "text": {"color": INK, "fontSize": 13},
            "view": {"stroke": None},
        },
        **spec,
    }


def clear_text(mark: Spec, encoding: Spec) -> list[Spec]:
    """Words with a white edge, so that lines behind them do not cross them out."""
    edge = {"stroke": "#fff", "strokeWidth": 5, "strokeJoin": "round"}
    return [
        {"mark": {"type": "text", **mark, **edge}, "encoding": encoding},
        {"mark": {"type": "text", **mark}, "encoding": encoding},
    ]


def named_rows(count: int, width: int) -> tuple[Spec, list[Spec], int]:
    """Rows with their names: the y encoding, layers that write the names, and the height of all rows.

    Wide pictures name a row on its left, in a third of the width; narrow ones above it.
    """
    down: Spec = {"field": "name", "type": "nominal", "sort": None}
    if width >= NAMES_BESIDE:
        beside = {"title": None, "domain": False, "ticks": False, "labelLimit": width * 0.36}
        return {**down, "axis": beside}, [], ROW * count
    down["axis"] = None
    mark = {"align": "left", "baseline": "bottom", "dy": -12}
    encoding = {"x": {"value": 0}, "y": down, "text": {"field": "name"}}
    return down, clear_text(mark, encoding), TALL_ROW * count


def reference_layers(reference: Reference | None, unit: Unit) -> list[Spec]:
    """A dashed upright line, named at its top."""
    if reference is None:
        return []
    data = {
        "values": [{"at": float(reference.value), "words": f"{reference.label} {unit.show(reference.value)}"}]
    }
    across = {"field": "at", "type": "quantitative", "title": None}
    rule = {"type": "rule", "strokeDash": [5, 4], "strokeWidth": 1.5, "color": INK}
    name = {"type": "text", "baseline": "bottom", "dy": -4, "fontWeight": "bold"}
    above = {"x": across, "y": {"value": 0}, "text": {"field": "words"}}
    return [
        {"data": data, "mark": rule, "encoding": {"x": across}},
        {"data": data, "mark": name, "encoding": above},
    ]
