"""A dot for each value on the stretch where it would be expected."""

from collections.abc import Sequence
from dataclasses import dataclass

from daccom.charts.chart import Chart
from daccom.charts.theme import (
    QUIET,
    STRONG,
    Number,
    Reference,
    Spec,
    Unit,
    framed,
    named_rows,
    reference_layers,
)


@dataclass(frozen=True)
class Range:
    """A value, and the limits between which it says nothing unusual."""

    label: str
    value: Number
    low: Number
    high: Number

    @property
    def verdict(self) -> str:
        """Where the value lies, in words."""
        if self.value > self.high:
            return "above"
        return "below" if self.value < self.low else "within"


def _datum(item: Range) -> dict[str, str | float | bool]:
    return {
        "name": item.label,
        "value": float(item.value),
        "low": float(item.low),
        "high": float(item.high),
        "outside": item.verdict != "within",
    }


def range_spec(ranges: Sequence[Range], unit: Unit, reference: Reference | None, width: int) -> Spec:
    """The Vega-Lite specification of a range chart `width` pixels wide."""
    values = [_datum(item) for item in ranges]
    down, names, height = named_rows(len(ranges), width)
    axis = {"title": None, "labelExpr": unit.axis, "tickCount": 5, "domain": False}
    across = {"type": "quantitative", "scale": {"zero": False, "padding": 12}, "axis": axis}

    def dots(fill: str, shape: str, wanted: str) -> Spec:
        return {
            "transform": [{"filter": wanted}],
            "mark": {
                "type": "point",
                "shape": shape,
                "size": 120,
                "opacity": 1,
                "fill": fill,
                "stroke": STRONG,
                "strokeWidth": 2,
            },
            "encoding": {"x": {**across, "field": "value"}, "y": down},
        }

    stretch = {"type": "rule", "strokeWidth": 8, "color": QUIET, "opacity": 0.45, "strokeCap": "round"}
    ends = {"x": {**across, "field": "low"}, "x2": {"field": "high"}, "y": down}
    layers = [
        {"mark": stretch, "encoding": ends},
        *reference_layers(reference, unit),
        dots("#fff", "circle", "!datum.outside"),
        dots(STRONG, "diamond", "datum.outside"),
        *names,
    ]
    return framed(width, height + 56, data={"values": values}, layer=layers)


def range_chart(
    *,
    title: str,
    sentence: str,
    names: tuple[str, str],
    ranges: Sequence[Range],
    unit: Unit,
    reference: Reference | None = None,
) -> Chart:
    """Each value on its expected range: an open circle inside, a full diamond outside."""
    rows = [
        (item.label, unit.show(item.value), unit.show(item.low), unit.show(item.high), item.verdict)
        for item in ranges
    ]
    headers = (*names, "Lower limit", "Upper limit", "Against the limits")
    return Chart(
        "Range chart",
        title,
        sentence,
        headers,
        rows,
        lambda width: range_spec(ranges, unit, reference, width),
    )
