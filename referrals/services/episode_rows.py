"""Writes and deletes episode rows by the hundred thousand: no object per row where the database allows."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import connection

from referrals.models import Episode

if TYPE_CHECKING:
    import polars as pl

TABLE = connection.ops.quote_name(Episode._meta.db_table)


def write_episodes(rows: pl.DataFrame) -> None:
    """Insert `rows`, whose columns are columns of the episode table. Belongs inside a transaction."""
    write = _copy if connection.vendor == "postgresql" else _execute_many
    write(rows, ", ".join(map(connection.ops.quote_name, rows.columns)))


def delete_episodes_of(*, load: int, also_in: Sequence[int] | None = None) -> int:
    """Delete the rows of a load, or those alone whose episode is in one of `also_in` too; how many.

    That the load is staged is the caller's to know.
    """
    only = ""
    if also_in is not None:
        marks = ", ".join(["%s"] * len(also_in))
        only = (
            f" AND EXISTS (SELECT 1 FROM {TABLE} other WHERE other.load_id IN ({marks})"
            f" AND other.episode_id = {TABLE}.episode_id)"
        )
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE load_id = %s{only}", [load, *(also_in or [])])
        return int(cursor.rowcount)


def _copy(rows: pl.DataFrame, names: str) -> None:
    """On PostgreSQL polars writes the text that COPY reads: null is empty, an empty text is quoted."""
    lines = io.BytesIO()
    rows.write_csv(lines, include_header=False)
    lines.seek(0)
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {TABLE} ({names}) FROM STDIN WITH (FORMAT csv)", lines, 1 << 20)


def _execute_many(rows: pl.DataFrame, names: str) -> None:
    """On SQLite one prepared statement."""
    import polars as pl

    texts = rows.with_columns(pl.col(pl.Date).cast(pl.String))
    marks = ", ".join(["%s"] * len(rows.columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {TABLE} ({names}) VALUES ({marks})", texts.rows())
