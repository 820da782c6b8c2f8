"""What practices referred, what hospitals did and what it cost: by month, and each practice beside the group.

A value is a count, or pounds; None is missing, which is not nought.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from daccom.calendar import Month

Value = int | Decimal | None


@dataclass(frozen=True)
class PracticeList:
    """A practice of the group in the month, and its list: None when it was never counted."""

    ods: str
    name: str
    patients: int | None
    counted_on: dt.date | None
    source: str


@dataclass(frozen=True)
class PracticeMeasure:
    """One practice: its months as the measure's `months`, and the window's count against what was expected.

    `ratio` and its limits are observed over expected, as its patients' ages and sexes lead to expect; `why`
    says why there is none. `verdict` is the funnel's, empty where there is none.
    """

    ods: str
    name: str
    values: list[Value]
    observed: int | None
    expected: float | None
    ratio: float | None
    lower: float | None
    upper: float | None
    verdict: str
    why: str
    is_hidden: bool = False
    """Left out for the reader in view; never so in what is kept."""

    @property
    def is_high(self) -> bool:
        return self.verdict.startswith("high")

    @property
    def is_low(self) -> bool:
        return self.verdict.startswith("low")

    @property
    def is_strict(self) -> bool:
        """Chance alone puts it there once in a thousand."""
        return self.stands_out and "0.001" in self.verdict

    @property
    def stands_out(self) -> bool:
        return self.is_high or self.is_low


@dataclass(frozen=True)
class MeasureFigures:
    """One measure: the group's months, and each practice. `better` says which way is better.

    `reported[i]` of `expected[i]` practices have a value in the month. `rates` are the group's per 1,000
    patients and month, or pounds per patient, over the practices with a value and a list: what its run chart
    draws. `rule` is the one that fired for the last month, with its side, mean and limits (None: too few
    months).
    """

    measure: str
    name: str
    is_money: bool
    better: str
    months: list[Month]
    group: list[Value]
    rates: list[float | None]
    reported: list[int]
    expected: list[int]
    rule: str
    side: str
    mean: float | None
    lower: float | None
    upper: float | None
    window: list[Month]
    practices: list[PracticeMeasure]

    @property
    def value(self) -> Value:
        """The group's in the month in view."""
        return self.group[-1]

    @property
    def a_year_before(self) -> Value:
        return self.group[-13] if len(self.group) > 12 else None

    @property
    def rate(self) -> float | None:
        return self.rates[-1]

    @property
    def rate_a_year_before(self) -> float | None:
        return self.rates[-13] if len(self.rates) > 12 else None

    @property
    def is_complete(self) -> bool:
        """Every practice expected has a value in the month in view."""
        return self.reported[-1] == self.expected[-1]

    @property
    def outside(self) -> list[PracticeMeasure]:
        """The practices that differ from what is expected by more than chance."""
        return [row for row in self.practices if row.stands_out]
