"""Back as an emergency soon after leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from referrals.checks.base import Check, Parameter, Provided, Values

if TYPE_CHECKING:
    import polars as pl


class Readmission(Check):
    code = "readmission"
    words = (
        "An emergency admission soon after a discharge of the same patient from the same hospital. "
        "Commissioners stopped paying for these in 2011/12; before, a group may look at them."
    )
    first_year = 2011
    parameters = (
        Parameter("days", "Days after discharge", "An admission on this day still counts", "days", 30, 1, 90),
    )
    compares_stays = True

    def find(self, provided: Provided, values: Values) -> pl.DataFrame:
        import polars as pl

        from referrals.checks.frames import PLACES, episodes_of, found, stays
        from referrals.checks.words import days

        rows = pl.concat([provided.rows, provided.around], rechunk=True)
        ordered = stays(rows)
        left = ordered.select(
            "nhs_number",
            other_spell="spell_id",
            other_end="end",
            moment=pl.col("end").to_physical().cast(pl.Int64) * PLACES + pl.col("order"),
        )
        came = ordered.with_columns(
            moment=pl.col("begin").to_physical().cast(pl.Int64) * PLACES + pl.col("order")
        )
        back = came.sort("moment").join_asof(
            left.sort("moment"),
            on="moment",
            by="nhs_number",
            strategy="backward",
            allow_exact_matches=False,
            check_sortedness=False,
        )
        soon = back.with_columns(since=(pl.col("begin") - pl.col("other_end")).dt.total_days()).filter(
            pl.col("since") <= values["days"]
        )
        return found(
            episodes_of(soon, rows).filter(_is_emergency()),
            pl.col("total_cost"),
            lambda since, spell: (
                f"Admitted as an emergency {days(since)} after the discharge of spell {spell}."
            ),
            of=("since", "other_spell"),
        )


def _is_emergency() -> pl.Expr:
    """By the method of admission; where none is given, by the point of delivery."""
    import polars as pl

    return (
        pl.when(pl.col("admission_method") == "")
        .then(pl.col("pod").is_in(["NEL", "NELST"]))
        .otherwise(pl.col("admission_method").str.starts_with("2"))
    )
