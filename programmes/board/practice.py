"""One practice's part of its group's figures, as its own page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from daccom.charts import COUNT, Chart, line_chart
from daccom.formats import number, percent
from programmes.board.key_figures import over_words
from programmes.figures import GroupFigures
from programmes.figures.change import ChallengeLine
from programmes.figures.measures import MeasureFigures, PracticeList, PracticeMeasure, Value
from programmes.figures.money import MoneyLine, MoneyRow
from programmes.figures.returns import ReturnCell, ReturnRow

MISSING, NOT_SHOWN = "missing", "not shown"
NOTHING_SAID = "–"
NOT_SIGNIFICANT, AS_EXPECTED = "not significant", "as expected"
"""The verdict as the figures keep it, and as a practice reads it."""


@dataclass(frozen=True)
class PracticeRow:
    """One practice in the group's list of practices, in words."""

    ods: str
    name: str
    state: str
    standing: str
    patients: str
    strict: list[str]


def practice_rows(figures: GroupFigures) -> list[PracticeRow]:
    """Every practice of the month, by name."""
    returns = {row.ods: figures.returns.current(row).words for row in figures.returns.rows}
    money = {row.key: over_words(row.variance) for row in figures.money.by_practice}
    return [
        PracticeRow(
            one.ods,
            one.name,
            returns.get(one.ods, NOTHING_SAID),
            money.get(one.ods, MISSING),
            number(one.patients) if one.patients is not None else MISSING,
            [
                f"{found.name}: {'high' if row.is_high else 'low'}"
                for found in figures.measures
                for row in found.practices
                if row.ods == one.ods and row.is_strict
            ],
        )
        for one in figures.practices
    ]


@dataclass(frozen=True)
class OwnMeasure:
    """One measure of the practice in words: its month, its rate beside the group's, and its verdict."""

    measure: str
    name: str
    value: str
    before: str
    rate: str
    group_rate: str
    against: str
    ratio: str
    verdict: str
    is_strict: bool


@dataclass(frozen=True)
class OwnPart:
    """What belongs to one practice. `returns` None: it was not expected in the year at all."""

    about: PracticeList
    money: MoneyRow | None
    lines: list[tuple[str, MoneyLine]]
    returns: ReturnRow | None
    current: ReturnCell | None
    measures: list[OwnMeasure]
    challenges: ChallengeLine | None


def own_part(figures: GroupFigures, ods: str) -> OwnPart | None:
    """The practice's part; None when it was not in the group in the month."""
    about = next((one for one in figures.practices if one.ods == ods), None)
    if about is None:
        return None
    returns = next((row for row in figures.returns.rows if row.ods == ods), None)
    names = {row.key: row.name for row in figures.money.by_category}
    return OwnPart(
        about=about,
        money=figures.money.of_practice(ods),
        lines=[(names[line.category], line) for line in figures.money.lines if line.practice == ods],
        returns=returns,
        current=figures.returns.current(returns) if returns else None,
        measures=[
            _own(found, row, about) for found in figures.measures for row in found.practices if row.ods == ods
        ],
        challenges=next((line for line in figures.challenges.by_practice if line.key == ods), None),
    )


def _own(found: MeasureFigures, row: PracticeMeasure, about: PracticeList) -> OwnMeasure:
    return OwnMeasure(
        measure=found.measure,
        name=found.name,
        value=_value(row, row.values[-1]),
        before=_value(row, row.values[-13] if len(row.values) > 12 else None),
        rate=_rate(found, row.values[-1], about.patients),
        group_rate=_shown(found, found.rate),
        against=_against(row),
        ratio=percent(row.ratio * 100) if row.ratio is not None else _why(found, row),
        verdict=AS_EXPECTED if row.verdict == NOT_SIGNIFICANT else row.verdict or NOTHING_SAID,
        is_strict=row.is_strict,
    )


def _why(found: MeasureFigures, row: PracticeMeasure) -> str:
    return NOTHING_SAID if found.is_money else row.why or NOTHING_SAID


def _value(row: PracticeMeasure, value: Value) -> str:
    """A month's count; a small one of another practice is not told from a missing one."""
    if value is None:
        return NOT_SHOWN if row.is_hidden else MISSING
    return number(value) if isinstance(value, int) else f"£{number(value)}"


def _rate(found: MeasureFigures, value: Value, patients: int | None) -> str:
    if value is None:
        return NOTHING_SAID
    if not patients:
        return "no list size"
    return _shown(found, float(value) / patients * (1 if found.is_money else 1000))


def _shown(found: MeasureFigures, rate: float | None) -> str:
    if rate is None:
        return MISSING
    return f"£{number(rate, 2)}" if found.is_money else number(rate, 1)


def _against(row: PracticeMeasure) -> str:
    if row.observed is None or row.expected is None:
        return NOTHING_SAID
    return f"{number(row.observed)} of {number(row.expected, 1)}"


def own_year_chart(found: MeasureFigures, ods: str) -> Chart:
    """The practice's months of the financial year beside those of the year before."""
    row = next(one for one in found.practices if one.ods == ods)
    year, last = found.months[-1].year, found.months[-1].year.previous()
    values = dict(zip(found.months, row.values, strict=True))
    now, before = values[found.months[-1]], row.values[-13] if len(row.values) > 12 else None
    said = f"{_value(row, now)} in {found.months[-1]}, {_value(row, before)} a year before."
    return line_chart(
        title=f"{found.name}, {year} beside {last}",
        sentence=said[:1].upper() + said[1:],
        points=[f"{month.first:%b}" for month in year.months],
        series={
            str(year): [values.get(month) for month in year.months],
            str(last): [values.get(month) for month in last.months],
        },
        unit=COUNT,
    )
