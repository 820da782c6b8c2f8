"""The shapes that a plan's content is made of: plain values that JSON keeps as they are.

Money is a text of pounds and pence ("1131000.00"), a day an ISO text, a list a list of Markdown texts.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Literal, TypedDict

Cell = str | int | list[str] | None
ColumnKind = Literal["text", "list", "number", "money", "day"]


class Column(TypedDict):
    label: str
    kind: ColumnKind


class Block(TypedDict, total=False):
    """A table (`columns`, `rows`, `total`) or the rows of Appendix 1 (`priorities`)."""

    kind: Literal["table", "priorities"]
    caption: str
    columns: list[Column]
    rows: list[list[Cell]]
    total: list[Cell]
    note: str
    simulated: bool
    priorities: list[dict[str, Any]]


class SectionContent(TypedDict):
    order: int
    number: str
    heading: str
    completed_by: str
    body: str
    blocks: list[Block]


class Content(TypedDict):
    """All that the printed plan shows."""

    title: str
    group: str
    pct: str
    year: str
    first_day: str
    last_day: str
    as_of: str
    signatories: list[str]
    sections: list[SectionContent]


def table(
    caption: str,
    columns: dict[str, ColumnKind],
    rows: Iterable[list[Cell]],
    *,
    total: list[Cell] | None = None,
    note: str = "",
    simulated: bool = False,
) -> Block:
    return Block(
        kind="table",
        caption=caption,
        columns=[Column(label=label, kind=kind) for label, kind in columns.items()],
        rows=list(rows),
        total=total or [],
        note=note,
        simulated=simulated,
    )


def pounds(amount: Decimal) -> str:
    """1131000 as "1131000.00"."""
    return f"{amount:.2f}"
