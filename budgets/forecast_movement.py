"""Why a forecast is not what it was last month: one cause after another is let in. Pure; money is pounds.

The order is part of the answer (ADR 0063): what was posted since for earlier months, then the budget, then
the new month, then the method. What is left is called unexplained, so that the causes always add up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from budgets.forecast_methods import Basis, outturn
from budgets.models import Method


class Cause(StrEnum):
    MONTH = "This month’s spend"
    CORRECTIONS = "Posted since for earlier months"
    BUDGET = "Budget variations"
    METHOD = "Method, profile or what comes once"
    UNEXPLAINED = "Unexplained"


@dataclass(frozen=True)
class Past:
    """What was forecast before, and from what: `monthly` is the spend known then, April first."""

    method: str
    budget: Decimal
    monthly: tuple[Decimal, ...]
    outturn: Decimal


@dataclass(frozen=True)
class Movement:
    """From one forecast to the next; the amounts of `causes` sum to exactly after − before."""

    before: Decimal
    after: Decimal
    causes: dict[Cause, Decimal]

    @property
    def total(self) -> Decimal:
        return self.after - self.before


def movement(*, past: Past, basis: Basis, method: str, after: Decimal, reshaped: bool) -> Movement:
    """Split `after` − what was forecast. `basis` and `method` are today's; `reshaped` says whether the
    profile or what comes once was changed since, which then explains what the old inputs no longer give.
    """
    steps = _Steps(past)
    then = replace(basis, monthly=past.monthly, budget=past.budget)
    redone = steps.to(past.method, then)
    corrected = replace(then, monthly=basis.monthly[: len(past.monthly)])
    causes = {Cause.CORRECTIONS: steps.to(past.method, corrected)}
    varied = replace(corrected, budget=basis.budget)
    causes[Cause.BUDGET] = steps.to(past.method, varied)
    causes[Cause.MONTH] = steps.to(past.method, basis)
    causes[Cause.METHOD] = steps.to(method, basis, judged=basis.judged) + (redone if reshaped else 0)
    left = after - past.outturn - sum(causes.values(), Decimal(0))
    return Movement(past.outturn, after, {**causes, Cause.UNEXPLAINED: left})


class _Steps:
    """Forecasts made one after the other; each call says by how much the newest differs from the last."""

    def __init__(self, past: Past) -> None:
        self.reached = past.outturn
        self.judged = past.outturn if past.method == Method.MANUAL else None

    def to(self, method: str, basis: Basis, judged: Decimal | None = None) -> Decimal:
        """Nothing when the method cannot say: then the difference stays unexplained."""
        try:
            found = outturn(method, replace(basis, judged=self.judged if judged is None else judged))
        except ValueError:
            return Decimal(0)
        moved, self.reached = found - self.reached, found
        return moved
