"""The tables of a PCT's dashboard as files: the same figures, as numbers; missing as nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from daccom.exports import Export
from programmes.selectors.pct.activity import MEASURES
from programmes.selectors.pct.board import GroupRow, PCTBoard
from referrals.models import Measure

GLANCE = (
    "Group",
    "Has data here",
    "Returns expected",
    "Returns complete",
    "Returns on time",
    "Returns missing",
    "Budget to date",
    "Spend to date",
    "Over (+) or under (-) to date",
    "Forecast over (+) or under (-)",
    "Forecast recorded",
    "Saved",
    "Planned for the same months",
    "Challenged",
    "Recovered",
    "Lost",
    "Still open",
    "Decisions waiting",
)
BESIDE = (
    "Group",
    "Returns complete",
    "Returns expected",
    "Last year complete",
    "Last year expected",
    "Spend to date",
    "Spend in the same months last year",
    "Change, %",
)


def pct_exports(board: PCTBoard) -> list[Export]:
    """What the page shows, in three files."""
    labels = [str(Measure(measure).label) for measure in MEASURES]
    headers = ["Group", *labels, *(f"{label}, last year" for label in labels)]
    return [
        Export("groups", "Groups", GLANCE, [_glance(row) for row in board.rows]),
        Export("last-year", "Beside last year", BESIDE, [_beside(row) for row in board.rows]),
        Export(
            "activity",
            "Per 1,000 patients and month",
            headers,
            [
                *([str(row.group), *_rates(row.activity)] for row in board.rows),
                ["All groups", *_rates(board.activity)],
            ],
        ),
    ]


def _glance(row: GroupRow) -> list[Any]:
    name = str(row.group)
    if not row.has_data:
        return [name, "no", *[None] * (len(GLANCE) - 2)]
    total, saved, challenged = row.position.total, row.savings, row.activity.challenged
    return [
        name,
        "yes",
        row.returns.expected,
        row.returns.complete,
        row.returns.on_time,
        row.returns.missing,
        total.budget_to_date,
        total.spend,
        total.variance,
        row.forecast_variance,
        "yes" if row.recorded else "no",
        saved.actual,
        saved.planned_known,
        challenged.gross,
        challenged.recovered,
        challenged.lost,
        challenged.open_gross,
        row.decisions.count,
    ]


def _beside(row: GroupRow) -> list[Any]:
    name = str(row.group)
    if not row.has_data:
        return [name, *[None] * (len(BESIDE) - 1)]
    total, last = row.position.total, row.last_returns
    return [
        name,
        row.returns.complete,
        row.returns.expected,
        last.complete if last.expected else None,
        last.expected or None,
        total.spend,
        total.last_year,
        _two(total.change_percent),
    ]


def _rates(found: Any) -> list[Any]:
    values = [found.this[measure].value if measure in found.this else None for measure in MEASURES] + [
        found.last[measure].value if measure in found.last else None for measure in MEASURES
    ]
    return [None if value is None else round(value, 2) for value in values]


def _two(share: Decimal | None) -> Decimal | None:
    return None if share is None else round(share, 2)
