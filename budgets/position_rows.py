"""Rows of a position as a table shows them, and the same rows as files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from budgets.selectors.position import Position, Row, Tree
from daccom.exports import Export
from daccom.spreadsheets.writing import Value

HEADERS = (
    "Budget, year",
    "Budget to date",
    "Spend to date",
    "Over (+) or under (-)",
    "Over or under, %",
    "Same months last year",
    "Change on last year",
    "Change, %",
    "Straight-line outturn",
    "Outturn against budget",
    "Outturn against budget, %",
    "Monthly figures not posted",
)


@dataclass(frozen=True)
class ShownRow:
    """A row with the address of what is behind it; `is_part`: it is beneath a main category."""

    row: Row
    url: str
    is_part: bool = False


def shown_rows(rows: Iterable[Row], by: str, address: str) -> list[ShownRow]:
    """Each row with the address of its posted spend: `address` and what it is narrowed `by`."""
    return [ShownRow(row, _url(row, by, address)) for row in rows]


def shown_tree(trees: Iterable[Tree], address: str) -> list[ShownRow]:
    """Main categories, each followed by its lines."""
    return [shown for tree in trees for shown in _branch(tree, address)]


def position_exports(found: Position) -> list[Export]:
    """The tables of a position as files: pounds and percent as numbers, missing as nothing."""
    files = [
        Export("categories", "By category", ["Category", "Beneath", *HEADERS], _tree_rows(found.tree)),
        Export(
            "practices",
            "By practice",
            ["ODS code", "Practice", *HEADERS],
            [[row.heading.key, row.heading.name, *_cells(row)] for row in found.by_practice],
        ),
    ]
    outside = Export(
        "outside",
        "Outside practice based commissioning",
        ["Category", "Beneath", *HEADERS],
        _tree_rows(found.tree_outside),
    )
    return [*files, outside] if found.outside else files


def _branch(tree: Tree, address: str) -> Iterator[ShownRow]:
    yield ShownRow(tree.row, _url(tree.row, "category", address))
    yield from (ShownRow(part, _url(part, "category", address), True) for part in tree.parts)


def _url(row: Row, by: str, address: str) -> str:
    return f"{address}?{urlencode({by: row.heading.key})}"


def _tree_rows(trees: Iterable[Tree]) -> list[list[Value]]:
    rows: list[list[Value]] = []
    for tree in trees:
        rows.append([tree.row.heading.name, "", *_cells(tree.row)])
        rows += [[part.heading.name, tree.row.heading.name, *_cells(part)] for part in tree.parts]
    return rows


def _cells(row: Row) -> list[Value]:
    percents = (row.variance_percent, row.change_percent, row.outturn_percent)
    variance, change, outturn = (None if one is None else round(one, 2) for one in percents)
    return [
        row.budget,
        row.budget_to_date,
        row.spend,
        row.variance,
        variance,
        row.last_year,
        row.change,
        change,
        row.outturn,
        row.outturn_variance,
        outturn,
        row.months_missing,
    ]
