"""Returns as figures, from what referrals says of their completeness. Pure."""

from __future__ import annotations

from programmes.figures.returns import ReturnCell, ReturnFigures, ReturnRow
from referrals.selectors.completeness import Cell, Completeness, PracticeReturns, State


def return_figures(found: Completeness) -> ReturnFigures:
    return ReturnFigures(
        month=found.month,
        due_on=found.due_on,
        is_due=found.is_due,
        rows=[_row(row) for row in found.rows],
        expected=found.expected,
        complete=found.complete,
        on_time=found.on_time,
        queried=found.queried,
        extended=found.extended,
        nil=found.nil,
        missing=found.missing,
        waiting_for_review=found.waiting_for_review,
        is_simulated=found.is_simulated,
    )


def _row(row: PracticeReturns) -> ReturnRow:
    return ReturnRow(row.practice.ods_code, row.practice.name, [_cell(cell) for cell in row.cells])


def _cell(cell: Cell) -> ReturnCell:
    return ReturnCell(
        month=cell.month,
        state=str(cell.state),
        words=cell.words,
        is_expected=cell.state is not State.NOT_MEMBER,
        is_in=cell.is_in,
        on_time=cell.on_time,
        is_nil=cell.is_nil,
        waits_for_review=cell.waits_for_review,
    )
