"""Charged to a practice that was not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from referrals.checks.base import Check, Provided, Values

if TYPE_CHECKING:
    import polars as pl

CLOSED = "The practice had closed by the day of admission."
OUTSIDE = "On the day of admission the practice was in none of the PCT's groups."


class NotOurs(Check):
    code = "not_ours"
    words = (
        "On the day of admission the practice had closed, or belonged to none of the PCT's groups. "
        "Whether the patient was on its list only the practice can say: that is its fifth answer."
    )

    def find(self, provided: Provided, values: Values) -> pl.DataFrame:
        import polars as pl

        from referrals.checks.frames import found

        began, left = pl.col("admission_date"), pl.col("left_on")
        rows = provided.rows.join(provided.closed, on="practice_id", how="left")
        member = rows.join(provided.spells, on="practice_id").filter(
            pl.col("joined_on") <= began, left.is_null() | (left > began)
        )
        closed = (pl.col("closed_on") <= began).fill_null(False)
        outside = ~pl.col("id").is_in(member["id"].unique().implode())
        return found(
            rows.with_columns(closed=closed).filter(pl.col("closed") | outside),
            pl.col("total_cost"),
            lambda closed: CLOSED if closed else OUTSIDE,
            of=("closed",),
        )
