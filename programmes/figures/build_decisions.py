"""What waits for somebody, as figures. Pure.

What began after the day of the figures does not wait yet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from daccom.calendar import FinancialYear
from daccom.formats import money_short
from programmes.figures.change import Decision, DecisionFigures
from programmes.models import Milestone, PlanSignature
from programmes.selectors.matters import Matters, Row
from referrals.models import Measure, OutlierRequest


def decision_figures(
    found: Matters, *, group: str, returns: int, year: FinancialYear, today: dt.date
) -> DecisionFigures:
    """What the Executive decides first, then what others owe; `returns` of `year` wait for review."""
    milestones = [row for row in found.of("milestone") if _waits(row, today)]
    late = [row for row in found.of("milestone") if row not in milestones and row.day and row.day < today]
    return DecisionFigures(
        [
            *(_milestone(row, "milestone") for row in _dated(milestones)),
            *_outliers(found, OutlierRequest.Status.ANSWERED, today),
            *(_reinvestment(row) for row in found.of("reinvestment") if _has_begun(row, today)),
            *([_returns(returns, year)] if returns else []),
            *(_plan(row, group) for row in found.of("plan") if _has_begun(row, today)),
            *_outliers(found, OutlierRequest.Status.ASKED, today),
            *(_milestone(row, "milestone_late") for row in _dated(late)),
        ]
    )


def _has_begun(row: Row, today: dt.date) -> bool:
    return row.began is None or row.began <= today


def _waits(row: Row, today: dt.date) -> bool:
    return row.state == Milestone.Status.SUBMITTED and _has_begun(row, today)


def _dated(rows: list[Row]) -> list[Row]:
    """The longest due first."""
    return sorted(rows, key=lambda row: (row.day or dt.date.max, row.title, row.note))


def _milestone(row: Row, kind: str) -> Decision:
    number = int(row.note)
    title = f"{row.title}: M{number} {Milestone.Number(number).label}"
    return _decision(row, kind, title, "", is_late=kind == "milestone_late")


def _outliers(found: Matters, status: str, today: dt.date) -> Iterator[Decision]:
    """Asked: the practice answers by a day. Answered: the Executive reads it."""
    for row in _dated([row for row in found.of("outlier") if row.state == status]):
        if _has_begun(row, today):
            ods, measure = row.note.split()
            title = f"{row.title}: {Measure(measure).label}"
            is_late = row.state == OutlierRequest.Status.ASKED and row.day is not None and row.day < today
            yield _decision(row, f"outlier_{row.state}", title, "", is_late=is_late, practice=ods)


def _reinvestment(row: Row) -> Decision:
    return _decision(row, "reinvestment", row.title, money_short(row.amount or 0))


def _plan(row: Row, group: str) -> Decision:
    signer = PlanSignature.Order(min(int(row.amount or 0) + 1, len(PlanSignature.Order)))
    title = f"{group} commissioning plan {FinancialYear(int(row.title))}"
    return _decision(row, "plan", title, f"next is the {signer.label}")


def _returns(count: int, year: FinancialYear) -> Decision:
    return Decision("returns", "", str(year), "", None, False, count, "", False)


def _decision(
    row: Row, kind: str, title: str, note: str, *, is_late: bool = False, practice: str = ""
) -> Decision:
    return Decision(kind, row.key, title, note, row.day, is_late, 1, practice, row.is_simulated)
