"""The heat map as a page shows it: each cell in words, with its colour and where it leads."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from daccom.calendar import Month
from referrals.selectors.completeness import Cell, Completeness, PracticeReturns, State

CLASSES = {
    State.ON_TIME: "app-heat--good",
    State.LATE: "app-heat--middle",
    State.QUERIED: "app-heat--middle",
    State.MISSING: "app-heat--poor",
    State.EXTENDED: "app-heat--none",
    State.NOT_DUE: "app-heat--none",
    State.NOT_MEMBER: "app-heat--none",
}
STAND_IN = "ODS0000"


@dataclass(frozen=True)
class HeatCell:
    """`url` is empty where there is nothing to open."""

    words: str
    css: str
    month: Month
    url: str


@dataclass(frozen=True)
class HeatRow:
    name: str
    cells: list[HeatCell]


@dataclass(frozen=True)
class HeatMap:
    months: list[Month]
    rows: list[HeatRow]


def heat_map(found: Completeness) -> HeatMap:
    """Twelve months for each practice of the year."""
    pattern = reverse("referrals:return-review", kwargs={"ods": STAND_IN, "month": found.month})
    rows = [_row(row, pattern, found.month) for row in found.rows]
    return HeatMap(found.month.year.months, rows)


def _row(row: PracticeReturns, pattern: str, month: Month) -> HeatRow:
    address = pattern.replace(STAND_IN, row.practice.ods_code)
    cells = [_cell(cell, address.replace(month.slug, cell.month.slug)) for cell in row.cells]
    return HeatRow(row.practice.name, cells)


def _cell(cell: Cell, address: str) -> HeatCell:
    return HeatCell(cell.words, CLASSES[cell.state], cell.month, address if cell.is_in else "")
