"""Referrals and hospital activity: a table of measures, a funnel, and the year beside the last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from daccom.charts import RATE, Chart, line_chart
from daccom.charts.funnel import FunnelCurve, FunnelPoint, funnel_chart
from daccom.formats import number, percent, plural
from programmes.board.addresses import measure_url
from programmes.brief.activity import RULES
from programmes.figures import GroupFigures
from programmes.figures.measures import MeasureFigures, PracticeMeasure
from referrals.views.group_month import GroupMonth
from referrals.words import names

CONFIDENCE = {"95%": 0.95, "99.8%": 0.998}
STEPS = 40
USUAL = "usual variation"


@dataclass(frozen=True)
class MeasureRow:
    """One measure in words: the group's rate, that of a year before, its run chart and who stands out."""

    name: str
    unit: str
    url: str
    chart_url: str
    rate: str
    before: str
    change: str
    state: str
    has_fired: bool
    outside: list[PracticeMeasure]
    missing: str


def measure_rows(figures: GroupFigures, place: GroupMonth) -> list[MeasureRow]:
    return [_row(found, place) for found in figures.measures]


def _row(found: MeasureFigures, place: GroupMonth) -> MeasureRow:
    gaps = found.expected[-1] - found.reported[-1]
    return MeasureRow(
        name=found.name,
        unit="£ per patient" if found.is_money else "per 1,000 patients",
        url=measure_url(place, found.measure),
        chart_url=place.address("referrals:run-chart", measure=found.measure),
        rate=_rate(found, found.rate),
        before=_rate(found, found.rate_a_year_before),
        change=_change(found),
        state=_state(found),
        has_fired=bool(found.rule),
        outside=sorted(found.outside, key=lambda row: not row.is_strict),
        missing=f"{plural(gaps, 'practice')} missing" if gaps else "",
    )


def _rate(found: MeasureFigures, rate: float | None) -> str:
    if rate is None:
        return "missing"
    return f"£{number(rate, 2)}" if found.is_money else number(rate, 1)


def _change(found: MeasureFigures) -> str:
    """By how much the rate differs from that of a year before."""
    if found.rate is None or not found.rate_a_year_before:
        return "not known"
    change = (found.rate / found.rate_a_year_before - 1) * 100
    return f"{'+' if change > 0 else ''}{percent(change)}"


def _state(found: MeasureFigures) -> str:
    if found.rule:
        return RULES[found.rule, found.side]
    if found.rate is None:
        return "missing"
    return USUAL if found.lower is not None else "too few months for limits"


def year_chart(found: MeasureFigures) -> Chart:
    """The measure's months of the financial year beside those of the year before."""
    year, last = found.months[-1].year, found.months[-1].year.previous()
    rates = dict(zip(found.months, found.rates, strict=True))
    return line_chart(
        title=f"{found.name} per 1,000 patients, {year} beside {last}",
        sentence=_sentence(found),
        points=[f"{month.first:%b}" for month in year.months],
        series={
            str(year): [rates.get(month) for month in year.months],
            str(last): [rates.get(month) for month in last.months],
        },
        unit=RATE,
    )


def _sentence(found: MeasureFigures) -> str:
    month = found.months[-1]
    if found.rate is None:
        return f"There is no figure for {month}: nothing is in, or no list size is known."
    text = f"{number(found.rate, 1)} per 1,000 patients in {month}"
    if found.rate_a_year_before is not None:
        text += f", {number(found.rate_a_year_before, 1)} a year before"
    return f"{text}: {_state(found)}."


def funnel(found: MeasureFigures) -> Chart | None:
    """Every practice's ratio of observed to expected with the limits of chance; None under two practices."""
    drawn = [row for row in found.practices if row.ratio is not None and row.expected]
    if len(drawn) < 2:
        return None
    return funnel_chart(
        title=f"{found.name} against what was expected, {found.window[0]} to {found.window[-1]}",
        sentence=funnel_sentence(found),
        points=[_point(row) for row in drawn],
        curves=list(_curves([row.expected or 0.0 for row in drawn])),
    )


def _point(row: PracticeMeasure) -> FunnelPoint:
    return FunnelPoint(row.name, float(row.observed or 0), row.expected or 0.0, row.verdict, row.stands_out)


def _curves(expected: list[float]) -> Iterator[FunnelCurve]:
    from referrals.statistics import funnel_curves

    first, last = max(min(expected) * 0.85, 0.5), max(expected) * 1.08
    at = [first + (last - first) * step / (STEPS - 1) for step in range(STEPS)]
    for label, confidence in CONFIDENCE.items():
        lower, upper = funnel_curves(at, confidence)
        yield FunnelCurve(label, at, list(lower), list(upper))


def funnel_sentence(found: MeasureFigures) -> str:
    """Who stands out, and that the others do not."""
    judged = [row for row in found.practices if row.verdict]
    if not judged:
        return "No practice can be compared: no reference, no list or no figure is known."
    high = [row.name for row in judged if row.is_high]
    low = [row.name for row in judged if row.is_low]
    said = [
        *([f"More than chance explains: {names(high)}"] if high else []),
        *([f"fewer: {names(low)}" if high else f"Fewer than chance explains: {names(low)}"] if low else []),
    ]
    if not said:
        return f"Chance explains where each of the {len(judged)} practices lies."
    rest = len(judged) - len(high) - len(low)
    verb = "lies" if rest == 1 else "lie"
    return f"{'; '.join(said)}. The other {plural(rest, 'practice')} {verb} within chance."
