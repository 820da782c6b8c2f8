"""NHS numbers that nobody has: those that begin with 9 have never been issued."""

from __future__ import annotations

import numpy as np

from practices.demo.draws import Integers

FIRST, TENS = 90_000_000, 10_000_000
"""The first eight digits: where they begin, and how many there are."""
STRIDE = 8_917_117
"""Coprime to TENS, so that neighbours in a file are not neighbours in number."""
PER_TEN = 9
"""Of ten numbers that differ in the ninth digit at most one has no check digit."""
HOW_MANY = TENS * PER_TEN
HALF = 6
"""The inverse of 2 modulo 11, 2 being the weight of the ninth digit."""


def nhs_numbers(position: Integers) -> Integers:
    """A valid number for each position from 0 to under HOW_MANY, all different (modulus 11)."""
    which, eight = np.divmod(position, TENS)
    eight = FIRST + eight * STRIDE % TENS
    total = np.zeros_like(eight)
    rest = eight
    for weight in range(3, 11):
        rest, digit = np.divmod(rest, 10)
        total += digit * weight
    without = (1 - total) * HALF % 11
    ninth = which + (which >= without)
    check = (11 - (total + 2 * ninth) % 11) % 11
    return eight * 100 + ninth * 10 + check


def with_wrong_digit(number: Integers) -> Integers:
    """The same numbers with a check digit that is wrong."""
    return number // 10 * 10 + (number % 10 + 1) % 10
