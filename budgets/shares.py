"""Dividing money so that the parts add up, and what follows from list sizes. Pure functions.

Money is Decimal pounds to the penny. Source: the formulas paper, "budgets/shares.py".
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import NamedTuple

PENNY = Decimal("0.01")
WEEKS_TO_PAY = 6


def split(amount: Decimal, weights: Sequence[Decimal | int]) -> list[Decimal]:
    """`amount` in proportion to `weights`, each part to the penny, their sum exactly `amount`.

    The largest remainders get the odd pennies, ties the earlier. Negative amounts split alike. Raises
    ValueError for an amount finer than a penny, a negative weight or none over 0.
    """
    pence = amount / PENNY
    if pence != pence.to_integral_value():
        raise ValueError("an amount to split is whole pennies")
    if any(weight < 0 for weight in weights) or not sum(weights):
        raise ValueError("weights are never negative, and one at least is over 0")
    whole, total = sum(map(Fraction, weights)), int(abs(pence))
    exact = [total * Fraction(weight) / whole for weight in weights]
    parts = [math.floor(part) for part in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    sign = -1 if amount < 0 else 1
    return [sign * part * PENNY for part in parts]


def fair_shares(total: Decimal, lists: Sequence[int], weights: Sequence[Decimal]) -> list[Decimal]:
    """`total` by weighted capitation: each practice's list (persons) times its weight."""
    return split(total, [people * weight for people, weight in zip(lists, weights, strict=True)])


def distance_from_target(budget: Decimal, target: Decimal) -> Decimal:
    """(budget − target)/target: 0.05 is 5% over its fair share. Raises ValueError for no target."""
    if not target:
        raise ValueError("there is no distance from a target of nothing")
    return (budget - target) / target


class FreedUp(NamedTuple):
    """Savings against the budget, and what of them goes to the practice and to the group."""

    total: Decimal
    practice: Decimal
    group: Decimal


def freed_up(budget: Decimal, outturn: Decimal, practice_share: Decimal = Decimal("0.70")) -> FreedUp:
    """What was not spent; nothing when there is an overspend. The two parts add up to the whole."""
    total = max(budget - outturn, Decimal(0))
    practice = (total * practice_share).quantize(PENNY, ROUND_HALF_UP)
    return FreedUp(total, practice, total - practice)


class Incentive(NamedTuple):
    """A payment by list size: what is paid at once, and what is held for invoices."""

    total: Decimal
    direct: Decimal
    held: Decimal


def incentive(list_size: int, rate: Decimal, direct: Decimal = Decimal("0.75")) -> Incentive:
    """`list_size` persons at `rate` pounds; the part `direct` (0 to 1) is paid directly."""
    total = (list_size * rate).quantize(PENNY, ROUND_HALF_UP)
    paid = (total * direct).quantize(PENNY, ROUND_HALF_UP)
    return Incentive(total, paid, total - paid)


def payment_due(received: dt.date) -> dt.date:
    """The last day to pay an invoice: six weeks after it came."""
    return received + dt.timedelta(weeks=WEEKS_TO_PAY)
