"""Days beyond the trim point that do not add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from referrals.checks.base import Check, Provided, Values

if TYPE_CHECKING:
    import polars as pl


def _words(claimed: int, due: int, stay: int, trim: int) -> str:
    from referrals.checks.words import days

    return (
        f"{days(claimed)} charged as excess; "
        f"with a trim point of {days(trim)}, a stay of {days(stay)} has {due:,}."
    )


class BedDays(Check):
    code = "bed_days"
    words = (
        "The excess bed days are not the days of the stay beyond the HRG's trim point. The difference at the "
        "tariff's price of a bed day is at stake, in either direction."
    )

    def find(self, provided: Provided, values: Values) -> pl.DataFrame:
        import polars as pl

        from referrals.checks.frames import STAY, found

        priced = provided.tariff.drop_nulls(["trim_point", "bed_day_price"])
        rows = (
            provided.rows.filter(pl.col("total_cost") >= 0, STAY.dt.total_days() >= 0)
            .join(priced, on=["hrg", "pod"])
            .with_columns(stay=STAY.dt.total_days())
            .with_columns(due=(pl.col("stay") - pl.col("trim_point")).clip(lower_bound=0))
        )
        more = pl.col("excess_bed_days") - pl.col("due")
        return found(
            rows.filter(more != 0),
            more * pl.col("bed_day_price"),
            _words,
            of=("excess_bed_days", "due", "stay", "trim_point"),
        )
