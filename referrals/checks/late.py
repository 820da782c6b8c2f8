"""Charged after the month was settled."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from referrals.checks.base import Check, Parameter, Provided, Values

if TYPE_CHECKING:
    import polars as pl


class Late(Check):
    code = "late"
    words = (
        "The row first came, or became dearer, in a file received after the month's final reconciliation "
        "date. The cost, or the increase, is at stake. What a version in time held already is not late."
    )
    parameters = (
        Parameter(
            "days", "Days of grace", "A file received this many days after is in time", "days", 0, 0, 60
        ),
    )

    def find(self, provided: Provided, values: Values) -> pl.DataFrame:
        import polars as pl

        from referrals.checks.frames import found, nothing
        from referrals.checks.words import day

        last_day = provided.final_on + dt.timedelta(days=values["days"])
        if provided.received_on <= last_day:
            return nothing()
        when = (
            f"received {day(provided.received_on)}, after the final reconciliation {day(provided.final_on)}"
        )
        in_time = (
            provided.earlier.filter(pl.col("received_on") <= last_day)
            .group_by("episode_id", maintain_order=True)
            .agg(pl.col("charged").last())
        )
        rows = provided.rows.join(in_time, on="episode_id", how="left")
        more = pl.col("total_cost") - pl.col("charged").fill_null(0)
        return found(
            rows.filter(more > 0),
            more,
            lambda before: f"{'First charged' if before is None else 'Made dearer'} in a file {when}.",
            of=("charged",),
        )
