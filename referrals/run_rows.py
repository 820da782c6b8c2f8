"""The lists of run charts: every measure of a group, and every practice of a measure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from daccom.exports import Export
from daccom.formats import count_of
from referrals.models import Measure
from referrals.run_words import limit_words, show, state_words, what
from referrals.selectors.run_charts import (
    History,
    Series,
    group_series,
    hidden_months,
    practice_series,
)

Address = Callable[..., str]


@dataclass(frozen=True)
class RunRow:
    """One chart in a list; `special`: a rule fired in the month in view."""

    name: str
    url: str
    series: Series
    practices: str = ""

    @property
    def value(self) -> str:
        now = self.series.value_now
        return "–" if now is None else show(self.series)(now)

    @property
    def mean(self) -> str:
        limits = self.series.chart.limits
        return limit_words(self.series, limits.mean if limits else None) or "–"

    @property
    def between(self) -> str:
        """The limits in one phrase."""
        limits = self.series.chart.limits
        if limits is None or limits.lower is None:
            return "no limits yet"
        return f"{limit_words(self.series, limits.lower)} to {limit_words(self.series, limits.upper)}"

    @property
    def special(self) -> bool:
        points = self.series.chart.points
        return bool(points and points[-1].rule)

    @property
    def state(self) -> str:
        return state_words(self.series)


def measure_rows(found: History, url_of: Callable[[Measure], str]) -> list[RunRow]:
    """The group's chart of each measure, with how many practices stand out in the month in view."""
    rows = []
    for measure in Measure:
        practices = practice_rows(found, measure, lambda ods: "")
        told = count_of(sum(row.special for row in practices), len(practices))
        name = what(measure, of_group=True)
        rows.append(RunRow(name, url_of(measure), group_series(found, measure), told))
    return rows


def practice_rows(found: History, measure: Measure, url_of: Callable[[str], str]) -> list[RunRow]:
    """The chart of each practice of the month in view, by name; `url_of` takes its ODS code."""
    hidden = hidden_months(found, measure)
    return [
        RunRow(one.name, url_of(one.ods_code), practice_series(found, measure, one, hidden))
        for one in found.practices
    ]


def rows_export(key: str, title: str, first: str, rows: Iterable[RunRow]) -> Export:
    """A list as a file; of the group's measures with how many practices stand out."""
    listed = list(rows)
    counted = any(row.practices for row in listed)
    headers = [first, "Value", "Mean", "Lower limit", "Upper limit", "What stands out"]
    values = []
    for row in listed:
        limits = row.series.chart.limits
        three = (limits.mean, limits.lower, limits.upper) if limits else (None, None, None)
        told = [row.name, *map(_places, (row.series.value_now, *three)), row.state]
        values.append([*told, row.practices] if counted else told)
    return Export(key, title, [*headers, "Practices that stand out"] if counted else headers, values)


def _places(value: float | None) -> float | None:
    """To four places: a rate per 1,000 has no more to say."""
    return None if value is None else round(value, 4)
