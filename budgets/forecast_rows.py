"""Rows of the forecast pages, as their tables and their files show them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgets.forecast_methods import expected_next
from budgets.forecast_movement import Cause
from budgets.models import ForecastRecord, Method
from budgets.selectors.backtests import METHODS, Backtest, Backtests, Miss
from budgets.selectors.forecast_records import Moved, Movements
from budgets.selectors.forecasts import CategoryForecast, Estimate, Forecasts
from daccom.exports import Export

Address = Callable[[CategoryForecast], str]
Cell = str | Decimal | None


@dataclass(frozen=True)
class LineRow:
    """One category beside what was forecast for it last month."""

    line: CategoryForecast
    moved: Moved
    url: str

    @property
    def cells(self) -> list[Estimate]:
        return list(self.line.estimates.values())


def line_rows(found: Forecasts, moved: Movements, address: Address) -> list[LineRow]:
    return [LineRow(line, one, address(line)) for line, one in zip(found.lines, moved.lines, strict=True)]


def totals_by_method(found: Forecasts) -> list[Estimate]:
    """All lines by each method, judgement too: last."""
    return [found.total_by(method) for method in Method]


@dataclass(frozen=True)
class CauseRow:
    """One line's movement, cause by cause, its sum last; None where nothing can be compared."""

    name: str
    amounts: list[Decimal | None]


def cause_rows(moved: Movements) -> tuple[list[CauseRow], CauseRow]:
    """The lines, and all of them together."""
    rows = []
    for one in moved.lines:
        split = one.movement
        amounts: list[Decimal | None] = [None] * len(HEADS)
        if split:
            amounts = [*(split.causes[cause] for cause in Cause), split.total]
        rows.append(CauseRow(one.line.category.name, amounts))
    return rows, CauseRow("All", [*(moved.by_cause(cause) for cause in Cause), moved.total])


HEADS = (*map(str, Cause), "Movement")


@dataclass(frozen=True)
class MissCell:
    method: Method
    percent: Decimal | None
    is_best: bool


def miss_cells(backtest: Backtest) -> list[MissCell]:
    """How wrong each method was on average; the least wrong is marked."""
    best = backtest.best
    return [MissCell(method, backtest.mean_absolute(method), method == best) for method in METHODS]


def miss_rows(found: Forecasts, tests: Backtests) -> list[tuple[str, list[MissCell]]]:
    rows = [(line.category.name, miss_cells(tests.of(line.category.code))) for line in found.lines]
    return [*rows, ("All", miss_cells(tests.total))]


@dataclass(frozen=True)
class MethodRow:
    """One method for one category: what it says now, and what it missed in each earlier year."""

    estimate: Estimate
    is_chosen: bool
    misses: list[Miss | None]
    mean: Decimal | None
    expected: Decimal | None


def method_rows(line: CategoryForecast, backtest: Backtest) -> list[MethodRow]:
    return [
        MethodRow(
            estimate,
            method == line.method,
            [backtest.in_year(method, year) for year in backtest.years],
            backtest.mean_absolute(method),
            expected_next(method, line.basis.before_last()),
        )
        for method, estimate in line.estimates.items()
    ]


def forecast_exports(found: Forecasts, moved: Movements, tests: Backtests) -> list[Export]:
    """The tables of the group's page."""
    lines, total = cause_rows(moved)
    return [
        Export("forecast", "Forecast by category", FORECAST_HEADS, _forecast_cells(found, moved)),
        Export("methods", "All methods", METHOD_HEADS, list(_method_cells(found))),
        Export(
            "movement",
            "Movement by cause",
            ("Category", *HEADS),
            [(row.name, *row.amounts) for row in (*lines, total)],
        ),
        Export(
            "backtest",
            "How wrong methods were",
            ("Category", *(f"{method.label}, mean absolute % error" for method in METHODS)),
            [(name, *(_places(cell.percent) for cell in cells)) for name, cells in miss_rows(found, tests)],
        ),
    ]


def category_exports(
    rows: list[MethodRow], backtest: Backtest, moved: Moved, records: list[ForecastRecord]
) -> list[Export]:
    """The tables of a category's page."""
    errors = tuple(f"Error in {year}, %" for year in backtest.years)
    split = moved.movement
    return [
        Export(
            "methods",
            "Every method",
            ("Method", "Expected of the month", *METHOD_HEADS[2:6], *errors, "Mean absolute % error"),
            [_method_row(row) for row in rows],
        ),
        Export(
            "movement",
            "Movement by cause",
            ("Cause", "Amount"),
            [(str(cause), amount) for cause, amount in split.causes.items()] if split else [],
        ),
        Export(
            "records",
            "Month after month",
            ("Month", "Method", "Budget then", "Forecast then"),
            [(row.month, row.get_method_display(), row.budget, row.outturn) for row in records],
        ),
    ]


def _method_row(row: MethodRow) -> Sequence[Cell]:
    one = row.estimate
    errors = [_places(miss.percent) if miss else None for miss in row.misses]
    figures = (one.outturn, one.variance, _places(one.percent), one.cannot)
    return (one.method.label, row.expected, *figures, *errors, _places(row.mean))


FORECAST_HEADS = (
    "Category",
    "Budget, year",
    "Posted to date",
    "Standing in for what is not posted",
    "Forecast",
    "Over or under",
    "%",
    "Method",
    "Forecast last month",
    "Movement",
)
METHOD_HEADS = ("Category", "Method", "Forecast", "Over or under", "%", "Why not", "Chosen")


def _forecast_cells(found: Forecasts, moved: Movements) -> list[Sequence[Cell]]:
    rows: list[Sequence[Cell]] = [
        (
            line.category.name,
            line.budget,
            line.spend,
            line.stood_in,
            line.chosen.outturn,
            line.chosen.variance,
            _places(line.chosen.percent),
            line.method.label,
            one.record.outturn if one.record else None,
            one.movement.total if one.movement else None,
        )
        for line, one in zip(found.lines, moved.lines, strict=True)
    ]
    stood_in = sum((line.stood_in for line in found.lines), Decimal(0))
    money = (found.budget, found.spend, stood_in, found.outturn, found.variance, _places(found.percent))
    return [*rows, ("All", *money, "", moved.before, moved.total)]


def _method_cells(found: Forecasts) -> list[Sequence[Cell]]:
    parts = [(line.category.name, line.method, line.estimates.values()) for line in found.lines]
    rows: list[Sequence[Cell]] = [
        (
            name,
            one.method.label,
            one.outturn,
            one.variance,
            _places(one.percent),
            one.cannot,
            _yes(one.method == chosen),
        )
        for name, chosen, estimates in parts
        for one in estimates
    ]
    totals = [
        ("All", one.method.label, one.outturn, one.variance, _places(one.percent), one.cannot, "")
        for one in totals_by_method(found)
    ]
    return [*rows, *totals]


def _places(percent: Decimal | None) -> Decimal | None:
    """To three places, as much as misses of a tenth of a percent need."""
    return None if percent is None else round(percent, 3)


def _yes(is_so: bool) -> str:
    return "yes" if is_so else ""
