"""Frames that several checks share: what a check hands back, stays in hospital, rows charged twice."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from referrals.calculations.nhs_numbers import passes

ADMITTED = ("EL", "DC", "NEL", "NELST")
FOUND = {"id": pl.Int64, "amount": pl.Int64, "words": pl.String, "counterpart": pl.Int64}
ROW = {
    "id": pl.Int64,
    "practice_id": pl.Int64,
    "spell_id": pl.String,
    "episode_id": pl.String,
    "nhs_number": pl.String,
    "pod": pl.String,
    "specialty_id": pl.Int64,
    "admission_method": pl.String,
    "admission_date": pl.Date,
    "discharge_date": pl.Date,
    "hrg": pl.String,
    "length_of_stay": pl.Int64,
    "excess_bed_days": pl.Int64,
    "spell_cost": pl.Int64,
    "bed_day_cost": pl.Int64,
    "total_cost": pl.Int64,
}
"""The columns of a load's rows; costs in pence."""
STAY = pl.col("discharge_date") - pl.col("admission_date")
TWICE = ("nhs_number", "admission_date", "discharge_date", "hrg", "_pod", "_specialty")
PLACES = 1 << 32


def found(
    rows: pl.DataFrame,
    amount: pl.Expr,
    words: Callable[..., str] | str,
    *,
    of: tuple[str, ...] = (),
) -> pl.DataFrame:
    """`rows` as findings: `words` is a text for all, or makes one from the columns named in `of`."""
    if callable(words):
        said = pl.Series("words", [words(*row) for row in rows.select(of).iter_rows()], dtype=pl.String)
    else:
        said = pl.Series("words", [words], dtype=pl.String).new_from_index(0, rows.height)
    other = pl.col("counterpart") if "counterpart" in rows.columns else pl.lit(None, pl.Int64)
    return rows.select("id", amount.cast(pl.Int64).alias("amount"), said, other.alias("counterpart"))


def nothing() -> pl.DataFrame:
    return pl.DataFrame(schema=FOUND)


def in_order(column: str) -> list[pl.Expr]:
    """A provider's numbers in the order they were given out: E9 before E10, E10 before E10D."""
    return [pl.col(column).str.len_chars(), pl.col(column)]


def charged_twice(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows that are charged once too often, with the row they repeat as counterpart.

    Alike are rows of one patient with the same dates and HRG; without an HRG the clinic must be the same
    too, as two clinics in one day are no error. A credit among them takes one charge back.
    """
    unnamed = pl.when(pl.col("hrg") == "")
    charge = pl.col("total_cost") > 0
    several = (
        rows.lazy()
        .filter(pl.col("nhs_number") != "", pl.col("total_cost") != 0)
        .with_columns(_pod=unnamed.then("pod"), _specialty=unnamed.then("specialty_id"))
        .filter(charge.sum().over(TWICE) > 1)
        .sort(*in_order("episode_id"), "id")
        .collect()
    )
    if several.is_empty():
        return several.with_columns(counterpart=pl.col("id"), original=pl.col("episode_id"))
    credits = several.with_columns(credits=(~charge).sum().over(TWICE)).filter(charge)
    ordered = credits.with_columns(
        counterpart=pl.col("id").first().over(TWICE),
        original=pl.col("episode_id").first().over(TWICE),
        place=pl.int_range(pl.len()).over(TWICE),
        charges=pl.len().over(TWICE),
    )
    return ordered.filter(pl.col("place") > 0, pl.col("place") < pl.col("charges") - pl.col("credits"))


def stays(rows: pl.DataFrame) -> pl.DataFrame:
    """Charged spells of known patients: nhs_number, spell_id, begin, end, and `order` within all of them.

    Earlier ones come first: by admission, then discharge, then number. What is charged twice is one stay.
    """
    admitted = rows.filter(
        pl.col("pod").is_in(ADMITTED), pl.col("discharge_date") >= pl.col("admission_date")
    )
    twice = charged_twice(admitted)
    once = admitted if twice.is_empty() else admitted.join(twice, on="id", how="anti")
    return (
        once.lazy()
        .filter(passes("nhs_number"))
        .group_by("nhs_number", "spell_id")
        .agg(
            begin=pl.col("admission_date").min(),
            end=pl.col("discharge_date").max(),
            charged=pl.col("total_cost").sum(),
        )
        .filter(pl.col("charged") > 0)
        .sort("nhs_number", "begin", "end", *in_order("spell_id"))
        .with_row_index("order")
        .with_columns(pl.col("order").cast(pl.Int64))
        .collect()
    )


def episodes_of(found_stays: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """The charged episodes of stays; the counterpart is the first episode of the stay numbered `other`."""
    charged = rows.filter(pl.col("total_cost") > 0, pl.col("pod").is_in(ADMITTED))
    first = (
        charged.sort(*in_order("episode_id"), "id")
        .group_by("nhs_number", "spell_id", maintain_order=True)
        .agg(counterpart=pl.col("id").first())
    )
    return found_stays.join(
        first, left_on=["nhs_number", "other_spell"], right_on=["nhs_number", "spell_id"]
    ).join(charged, on=["nhs_number", "spell_id"])
