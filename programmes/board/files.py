"""The tables of a group's dashboard as files: the figures its reader gets, as numbers; missing as nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from daccom.calendar import Month
from daccom.exports import Export
from programmes.figures import GroupFigures
from programmes.figures.change import ChallengeLine
from programmes.figures.measures import MeasureFigures
from programmes.figures.money import MoneyRow

MONEY = (
    "Budget, year",
    "Budget to date",
    "Spend to date",
    "Over (+) or under (-)",
    "Over or under, %",
    "Straight-line outturn",
    "Outturn against budget",
    "Monthly figures not posted",
)
CHALLENGED = ("Challenges", "Raised, gross", "Net", "Recovered", "Lost", "Open", "Open, gross")
Rows = list[list[Any]]


def board_exports(board: GroupFigures) -> list[Export]:
    """What the group's dashboard is made from. `board` is what `for_reader` left of it."""
    return [
        Export("returns", "Returns by practice", *_returns(board)),
        Export("categories", "Budget by category", ["Category", *MONEY], _money(board, "category")),
        Export(
            "practices", "Budget by practice", ["ODS code", "Practice", *MONEY], _money(board, "practice")
        ),
        Export("forecast", "Forecast", *_forecast(board)),
        Export("months", "Care by month", *_months(board.measures)),
        Export("care", "Care by practice", *_care(board.measures)),
        Export("savings", "Savings", *_savings(board)),
        Export(
            "challenges", "Challenges by month", ["Month", *CHALLENGED], _lines(board.challenges.by_month)
        ),
        Export("decisions", "Waiting for a decision", *_decisions(board)),
    ]


def practice_exports(board: GroupFigures, ods: str) -> list[Export]:
    """The same of one practice of the group, each line of it alone."""
    measures = [Export("months", "Care by month", *_practice_months(board.measures, ods))]
    headers, rows = _returns(board)
    money = [row for row in _money(board, "practice") if row[0] == ods]
    lines = [
        [board_name(board, line.category), line.budget, line.budget_to_date, line.spend, line.variance]
        for line in board.money.lines
        if line.practice == ods
    ]
    return [
        Export("returns", "Returns", headers, [row for row in rows if row[0] == ods]),
        Export("budget", "Budget", ["ODS code", "Practice", *MONEY], money),
        Export("categories", "Budget by category", ["Category", *MONEY[:4]], lines),
        *measures,
    ]


def board_name(board: GroupFigures, category: str) -> str:
    """A main category by its code; the code itself for one that is managed elsewhere."""
    return next((row.name for row in board.money.by_category if row.key == category), category)


def _returns(board: GroupFigures) -> tuple[list[str], Rows]:
    months = [str(month) for month in board.month.year.months]
    rows = [[row.ods, row.name, *(cell.words for cell in row.cells)] for row in board.returns.rows]
    return ["ODS code", "Practice", *months], rows


def _money(board: GroupFigures, by: str) -> Rows:
    if by == "category":
        return [[row.name, *_pounds(row)] for row in [*board.money.by_category, board.money.total]]
    return [[row.key, row.name, *_pounds(row)] for row in board.money.by_practice]


def _pounds(row: MoneyRow) -> list[Any]:
    return [
        row.budget,
        row.budget_to_date,
        row.spend,
        row.variance,
        _two(row.variance_percent),
        row.outturn,
        row.outturn_variance,
        row.months_missing,
    ]


def _forecast(board: GroupFigures) -> tuple[list[str], Rows]:
    headers = ["Category", "Method", "Budget", "Forecast", "Against budget", "A month before", "Moved"]
    rows = [
        [row.name, row.method, row.budget, row.outturn, row.variance, row.before, row.movement]
        for row in [*board.forecast.rows, board.forecast.total]
    ]
    return headers, rows


def _months(measures: Iterable[MeasureFigures]) -> tuple[list[str], Rows]:
    rows = [
        [one.name, str(month), value, reported, expected]
        for one in measures
        for month, value, reported, expected in zip(
            one.months, one.group, one.reported, one.expected, strict=True
        )
    ]
    return ["Measure", "Month", "Group", "Practices known", "Practices"], rows


def _care(measures: Iterable[MeasureFigures]) -> tuple[list[str], Rows]:
    headers = ["Measure", "From", "To", "ODS code", "Practice", "Observed", "Expected", "Ratio", "Verdict"]
    rows = [
        [one.name, *_ends(one.window), row.ods, row.name, row.observed, _two(row.expected), _two(row.ratio)]
        + [row.verdict or row.why]
        for one in measures
        for row in one.practices
    ]
    return headers, rows


def _practice_months(measures: Iterable[MeasureFigures], ods: str) -> tuple[list[str], Rows]:
    rows = [
        [one.name, str(month), value]
        for one in measures
        for row in one.practices
        if row.ods == ods
        for month, value in zip(one.months, row.values, strict=True)
    ]
    return ["Measure", "Month", "Practice"], rows


def _ends(window: list[Month]) -> list[str]:
    return [str(window[0]), str(window[-1])] if window else ["", ""]


def _savings(board: GroupFigures) -> tuple[list[str], Rows]:
    headers = ["Target", "Name", "Planned, year", "Planned for known months", "Saved", "Difference"]
    rows = [
        [one.number, one.name, one.planned_year, one.planned_known, one.actual, one.difference]
        for one in board.savings.targets
    ]
    return headers, rows


def _lines(lines: Iterable[ChallengeLine]) -> Rows:
    return [
        [one.name, one.count, one.gross, one.net, one.recovered, one.lost, one.open_count, one.open_gross]
        for one in lines
    ]


def _decisions(board: GroupFigures) -> tuple[list[str], Rows]:
    rows = [[one.title, one.note, one.due_on, one.count] for one in board.decisions.waiting]
    return ["What", "Note", "Due", "Count"], rows


def _two(value: Any) -> Any:
    return None if value is None else round(value, 2)
