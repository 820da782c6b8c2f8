"""What the year may come to, as figures: what was recorded for the month, else as chosen. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from budgets.models import Method
from budgets.selectors.forecast_live import Choice, Chosen, Live, Once, standing
from daccom.amounts import known_sum
from daccom.calendar import Month
from programmes.figures.money import ForecastFigures, ForecastRow, MoneyFigures, MoneyRow, Pounds
from programmes.selectors.matters import Matters, Row


def forecast_figures(
    money: MoneyFigures, found: Matters, month: Month, live: Mapping[str, Live]
) -> ForecastFigures:
    """Each main category by the method its group chose, beside a month ago.

    What was recorded for the month stays; a category that has no record yet is forecast as it is `live`.
    """
    now = {row.key: row for row in found.of("record") if row.day == month.first}
    before = {row.key: row.amount for row in found.of("record") if row.day != month.first}
    rows = [_row(row, now.get(row.key), live.get(row.key), before.get(row.key)) for row in money.by_category]
    return ForecastFigures(rows, _total(rows, money.total), money.is_simulated)


def choices_of(found: Matters, month: Month) -> dict[str, Chosen]:
    """By the category's code the choice that holds in the month."""
    return standing(
        (
            Choice(row.key, Month(row.day), int(row.note), Chosen(Method(row.state), row.amount))
            for row in found.of("choice")
            if row.day is not None
        ),
        month,
    )


def once_of(found: Matters) -> list[Once]:
    """What comes once in the month's year."""
    return [
        Once(int(row.key), Month(row.day).number, row.amount)
        for row in found.of("once")
        if row.day is not None and row.amount is not None
    ]


def _row(row: MoneyRow, record: Row | None, live: Live | None, before: Pounds) -> ForecastRow:
    if record is not None:
        method = str(Method(record.state).label)
        return ForecastRow(row.key, row.name, method, record.budget, record.amount, before)
    if live is not None:
        return ForecastRow(row.key, row.name, str(live.method.label), live.budget, live.outturn, before)
    return ForecastRow(row.key, row.name, "", row.budget, None, before)


def _total(rows: list[ForecastRow], total: MoneyRow) -> ForecastRow:
    """The lines added up; a month ago only where every line that is forecast now was forecast then."""
    forecast = [row for row in rows if row.outturn is not None]
    both = [row for row in forecast if row.budget is not None]
    before = (
        known_sum(row.before for row in forecast) if all(row.before is not None for row in forecast) else None
    )
    found = ForecastRow(total.key, total.name, "", known_sum(row.budget for row in both), None, before)
    return replace(found, outturn=known_sum(row.outturn for row in both))
