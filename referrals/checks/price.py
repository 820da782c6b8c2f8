"""Not the national price."""

from __future__ import annotations

from typing import TYPE_CHECKING

from referrals.checks.base import Check, Parameter, Provided, Values

if TYPE_CHECKING:
    import polars as pl


def _words(charged: int, price: int, hrg: str, pod: str) -> str:
    from referrals.checks.words import pounds

    return f"{pounds(charged)} for the spell; the tariff for {hrg} as {pod} is {pounds(price)}."


class Price(Check):
    code = "price"
    words = (
        "The price of the spell, without excess bed days, is not the tariff's for its HRG and point of "
        "delivery. The difference is at stake, in either direction. Credits are left out."
    )
    parameters = (
        Parameter(
            "tolerance",
            "Difference that is let pass",
            "Only a larger difference is found",
            "pounds",
            0,
            0,
            100_000,
        ),
    )

    def find(self, provided: Provided, values: Values) -> pl.DataFrame:
        import polars as pl

        from referrals.checks.frames import found

        whole = pl.col("total_cost") - pl.col("bed_day_cost")
        charged = pl.when(pl.col("spell_cost") == 0).then(whole).otherwise(pl.col("spell_cost"))
        rows = (
            provided.rows.filter(pl.col("total_cost") >= 0)
            .join(provided.tariff.drop_nulls("price"), on=["hrg", "pod"])
            .with_columns(charged=charged)
        )
        more = pl.col("charged") - pl.col("price")
        return found(
            rows.filter(more.abs() > values["tolerance"]),
            more,
            _words,
            of=("charged", "price", "hrg", "pod"),
        )
