"""Run charts as charts: their marks, their letters and numbers, and the table behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from daccom.calendar import Month
from daccom.charts import Chart, Limits, RunMark, run_chart
from daccom.exports import Export
from daccom.spreadsheets.writing import Value
from referrals.calculations.run_charts import XmrChart
from referrals.models import ChartNote, Rebase
from referrals.run_words import RULES, limit_words, point_words, sentence, show, unit_of, what
from referrals.selectors.run_charts import Series

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
HEADERS = ("Month", "Value", "Mean", "Lower limit", "Upper limit", "What stands out")


@dataclass(frozen=True)
class Flagged:
    """A note with its number, or a setting of limits with its letter, as the chart shows them."""

    flag: str
    row: ChartNote | Rebase

    @property
    def month(self) -> Month:
        return Month(self.row.month)


def flagged_notes(series: Series) -> list[Flagged]:
    """The chart's notes, numbered by month."""
    return [Flagged(str(number), row) for number, row in enumerate(series.notes, 1)]


def flagged_rebases(series: Series) -> list[Flagged]:
    """From when on limits are set anew, by letter; after Z the letters double."""
    return [Flagged(LETTERS[place % 26] * (place // 26 + 1), row) for place, row in enumerate(series.rebases)]


def picture(series: Series, whose: str) -> Chart:
    """The chart; `whose` is the group's or the practice's name."""
    named = what(series.measure, of_group=series.practice is None)
    headers = HEADERS if series.practice else (*HEADERS, "Practices with a figure")
    return run_chart(
        title=f"{named}, {whose}",
        sentence=sentence(series, whose),
        marks=_marks(series),
        unit=unit_of(series),
        kinds=tuple(RULES.values()),
        headers=headers,
        rows=_rows(series),
        rule_set=series.chart.rule_set,
    )


def _marks(series: Series) -> list[RunMark]:
    flags: dict[Month, list[str]] = defaultdict(list)
    for one in [*flagged_notes(series), *flagged_rebases(series)]:
        flags[one.month].append(one.flag)
    return [
        RunMark(
            label=point.at.first.strftime("%b %y"),
            value=point.value,
            limits=_limits(series.chart.stretches[point.stretch].chart),
            kind=RULES.get(point.rule or "", ""),
            stretch=point.stretch,
            flags=" ".join(flags[point.at]),
        )
        for point in series.chart.points
    ]


def _limits(chart: XmrChart) -> Limits | None:
    if chart.mean is None:
        return None
    return Limits(chart.mean, chart.lower, chart.upper, chart.near_lower, chart.near_upper)


def _rows(series: Series) -> list[tuple[str, ...]]:
    write, rows = show(series), []
    for point in series.chart.points:
        limits = series.chart.stretches[point.stretch].chart
        row = (
            str(point.at),
            "" if point.value is None else write(point.value),
            *(limit_words(series, one) for one in (limits.mean, limits.lower, limits.upper)),
            point_words(series, point),
        )
        rows.append(row if series.practice else (*row, _present(series, point.at)))
    return rows


def _present(series: Series, month: Month) -> str:
    there, of = series.present[month]
    return f"{there} of {of}"


def months_export(series: Series, title: str) -> Export:
    """The chart's months as numbers, for a file."""
    headers = HEADERS if series.practice else (*HEADERS, "Practices with a figure", "Practices in the group")
    return Export("months", title, (*headers, "Rule set"), [*_months(series)])


def _months(series: Series) -> Sequence[Sequence[Value]]:
    found: list[Sequence[Value]] = []
    for point in series.chart.points:
        limits = series.chart.stretches[point.stretch].chart
        told: list[Value] = [point.at.first, point.value, limits.mean, limits.lower, limits.upper]
        told.append(point_words(series, point))
        found.append([*told, *series.present.get(point.at, ()), series.chart.rule_set])
    return found
