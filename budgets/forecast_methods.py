"""Every way to forecast a year from the same basis. Pure but for the names of the methods. Money is pounds.

Source: the formulas paper, "budgets/forecasting.py"; the arithmetic is in budgets.forecasting.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from budgets import forecasting
from budgets.forecasting import MONTHS, RECENT, part_gone, to_penny
from budgets.models import Method
from budgets.shares import split

NOUGHT = Decimal(0)
FINE = Decimal(10) ** 12
TWELFTHS = tuple(share / FINE for share in split(FINE, [1] * MONTHS))
"""Twelve shares so even that no budget’s forecast is a penny off, and still summing to exactly 1."""
NONE_ONCE = (NOUGHT,) * MONTHS


@dataclass(frozen=True)
class Basis:
    """What a forecast goes by: `monthly` is the spend of each month gone, April first.

    `budget` is the year's, None when none is set; `profile` twelve shares that sum to 1; `once` what comes
    once, by month of the year; `judged` the outturn by judgement, None when nobody gave one. `ended` is the
    part of the spend, by month of the year, and `ended_budget` that of the budget on lines closed since.
    """

    monthly: tuple[Decimal, ...]
    budget: Decimal | None = None
    profile: tuple[Decimal, ...] = TWELFTHS
    once: tuple[Decimal, ...] = NONE_ONCE
    judged: Decimal | None = None
    ended: tuple[Decimal, ...] = NONE_ONCE
    ended_budget: Decimal = NOUGHT

    @property
    def months(self) -> int:
        return len(self.monthly)

    @property
    def once_to_date(self) -> Decimal:
        return sum(self.once[: self.months], NOUGHT)

    @property
    def ended_to_date(self) -> Decimal:
        return sum(self.ended[: self.months], NOUGHT)

    @property
    def still_open(self) -> Basis:
        """The same without what was spent on lines that have closed: it has no future to be forecast."""
        if not any(self.ended) and not self.ended_budget:
            return self
        return replace(
            self,
            monthly=tuple(spent - gone for spent, gone in zip(self.monthly, self.ended, strict=False)),
            budget=None if self.budget is None else self.budget - self.ended_budget,
            ended=NONE_ONCE,
            ended_budget=NOUGHT,
        )

    def before_last(self) -> Basis:
        """The same without the last month."""
        return replace(self, monthly=self.monthly[:-1])


def outturn(method: str, basis: Basis) -> Decimal:
    """What the year comes to by `method`, to the penny. Raises ValueError, saying why, when it cannot say.

    After twelve months every method returns what was spent, judgement too. What was spent on lines that have
    closed is added as it is.
    """
    if not basis.monthly:
        raise ValueError("no month has gone yet")
    if basis.months == MONTHS:
        return to_penny(sum(basis.monthly, NOUGHT))
    if method == Method.MANUAL:
        return _manual(basis)
    ended, rest = to_penny(basis.ended_to_date), basis.still_open
    if ended and not any(rest.monthly):
        return ended
    return ended + _OUTTURNS[Method(method)](rest)


def expected_next(method: str, basis: Basis) -> Decimal | None:
    """What `method` expects of the month after those of `basis`; None when it says nothing of months."""
    if not 1 <= basis.months < MONTHS or method == Method.MANUAL:
        return None
    try:
        return to_penny(_NEXT[Method(method)](basis.still_open))
    except ValueError:
        return None


def _variance_held(basis: Basis) -> Decimal:
    return forecasting.variance_held(basis.monthly, _budget(basis), basis.profile)


def _adjusted(basis: Basis) -> Decimal:
    return forecasting.adjusted(basis.monthly, basis.once_to_date, sum(basis.once, NOUGHT))


def _manual(basis: Basis) -> Decimal:
    if basis.judged is None:
        raise ValueError("nobody has given an amount")
    return basis.judged


def _budget(basis: Basis) -> Decimal:
    if basis.budget is None:
        raise ValueError("no budget is set")
    return basis.budget


_OUTTURNS: dict[Method, Callable[[Basis], Decimal]] = {
    Method.STRAIGHT_LINE: lambda basis: forecasting.straight_line(basis.monthly),
    Method.PROFILED: lambda basis: forecasting.profiled(basis.monthly, basis.profile),
    Method.RUN_RATE: lambda basis: forecasting.run_rate(basis.monthly),
    Method.VARIANCE_HELD: _variance_held,
    Method.ADJUSTED: _adjusted,
}


def _next_recent(basis: Basis) -> Decimal:
    recent = basis.monthly[-RECENT:]
    return sum(recent, NOUGHT) / len(recent)


def _next_profiled(basis: Basis) -> Decimal:
    gone = part_gone(basis.profile, basis.months)
    if gone <= 0:
        raise ValueError("nothing of the profile has gone")
    return sum(basis.monthly, NOUGHT) / gone * basis.profile[basis.months]


def _next_adjusted(basis: Basis) -> Decimal:
    recurrent = sum(basis.monthly, NOUGHT) - basis.once_to_date
    return recurrent / basis.months + basis.once[basis.months]


_NEXT: dict[Method, Callable[[Basis], Decimal]] = {
    Method.STRAIGHT_LINE: lambda basis: sum(basis.monthly, NOUGHT) / basis.months,
    Method.PROFILED: _next_profiled,
    Method.RUN_RATE: _next_recent,
    Method.VARIANCE_HELD: lambda basis: _budget(basis) * basis.profile[basis.months],
    Method.ADJUSTED: _next_adjusted,
}
