"""Bars that lie down, each with its name before it; the values stand in a column on the right."""

from collections.abc import Sequence
from dataclasses import dataclass

from daccom.charts.chart import Chart
from daccom.charts.theme import (
    BAR,
    BLUE,
    QUIET,
    STRONG,
    Number,
    Reference,
    Spec,
    Unit,
    clear_text,
    framed,
    named_rows,
    reference_layers,
)

NO_FIGURE = "no figure"
LETTER = 7.5
"""Pixels that a letter of a value takes, at most."""
GAP = 12
"""Pixels between the longest bar and the values."""


@dataclass(frozen=True)
class Bar:
    """One bar. A `note` (“above limit”) follows the value and makes the bar dark; None has no bar."""

    label: str
    value: Number | None
    note: str = ""


def _words(bar: Bar, unit: Unit) -> str:
    shown = NO_FIGURE if bar.value is None else unit.show(bar.value)
    return f"{shown}, {bar.note}" if bar.note else shown


def _domain(bars: Sequence[Bar], reference: Reference | None) -> list[float]:
    """From the least to the greatest value, zero always inside."""
    values = [0.0, *(float(bar.value) for bar in bars if bar.value is not None)]
    values += [float(reference.value)] if reference else []
    low, high = min(values), max(values)
    return [low, high if high > low else low + 1.0]


def _column(bars: Sequence[Bar], unit: Unit) -> float:
    """Pixels that the column of values takes. Words without a figure may run over their empty row."""
    return LETTER * max((len(_words(bar, unit)) for bar in bars if bar.value is not None), default=0) + GAP


def bar_spec(bars: Sequence[Bar], unit: Unit, reference: Reference | None, width: int) -> Spec:
    """The Vega-Lite specification of a bar chart `width` pixels wide."""
    down, names, height = named_rows(len(bars), width)
    values = [
        {
            "name": bar.label,
            "value": float(bar.value or 0),
            "words": _words(bar, unit),
            "colour": STRONG if bar.note else BLUE,
        }
        for bar in bars
    ]
    across = {
        "field": "value",
        "type": "quantitative",
        "scale": {
            "domain": _domain(bars, reference),
            "range": [0, {"expr": f"width - {_column(bars, unit)}"}],
            "nice": False,
        },
        "axis": None,
    }
    bar: Spec = {
        "mark": {"type": "bar", "height": BAR},
        "encoding": {"x": across, "y": down, "color": {"field": "colour", "type": "nominal", "scale": None}},
    }
    zero: Spec = {"mark": {"type": "rule", "color": QUIET}, "encoding": {"x": {"datum": 0}}}
    at_the_end = {"x": {"value": "width"}, "y": down, "text": {"field": "words"}}
    figures = clear_text({"align": "right", "baseline": "middle"}, at_the_end)
    layers = [bar, zero, *reference_layers(reference, unit), *figures, *names]
    return framed(width, height + (32 if reference else 12), data={"values": values}, layer=layers)


def bar_chart(
    *,
    title: str,
    sentence: str,
    names: tuple[str, str],
    bars: Sequence[Bar],
    unit: Unit,
    reference: Reference | None = None,
) -> Chart:
    """A bar for each label, in the order given; `names` head the table's two columns."""
    rows = [(bar.label, _words(bar, unit)) for bar in bars]
    if reference:
        rows.append((reference.label, unit.show(reference.value)))
    return Chart(
        "Bar chart", title, sentence, names, rows, lambda width: bar_spec(bars, unit, reference, width)
    )
