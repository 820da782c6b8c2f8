"""Charts of a PCT's groups, those furthest from their budget or with the highest rate first."""

from __future__ import annotations

from decimal import Decimal

from budgets.charts import over_or_under
from daccom.charts import MONEY, RATE, Bar, Chart, Reference, bar_chart
from daccom.formats import number
from programmes.selectors.pct.activity import Rate
from programmes.selectors.pct.board import GroupRow, PCTBoard
from referrals.models import Measure

EMERGENCY = Measure.EMERGENCY


def variance_chart(board: PCTBoard) -> Chart:
    """How far each group with money here is over (to the right) or under its budget to date."""
    rows = sorted(_with_money(board), key=lambda row: -(row.position.total.variance or Decimal(0)))
    return bar_chart(
        title=f"Over and under budget to date by group, {board.month}",
        sentence=_variance_sentence(rows),
        names=("Group", "Spend less budget to date"),
        bars=[Bar(str(row.group), row.position.total.variance) for row in rows],
        unit=MONEY,
    )


def _with_money(board: PCTBoard) -> list[GroupRow]:
    return [row for row in board.rows if row.position.total.variance is not None]


def _variance_sentence(rows: list[GroupRow]) -> str:
    if not rows:
        return "No group has both a budget and spend for these months."
    over = [row for row in rows if (row.position.total.variance or 0) > 0]
    if len(rows) == 1:
        variance = rows[0].position.total.variance or Decimal(0)
        return f"{rows[0].group}, the only group with data here, is {over_or_under(variance, None)} budget."
    verb = "is" if len(over) == 1 else "are"
    return f"{len(over)} of the {len(rows)} groups with data here {verb} over budget."


def emergency_chart(board: PCTBoard) -> Chart:
    """Emergency admissions of each group beside those of all."""
    rows = sorted(board.known, key=lambda row: (_rate(row) is None, -(_rate(row) or 0)))
    whole = board.activity.this.get(EMERGENCY, Rate()).value
    said = "not known" if whole is None else f"{number(whole, 1)} per 1,000 patients and month"
    return bar_chart(
        title=f"Emergency admissions per 1,000 patients and month, April to {board.month}",
        sentence=f"In the PCT as a whole they are {said}; fewer are better, as "
        "long as the patients who need care get it.",
        names=("Group", "Per 1,000 patients and month"),
        bars=[Bar(str(row.group), _rate(row)) for row in rows],
        unit=RATE,
        reference=None if whole is None else Reference("PCT", whole),
    )


def _rate(row: GroupRow) -> float | None:
    return row.activity.this.get(EMERGENCY, Rate()).value
