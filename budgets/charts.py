"""Charts of money."""

from __future__ import annotations

from decimal import Decimal

from budgets.selectors.position import Position
from daccom.charts import MONEY, Bar, Chart, bar_chart
from daccom.formats import money_short, percent


def variance_chart(found: Position) -> Chart:
    """How far each practice is over (to the right) or under its budget to date, the furthest over first."""
    rows = sorted(found.by_practice, key=lambda row: (row.variance is None, -(row.variance or Decimal(0))))
    return bar_chart(
        title=f"Over and under budget to date by practice, {found.month}",
        sentence=variance_sentence(found),
        names=("Practice", "Spend less budget to date"),
        bars=[Bar(row.heading.name, row.variance) for row in rows],
        unit=MONEY,
    )


def variance_sentence(found: Position) -> str:
    """Where the group stands: to date, and at the year's end by the straight line."""
    total = found.total
    if total.variance is None or total.outturn_variance is None:
        return f"There is nothing to compare for {found.month}: no spend is posted, or no budget is set."
    to_date = over_or_under(total.variance, total.variance_percent)
    outturn = over_or_under(total.outturn_variance, total.outturn_percent)
    return (
        f"At month {found.month.number} spend is {to_date} the budget to date; "
        f"in a straight line the year would end {outturn} its budget."
    )


def over_or_under(variance: Decimal, share: Decimal | None) -> str:
    """“£347k over (0.3%)”: to be followed by what it is over or under."""
    if not variance:
        return "exactly on"
    size = money_short(abs(variance))
    shown = f" ({percent(abs(share))})" if share is not None else ""
    return f"{size}{shown} {'over' if variance > 0 else 'under'}"
