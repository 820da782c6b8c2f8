"""Charts of a PCT's groups, those furthest from their budget or with the highest rate first."""

from __future__ import annotations

from daccom.charts import MONEY, RATE, Bar, Chart, Reference, bar_chart
from daccom.formats import money_short, number
from programmes.selectors.pct.activity import Rate
from programmes.selectors.pct.board import GroupRow, PCTBoard
from referrals.models import Measure

EMERGENCY = Measure.EMERGENCY


def variance_chart(board: PCTBoard) -> Chart:
    """How far each group is over (to the right) or under its budget to date."""
    rows = sorted(board.rows, key=lambda row: (row.position.total.variance is None, _over(row)))
    over = [str(row.group) for row in board.known if (row.position.total.variance or 0) > 0]
    known = sum(row.position.total.variance is not None for row in board.rows)
    return bar_chart(
        title=f"Over and under budget to date by group, {board.month}",
        sentence=f"{number(len(over))} of the {number(known)} groups whose money is known "
        f"{'is' if len(over) == 1 else 'are'} over budget"
        + (f", by {money_short(board.variance or 0)} in all." if over == _all_known(board) else "."),
        names=("Group", "Spend less budget to date"),
        bars=[Bar(str(row.group), row.position.total.variance) for row in rows],
        unit=MONEY,
    )


def _over(row: GroupRow) -> float:
    return -float(row.position.total.variance or 0)


def _all_known(board: PCTBoard) -> list[str]:
    return [str(row.group) for row in board.known if row.position.total.variance is not None]


def emergency_chart(board: PCTBoard) -> Chart:
    """Emergency admissions of each group beside those of all."""
    rows = sorted(board.rows, key=lambda row: (_rate(row) is None, -(_rate(row) or 0)))
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
