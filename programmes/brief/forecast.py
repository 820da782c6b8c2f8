"""What the year is forecast to come to."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from daccom.formats import money_short, percent
from programmes.brief.sentence import Sentence, small, weigh
from programmes.figures import GroupFigures
from programmes.figures.money import ForecastRow

NOTHING = Decimal(0)


def forecast(figures: GroupFigures) -> Iterator[Sentence]:
    """The year's end against its budget, and how that moved in a month."""
    total = figures.forecast.total
    if total.variance is None:
        return
    share = abs(total.variance_percent or NOTHING)
    text = f"The year is forecast to end {_standing(total)}{_movement(total)}.{_worst(figures.forecast.rows)}"
    yield Sentence(
        "Forecast", "forecast", text, weigh(40, 8 * float(share)), "Over" if total.variance > 0 else ""
    )


def _standing(row: ForecastRow) -> str:
    variance, share = row.variance or NOTHING, row.variance_percent
    if not variance:
        return "exactly on its budget"
    shown = f" ({percent(abs(share))})" if share is not None else ""
    return f"{money_short(abs(variance))}{shown} {'over' if variance > 0 else 'under'} its budget"


def _movement(row: ForecastRow) -> str:
    if not row.movement:
        return ""
    return f", {money_short(abs(row.movement))} {'more' if row.movement > 0 else 'less'} than a month ago"


def _worst(rows: list[ForecastRow]) -> str:
    """The category furthest over."""
    over = [row for row in rows if (row.variance or NOTHING) > 0]
    if not over:
        return ""
    worst = max(over, key=lambda row: row.variance or NOTHING)
    return f" Furthest over is {small(worst.name)}, {money_short(worst.variance or NOTHING)}."
