"""What the year may come to, as figures: what was recorded for the month, else in a straight line. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from budgets.models import Method
from daccom.calendar import Month
from programmes.figures.money import ForecastFigures, ForecastRow, MoneyFigures, MoneyRow, Pounds
from programmes.selectors.matters import Matters, Row


def forecast_figures(money: MoneyFigures, found: Matters, month: Month) -> ForecastFigures:
    """Each main category by the method its group chose when the month was recorded, beside a month ago.

    A category that has no record yet goes on in a straight line, and says so.
    """
    now = {row.key: row for row in found.of("record") if row.day == month.first}
    before = {row.key: row.amount for row in found.of("record") if row.day != month.first}
    rows = [_row(row, now.get(row.key), before.get(row.key)) for row in money.by_category]
    return ForecastFigures(rows, _total(rows, money.total), money.is_simulated)


def _row(row: MoneyRow, record: Row | None, before: Pounds) -> ForecastRow:
    if record is None:
        method = str(Method.STRAIGHT_LINE.label)
        return ForecastRow(row.key, row.name, method, row.budget, row.outturn, before)
    return ForecastRow(
        row.key, row.name, str(Method(record.state).label), record.budget, record.amount, before
    )


def _total(rows: list[ForecastRow], total: MoneyRow) -> ForecastRow:
    """The lines added up; a month ago only where every line that is forecast now was forecast then."""
    forecast = [row for row in rows if row.outturn is not None]
    both = [row for row in forecast if row.budget is not None]
    before = _sum(row.before for row in forecast) if all(row.before is not None for row in forecast) else None
    found = ForecastRow(total.key, total.name, "", _sum(row.budget for row in both), None, before)
    return replace(found, outturn=_sum(row.outturn for row in both))


def _sum(amounts: Iterable[Pounds]) -> Pounds:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None
