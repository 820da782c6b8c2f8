"""The same spell charged more than once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from referrals.checks.base import Check, Provided, Values

if TYPE_CHECKING:
    import polars as pl


class Duplicate(Check):
    code = "duplicate"
    words = (
        "A second row for the same patient, hospital, dates and HRG is one charge too many. "
        "Its whole cost is at stake; the first row stands."
    )

    def find(self, provided: Provided, values: Values) -> pl.DataFrame:
        import polars as pl

        from referrals.checks.frames import charged_twice, found

        return found(
            charged_twice(provided.rows),
            pl.col("total_cost"),
            lambda original: f"Same patient, dates and HRG as episode {original}.",
            of=("original",),
        )
