"""All figures of one group at the end of one month."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from daccom.calendar import Month
from programmes.figures.change import ChallengeFigures, DecisionFigures, SavingsFigures
from programmes.figures.codec import decode, encode
from programmes.figures.measures import MeasureFigures, PracticeList
from programmes.figures.money import ForecastFigures, MoneyFigures
from programmes.figures.returns import ReturnFigures

LAYOUT = 1
"""The version of this form. A snapshot keeps the one it was written in."""


@dataclass(frozen=True)
class GroupFigures:
    """What a page of the group's month is made from, as on `as_of`: whole, small numbers included.

    Never shown as it is: `reading.for_reader` leaves out what a reader does not get.
    """

    group: str
    month: Month
    as_of: dt.date
    practices: list[PracticeList]
    returns: ReturnFigures
    money: MoneyFigures
    forecast: ForecastFigures
    measures: list[MeasureFigures]
    savings: SavingsFigures
    challenges: ChallengeFigures
    decisions: DecisionFigures
    is_simulated: bool

    def measure(self, key: str) -> MeasureFigures:
        """Raises StopIteration for a measure that is none."""
        return next(one for one in self.measures if one.measure == key)

    @property
    def patients(self) -> int:
        """All registered patients of the practices whose list is known."""
        return sum(one.patients or 0 for one in self.practices)

    @property
    def is_empty(self) -> bool:
        """Nothing was expected, spent or planned in this month."""
        return not self.returns.expected and self.money.is_empty and not self.savings.targets


def to_json(figures: GroupFigures) -> dict[str, Any]:
    """What a snapshot keeps."""
    plain: dict[str, Any] = encode(figures)
    return plain


def from_json(plain: dict[str, Any]) -> GroupFigures:
    """The figures that to_json() was given."""
    return decode(GroupFigures, plain)
