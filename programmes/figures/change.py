"""Savings, challenges and what waits for a decision. Money is pounds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from programmes.figures.money import Pounds


@dataclass(frozen=True)
class TargetFigures:
    """One savings target to date, over the months with an actual."""

    pk: int
    number: str
    name: str
    planned_year: Decimal
    planned_to_date: Pounds
    planned_known: Pounds
    actual: Pounds
    months_due: int
    months_known: int

    @property
    def difference(self) -> Pounds:
        """Actual less plan; behind plan is negative."""
        if self.actual is None or self.planned_known is None:
            return None
        return self.actual - self.planned_known


@dataclass(frozen=True)
class SavingsFigures:
    """All targets of the year together; `difference` counts the months with an actual only."""

    targets: list[TargetFigures]
    planned_year: Decimal
    planned_to_date: Pounds
    planned_known: Pounds
    actual: Pounds
    difference: Pounds
    months_due: int
    months_known: int
    is_simulated: bool

    @property
    def months_missing(self) -> int:
        return self.months_due - self.months_known


@dataclass(frozen=True)
class ChallengeLine:
    """Challenges about the charges of one month, or to one practice: how many, and their pounds."""

    key: str
    name: str
    count: int
    gross: Decimal
    net: Decimal
    recovered: Decimal
    lost: Decimal
    open_count: int
    open_gross: Decimal


@dataclass(frozen=True)
class ChallengeFigures:
    """By month of charge from April on, by practice, and all of them."""

    by_month: list[ChallengeLine]
    by_practice: list[ChallengeLine]
    total: ChallengeLine


@dataclass(frozen=True)
class Decision:
    """Something that waits for somebody: `kind` says what, `key` which row, `count` of how many.

    Kinds: milestone, milestone_late, returns, plan, outlier_asked, outlier_answered, reinvestment.
    """

    kind: str
    key: str
    title: str
    note: str
    due_on: dt.date | None
    is_late: bool
    count: int
    practice: str
    is_simulated: bool


@dataclass(frozen=True)
class DecisionFigures:
    waiting: list[Decision]

    def of(self, *kinds: str) -> list[Decision]:
        return [one for one in self.waiting if one.kind in kinds]

    @property
    def count(self) -> int:
        """How many things wait for somebody to decide or sign; late milestones are not decided but done."""
        return sum(one.count for one in self.waiting if one.kind != "milestone_late")
