"""The returns of a year as a heat map."""

from __future__ import annotations

from django.urls import reverse

from programmes.figures.returns import ReturnCell, ReturnFigures, ReturnRow
from referrals.heatmap import CLASSES, STAND_IN, HeatCell, HeatMap, HeatRow
from referrals.selectors.completeness import State


def heat_map(found: ReturnFigures) -> HeatMap:
    """Twelve months for each practice of the year; a return that is in opens."""
    pattern = reverse("referrals:return-review", kwargs={"ods": STAND_IN, "month": found.month})
    rows = [HeatRow(row.name, [_cell(row, cell, pattern, found) for cell in row.cells]) for row in found.rows]
    return HeatMap(found.month.year.months, rows)


def _cell(row: ReturnRow, cell: ReturnCell, pattern: str, found: ReturnFigures) -> HeatCell:
    address = pattern.replace(STAND_IN, row.ods).replace(found.month.slug, cell.month.slug)
    return HeatCell(cell.words, CLASSES[State(cell.state)], cell.month, address if cell.is_in else "")
