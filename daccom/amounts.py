"""Figures of which some are not known: missing is not nought."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

HUNDRED = Decimal(100)


def known_sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is known; None when nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def less(amount: Decimal | None, other: Decimal | None) -> Decimal | None:
    """The difference of two figures; None unless both are known."""
    return None if amount is None or other is None else amount - other


def percent_of(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """`part` in percent of `whole`; None when one is unknown or `whole` is nought."""
    return None if part is None or not whole else part / whole * HUNDRED
