"""Rows of a position as a table shows them: each with the address of what is behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from budgets.selectors.position import Row


@dataclass(frozen=True)
class ShownRow:
    row: Row
    url: str


def shown_rows(rows: Iterable[Row], by: str, address: str) -> list[ShownRow]:
    """Each row with the address of its posted spend: `address` and what it is narrowed `by`."""
    return [ShownRow(row, f"{address}?{urlencode({by: row.heading.key})}") for row in rows]
