"""Writing a hundred thousand rows at once: COPY on PostgreSQL, one prepared statement on SQLite."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def upsert(
    model: type[models.Model], fields: Sequence[str], unique: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert `rows` (values of `fields`, in order); a row with the same `unique` fields is replaced.

    Values are numbers, texts, dates, booleans and None, which an empty text becomes on PostgreSQL as well.
    Belongs inside the caller's transaction.
    """
    columns = [_column(model, name) for name in fields]
    keys = [_column(model, name) for name in unique]
    changes = ", ".join(f"{column} = EXCLUDED.{column}" for column in columns if column not in keys)
    names = ", ".join(columns)
    insert = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({names})"
    on_conflict = f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {changes}"
    write = _copy if connection.vendor == "postgresql" else _execute_many
    write(insert, names, on_conflict, rows)


def _column(model: type[models.Model], field: str) -> str:
    return connection.ops.quote_name(str(model._meta.get_field(field).column))  # type: ignore[union-attr]


def _execute_many(insert: str, names: str, on_conflict: str, rows: Iterable[Sequence[Any]]) -> None:
    marks = ", ".join(["%s"] * (names.count(",") + 1))
    values = [tuple(map(connection.ops.adapt_unknown_value, row)) for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(f"{insert} VALUES ({marks}) {on_conflict}", values)


def _copy(insert: str, names: str, on_conflict: str, rows: Iterable[Sequence[Any]]) -> None:
    table = insert.split()[2]
    lines = io.StringIO()
    csv.writer(lines).writerows(rows)
    lines.seek(0)
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS SELECT {names} FROM {table} LIMIT 0"
        )
        cursor.copy_expert(f"COPY incoming ({names}) FROM STDIN WITH (FORMAT csv)", lines)
        cursor.execute(f"{insert} SELECT {names} FROM incoming {on_conflict}")
        cursor.execute("DROP TABLE incoming")
