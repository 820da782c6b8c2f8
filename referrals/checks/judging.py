"""All checks over one load: which verdicts hold for whose rows."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from referrals.checks.base import Asked, Provided
from referrals.checks.frames import FOUND

JUDGED = {**FOUND, "practice_id": pl.Int64, "rule": pl.String, "version": pl.String}


def judge(provided: Provided, asked: Iterable[Asked]) -> pl.DataFrame:
    """What the rules found among the rows, and the rows around them; see JUDGED for the columns."""
    whose = pl.concat([provided.rows, provided.around]).select("id", "practice_id")
    parts = [_judge(provided, one, whose) for one in asked]
    return pl.concat([pl.DataFrame(schema=JUDGED), *parts])


def _judge(provided: Provided, one: Asked, whose: pl.DataFrame) -> pl.DataFrame:
    found = one.rule.find(provided, one.values)
    if found.is_empty():
        return pl.DataFrame(schema=JUDGED)
    theirs = pl.col("practice_id").is_in(list(one.practices))
    return (
        found.join(whose, on="id", maintain_order="left")
        .filter(~theirs if one.all_but else theirs)
        .with_columns(rule=pl.lit(one.rule.code), version=pl.lit(one.rule.version))
    )
