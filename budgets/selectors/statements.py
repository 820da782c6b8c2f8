"""What a document states about a month, beside what we compute from posted spend. Money is pounds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from budgets.models import StatedFigure
from daccom.calendar import Month
from practices.models import CommissioningGroup


@dataclass(frozen=True)
class StatementCodes:
    """Which stated figures make up one month's statement."""

    total: str
    lines: tuple[str, ...]
    forecasts: tuple[str, ...]


STATEMENTS = {"2008-01": StatementCodes("plan-07", ("plan-08", "plan-09", "plan-10"), ("plan-05", "plan-06"))}
"""By month: the Commissioning Plan 2008/09 states the position of 2007/08 month 10."""
FRP_TOTAL = {2006: "pilot-11"}
"""By financial year: the saving that the whole Financial Recovery Plan foresees."""


@dataclass(frozen=True)
class Statement:
    """A printed total with its printed lines; an overspend is positive."""

    total: StatedFigure
    lines: list[StatedFigure]
    forecasts: list[StatedFigure]

    @property
    def lines_total(self) -> Decimal:
        return sum((line.amount or Decimal(0) for line in self.lines), Decimal(0))

    @property
    def unexplained(self) -> Decimal:
        """What the printed total has beyond its lines; nought when it adds up."""
        return (self.total.amount or Decimal(0)) - self.lines_total


def statement(group: CommissioningGroup, month: Month) -> Statement | None:
    """What documents state about the group's money at `month`; None when they do not. One query at most."""
    codes = STATEMENTS.get(month.slug)
    if codes is None:
        return None
    wanted = [codes.total, *codes.lines, *codes.forecasts]
    found = {row.code: row for row in StatedFigure.objects.filter(group=group, code__in=wanted)}
    if codes.total not in found:
        return None
    return Statement(
        found[codes.total],
        [found[code] for code in codes.lines if code in found],
        [found[code] for code in codes.forecasts if code in found],
    )


def recovery_total(group: CommissioningGroup, year: int) -> StatedFigure | None:
    """What the whole recovery plan of a year foresees, where a document states it. One query at most."""
    code = FRP_TOTAL.get(year)
    return StatedFigure.objects.filter(group=group, code=code).first() if code else None
