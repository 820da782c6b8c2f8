"""Budget, spend and forecast as the page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from daccom.charts import MONEY, Bar, Chart, bar_chart
from daccom.formats import money_short
from programmes.board.addresses import spend_url
from programmes.board.key_figures import over_words
from programmes.figures.money import ForecastFigures, ForecastRow, MoneyFigures, MoneyRow, Pounds
from referrals.views.group_month import GroupMonth


@dataclass(frozen=True)
class CategoryRow:
    """A main category with its forecast, and where its spend opens."""

    row: MoneyRow
    forecast: ForecastRow
    url: str


def against(variance: Pounds) -> str:
    """“£347k over”, “exactly on”: to be followed by what it is over or on."""
    return over_words(variance) if variance else "exactly on"


def category_rows(money: MoneyFigures, forecast: ForecastFigures, place: GroupMonth) -> list[CategoryRow]:
    found = {row.key: row for row in forecast.rows}
    return [CategoryRow(row, found[row.key], spend_url(place, category=row.key)) for row in money.by_category]


def category_chart(money: MoneyFigures, month: str) -> Chart | None:
    """How far each main category is over (to the right) or under its budget to date."""
    if not money.by_category:
        return None
    return bar_chart(
        title=f"Over and under budget to date by category, {month}",
        sentence=_sentence(money),
        names=("Category", "Spend less budget to date"),
        bars=[Bar(row.name, row.variance) for row in _by_variance(money.by_category)],
        unit=MONEY,
    )


def practice_chart(money: MoneyFigures, month: str) -> Chart | None:
    """The same by practice, by name."""
    if not money.by_practice:
        return None
    over = sum((row.variance or Decimal(0)) > 0 for row in money.by_practice)
    return bar_chart(
        title=f"Over and under budget to date by practice, {month}",
        sentence=f"{over} of {len(money.by_practice)} practices are over budget to date.",
        names=("Practice", "Spend less budget to date"),
        bars=[
            Bar(row.name, row.variance, "not fully posted" if row.months_missing else "")
            for row in _by_variance(money.by_practice)
        ],
        unit=MONEY,
    )


def _by_variance(rows: Sequence[MoneyRow]) -> list[MoneyRow]:
    return sorted(rows, key=lambda row: (row.variance is None, -(row.variance or Decimal(0))))


def _sentence(money: MoneyFigures) -> str:
    total = money.total
    if total.variance is None:
        return "There is nothing to compare: no spend is posted, or no budget is set."
    return f"All categories together are {against(total.variance)} their budget to date."


def forecast_chart(found: ForecastFigures, year: str) -> Chart | None:
    """What each main category is forecast to end over or under its budget."""
    if not found.rows:
        return None
    rows = sorted(found.rows, key=lambda row: (row.variance is None, -(row.variance or Decimal(0))))
    return bar_chart(
        title=f"Forecast over and under budget at the end of {year}",
        sentence=forecast_sentence(found),
        names=("Category", "Forecast less budget"),
        bars=[Bar(row.name, row.variance) for row in rows],
        unit=MONEY,
    )


def forecast_sentence(found: ForecastFigures) -> str:
    total = found.total
    if total.outturn is None or total.budget is None:
        return "There is no forecast: no spend is posted, or no budget is set."
    text = (
        f"The year is forecast to come to {money_short(total.outturn)}, "
        f"{against(total.variance)} a budget of {money_short(total.budget)}"
    )
    if total.movement:
        side = "more" if total.movement > 0 else "less"
        text += f", {money_short(abs(total.movement))} {side} than was forecast a month ago"
    return f"{text}."
