"""Charts: one picture, the table behind it, and a sentence that says what it shows."""

from daccom.charts.bars import Bar, bar_chart
from daccom.charts.chart import Chart, Picture
from daccom.charts.funnel import FunnelCurve, FunnelPoint, funnel_chart
from daccom.charts.lines import line_chart
from daccom.charts.ranges import Range, range_chart
from daccom.charts.run import Limits, RunMark, run_chart
from daccom.charts.theme import COUNT, MONEY, PERCENT, RATE, Reference, Unit

__all__ = [
    "COUNT",
    "MONEY",
    "PERCENT",
    "RATE",
    "Bar",
    "Chart",
    "FunnelCurve",
    "FunnelPoint",
    "Limits",
    "Picture",
    "Range",
    "Reference",
    "RunMark",
    "Unit",
    "bar_chart",
    "funnel_chart",
    "line_chart",
    "range_chart",
    "run_chart",
]
