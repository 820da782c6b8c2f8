"""What a document states of a month beside what is computed from posted spend. Money is pounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from budgets.models import StatedFigure
from budgets.selectors.forecasts import Forecasts
from budgets.selectors.position import Position, Row
from budgets.selectors.statements import Base, Printed, Statement

Figure = Callable[[Row], Decimal | None]
Amounts = Mapping[str, Decimal | None]


@dataclass(frozen=True)
class Beside:
    """One printed line and the same category computed; None when nothing is posted."""

    figure: StatedFigure
    computed: Decimal | None


@dataclass(frozen=True)
class PrintedBeside:
    """A printed total and its lines, each beside the computed one."""

    printed: Printed
    lines: list[Beside]
    total: Decimal | None

    @property
    def together(self) -> Decimal | None:
        """The computed lines added up."""
        known = [line.computed for line in self.lines if line.computed is not None]
        return sum(known, Decimal(0)) if known else None

    @property
    def others(self) -> Decimal | None:
        """What the categories that the document leaves out come to."""
        return None if self.total is None or self.together is None else self.total - self.together


@dataclass(frozen=True)
class StatementBeside:
    to_date: PrintedBeside
    forecast: PrintedBeside | None
    base: Base | None
    source: str


def beside(stated: Statement | None, found: Position) -> StatementBeside | None:
    """The statement with the computed figures; None without one."""
    if stated is None:
        return None
    forecast = stated.forecast
    return StatementBeside(
        _beside(stated.to_date, found, lambda row: row.variance),
        _beside(forecast, found, lambda row: row.outturn_variance) if forecast else None,
        stated.base,
        stated.to_date.total.source,
    )


def _beside(printed: Printed, found: Position, figure: Figure) -> PrintedBeside:
    computed = {row.heading.key: figure(row) for row in found.by_category}
    return _with(printed, computed, figure(found.total))


def beside_forecast(stated: Statement | None, found: Forecasts) -> PrintedBeside | None:
    """The stated forecast with the chosen ones; None without a statement that has one."""
    if stated is None or stated.forecast is None:
        return None
    computed = {code: line.chosen.variance for code, line in found.by_code.items()}
    return _with(stated.forecast, computed, found.variance)


def _with(printed: Printed, computed: Amounts, total: Decimal | None) -> PrintedBeside:
    lines = [Beside(line, computed.get(code)) for code, line in printed.lines.items()]
    return PrintedBeside(printed, lines, total)
