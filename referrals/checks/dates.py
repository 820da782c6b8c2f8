"""Dates that cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from referrals.checks.base import Check, Provided, Values

if TYPE_CHECKING:
    import polars as pl


def _words(stay: int, claimed: int) -> str:
    from referrals.checks.words import days

    if stay < 0:
        return f"Discharged {days(-stay)} before the admission."
    return f"The dates are {days(stay)} apart; the length of stay says {days(claimed)}."


class Dates(Check):
    code = "dates"
    words = (
        "The discharge lies before the admission: the whole cost is at stake. Or the length of stay is not "
        "the days between them: a fault to put right, on which no price hangs."
    )

    def find(self, provided: Provided, values: Values) -> pl.DataFrame:
        import polars as pl

        from referrals.checks.frames import STAY, found

        stay = pl.col("stay")
        rows = provided.rows.with_columns(stay=STAY.dt.total_days())
        return found(
            rows.filter((stay < 0) | (stay != pl.col("length_of_stay"))),
            pl.when(stay < 0).then(pl.col("total_cost")).otherwise(0),
            _words,
            of=("stay", "length_of_stay"),
        )
