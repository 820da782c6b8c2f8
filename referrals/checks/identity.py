"""Charged for nobody that can be found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from referrals.checks.base import Check, Provided, Values

if TYPE_CHECKING:
    import polars as pl

MISSING = "There is no NHS number."
WRONG = "The NHS number fails its check digit."


class Identity(Check):
    code = "identity"
    words = "The NHS number is missing or fails its check digit: nobody can tell whose care this was."

    def find(self, provided: Provided, values: Values) -> pl.DataFrame:
        import polars as pl

        from referrals.calculations.nhs_numbers import passes
        from referrals.checks.frames import found

        return found(
            provided.rows.filter(~passes("nhs_number")),
            pl.col("total_cost"),
            lambda number: WRONG if number else MISSING,
            of=("nhs_number",),
        )
