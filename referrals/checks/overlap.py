"""One patient in two beds of one hospital."""

from __future__ import annotations

from typing import TYPE_CHECKING

from referrals.checks.base import Check, Provided, Values

if TYPE_CHECKING:
    import polars as pl


class Overlap(Check):
    """The nights of a stay are [admission, discharge): who leaves and is admitted in one day lies once.

    Stays are compared with the longest of those before them, so that a thousand stays under one number cost
    no more than a thousand patients.
    """

    code = "overlap"
    words = (
        "Two stays of one patient at one hospital share days. The stay that began later is at stake. "
        "Episodes of one spell and a transfer on the day of discharge are no overlap."
    )
    compares_stays = True

    def find(self, provided: Provided, values: Values) -> pl.DataFrame:
        import polars as pl

        from referrals.checks.frames import PLACES, episodes_of, found, nothing, stays
        from referrals.checks.words import day

        rows = pl.concat([provided.rows, provided.around], rechunk=True)
        ordered = stays(rows)
        latest_end = pl.col("end").to_physical().cast(pl.Int64) * PLACES + (PLACES - 1 - pl.col("order"))
        mark, begin = pl.col("mark"), pl.col("begin").to_physical().cast(pl.Int64)
        late = (
            ordered.lazy()
            .with_columns(mark=latest_end.cum_max().shift(1).over("nhs_number"))
            .filter(begin < mark // PLACES)
            .with_columns(other=PLACES - 1 - mark % PLACES)
            .collect()
        )
        if late.is_empty():
            return nothing()
        others = ordered.select(other="order", other_spell="spell_id", other_begin="begin", other_end="end")
        together = late.join(others, on="other")
        return found(
            episodes_of(together, rows),
            pl.col("total_cost"),
            lambda spell, begin, end: (
                f"Began during spell {spell}, {day(begin)} to {day(end)}, same hospital."
            ),
            of=("other_spell", "other_begin", "other_end"),
        )
