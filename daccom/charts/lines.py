"""Lines over months: each with its own colour, dash and point."""

from collections.abc import Mapping, Sequence

from daccom.charts.chart import Chart
from daccom.charts.theme import DASHES, SERIES, SHAPES, Number, Spec, Unit, framed

Series = Mapping[str, Sequence[Number | None]]
LINE_HEIGHT = 300


def _values(points: Sequence[str], series: Series) -> list[Spec]:
    return [
        {"at": at, "series": name, "value": None if value is None else float(value)}
        for name, values in series.items()
        for at, value in zip(points, values, strict=True)
    ]


def line_spec(points: Sequence[str], series: Series, unit: Unit, width: int) -> Spec:
    """The Vega-Lite specification of a line chart `width` pixels wide. None leaves a gap."""
    names, count = list(series), len(series)

    def scale(steps: Sequence[object]) -> Spec:
        return {"domain": names, "range": list(steps[:count])}

    legend = {"title": None, "orient": "top", "columns": 1 if width < 400 else 0}
    by_name = {"field": "series", "type": "nominal"}
    encoding = {
        "x": {
            "field": "at",
            "type": "ordinal",
            "sort": None,
            "axis": {"title": None, "labelAngle": 0, "labelOverlap": True, "grid": False},
        },
        "y": {
            "field": "value",
            "type": "quantitative",
            "scale": {"zero": True, "nice": True},
            "axis": {"title": None, "tickCount": 5, "domain": False, "ticks": False, "labelExpr": unit.axis},
        },
        "color": {**by_name, "scale": scale(SERIES), "legend": legend},
        "strokeDash": {**by_name, "scale": scale(DASHES), "legend": None},
        "shape": {**by_name, "scale": scale(SHAPES), "legend": legend},
    }
    return framed(
        width,
        LINE_HEIGHT if width >= 400 else LINE_HEIGHT - 40,
        data={"values": _values(points, series)},
        mark={"type": "line", "strokeWidth": 2.5, "point": {"size": 60, "filled": True}},
        encoding=encoding,
    )


def line_chart(
    *, title: str, sentence: str, points: Sequence[str], series: Series, unit: Unit, first: str = "Month"
) -> Chart:
    """A line for each series over `points`; up to five. `first` heads the table's first column.

    Raises ValueError when a series has not one value (or None) for each point, or there are more than five.
    """
    if len(series) > len(SERIES):
        raise ValueError(f"a chart of {len(series)} lines cannot be read; {len(SERIES)} at most")
    if any(len(values) != len(points) for values in series.values()):
        raise ValueError("each line needs a value, or None, for each point")
    shown = [["–" if value is None else unit.show(value) for value in values] for values in series.values()]
    rows = [(at, *(values[place] for values in shown)) for place, at in enumerate(points)]
    headers = (first, *series)
    return Chart(
        "Line chart", title, sentence, headers, rows, lambda width: line_spec(points, series, unit, width)
    )
