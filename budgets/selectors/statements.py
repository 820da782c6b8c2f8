"""What a document states about a month, beside what we compute from posted spend. Money is pounds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from budgets.forecasting import to_penny
from budgets.models import StatedFigure
from daccom.calendar import Month
from practices.models import CommissioningGroup


@dataclass(frozen=True)
class StatementCodes:
    """Which stated figures make up one month's statement; lines by the code of their main category.

    `percent` is what the document says the forecast in total is of the budget, rounded to one place.
    """

    total: str
    lines: dict[str, str]
    forecast: str
    forecast_lines: dict[str, str]
    percent: Decimal


STATEMENTS = {
    "2008-01": StatementCodes(
        total="plan-07",
        lines={"ACU": "plan-08", "PRE": "plan-09", "PRO": "plan-10"},
        forecast="plan-05",
        forecast_lines={"ACU": "plan-06"},
        percent=Decimal("0.8"),
    )
}
"""By month: the Commissioning Plan 2008/09 states the position of 2007/08 month 10."""
FRP_TOTAL = {2006: "pilot-11"}
"""By financial year: the saving that the whole Financial Recovery Plan foresees."""


HALF_A_PLACE = Decimal("0.05")
HUNDRED = 100


@dataclass(frozen=True)
class Base:
    """The budget of which an amount is a percentage: as printed, and the range that rounding leaves."""

    amount: Decimal
    percent: Decimal

    @property
    def stated(self) -> Decimal:
        return self._of(self.percent)

    @property
    def least(self) -> Decimal:
        return self._of(self.percent_high)

    @property
    def most(self) -> Decimal:
        return self._of(self.percent_low)

    @property
    def percent_low(self) -> Decimal:
        return self.percent - HALF_A_PLACE

    @property
    def percent_high(self) -> Decimal:
        return self.percent + HALF_A_PLACE

    def _of(self, percent: Decimal) -> Decimal:
        return to_penny(self.amount * HUNDRED / percent)


@dataclass(frozen=True)
class Printed:
    """A printed total with its printed lines, by the code of their category; an overspend is positive."""

    total: StatedFigure
    lines: dict[str, StatedFigure]

    @property
    def lines_total(self) -> Decimal:
        return sum((line.amount or Decimal(0) for line in self.lines.values()), Decimal(0))

    @property
    def unexplained(self) -> Decimal:
        """What the printed total has beyond its lines; nought when it adds up."""
        return (self.total.amount or Decimal(0)) - self.lines_total


@dataclass(frozen=True)
class Statement:
    """What a document states of a month: the position to date, and the forecast of the year if it has one."""

    to_date: Printed
    forecast: Printed | None
    percent: Decimal

    @property
    def total(self) -> StatedFigure:
        return self.to_date.total

    @property
    def lines(self) -> list[StatedFigure]:
        return list(self.to_date.lines.values())

    @property
    def lines_total(self) -> Decimal:
        return self.to_date.lines_total

    @property
    def unexplained(self) -> Decimal:
        return self.to_date.unexplained

    @property
    def forecasts(self) -> list[StatedFigure]:
        """The forecast in total, and its lines."""
        return [self.forecast.total, *self.forecast.lines.values()] if self.forecast else []

    @property
    def base(self) -> Base | None:
        """The budget that the stated percentage implies; None without a forecast."""
        if self.forecast is None or not self.forecast.total.amount:
            return None
        return Base(self.forecast.total.amount, self.percent)


def statement(group: CommissioningGroup, month: Month) -> Statement | None:
    """What documents state about the group's money at `month`; None when they do not. One query at most."""
    codes = STATEMENTS.get(month.slug)
    if codes is None:
        return None
    wanted = [codes.total, *codes.lines.values(), codes.forecast, *codes.forecast_lines.values()]
    found = {row.code: row for row in StatedFigure.objects.filter(group=group, code__in=wanted)}
    to_date = _printed(found, codes.total, codes.lines)
    if to_date is None:
        return None
    return Statement(to_date, _printed(found, codes.forecast, codes.forecast_lines), codes.percent)


def _printed(found: dict[str, StatedFigure], total: str, lines: dict[str, str]) -> Printed | None:
    """None when the total itself is not there."""
    if total not in found:
        return None
    return Printed(found[total], {key: found[code] for key, code in lines.items() if code in found})


def recovery_total(group: CommissioningGroup, year: int) -> StatedFigure | None:
    """What the whole recovery plan of a year foresees, where a document states it. One query at most."""
    code = FRP_TOTAL.get(year)
    return StatedFigure.objects.filter(group=group, code=code).first() if code else None
