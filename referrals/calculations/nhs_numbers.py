"""The check digit of NHS numbers, modulus 11: for one text, and for a whole column at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

WEIGHTS = range(10, 1, -1)
SHAPE = r"[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}"


def nhs_number_is_valid(text: str) -> bool:
    """Whether `text` is ten digits, perhaps 3-3-4 with spaces or hyphens, whose check digit is right."""
    if not re.fullmatch(SHAPE, text):
        return False
    digits = [int(character) for character in text if character in "0123456789"]
    total = sum(digit * weight for digit, weight in zip(digits, WEIGHTS, strict=False))
    return (11 - total % 11) % 11 == digits[9]


def passes(column: str) -> pl.Expr:
    """The same for every value of a text column; an empty one does not pass."""
    import polars as pl

    number = pl.col(column)
    shape = number.str.contains(rf"\A{SHAPE}\z")
    digits = number.str.replace_all("[ -]", "")
    value = pl.when(shape).then(digits).otherwise(pl.lit("0000000001")).cast(pl.Int64)
    total = pl.sum_horizontal(value // 10 ** (weight - 1) % 10 * weight for weight in WEIGHTS)
    return (11 - total % 11) % 11 == value % 10
