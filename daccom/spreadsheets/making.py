"""Makes the workbook itself. Imported only when one is written: openpyxl takes a moment to load."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from daccom.spreadsheets.defusing import TO_ESCAPE, defused

THE_SAME_MOMENT = (1980, 1, 1, 0, 0, 0)
TIMES = re.compile(rb"(<dcterms:\w+[^>]*>)[^<]*(<)")
NARROW, WIDE, LOOKED_AT = 8, 60, 200
FORMATS: tuple[tuple[type, str], ...] = (
    (datetime, "d mmm yyyy hh:mm"),
    (date, "d mmm yyyy"),
    (Decimal, "#,##0.00"),
    (int, "#,##0"),
)


def make_workbook(headers: Sequence[str], rows: Sequence[Sequence[Any]], title: str) -> bytes:
    """The bytes of a workbook; the cells are already typed and defused, see write_xlsx."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_title(title))
    sheet.freeze_panes = "A2"
    shown = [defused(header) for header in headers]
    for number, width in enumerate(_widths([shown, *rows[:LOOKED_AT]]), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    bold = [_cell(sheet, header) for header in shown]
    for cell in bold:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.append(bold)
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    out = BytesIO()
    book.save(out)
    return _without_times(out)


def _cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, TO_ESCAPE.sub("_x005F_", value))
        cell.data_type = "s"
        return cell
    cell = WriteOnlyCell(sheet, value)
    for kind, number_format in FORMATS:
        if isinstance(value, kind):
            cell.number_format = number_format
            break
    return cell


def _widths(rows: Sequence[Sequence[Any]]) -> list[int]:
    columns = max(len(row) for row in rows)
    cells = [[str(row[number]) for row in rows if number < len(row)] for number in range(columns)]
    return [min(max(NARROW, *(len(text) + 2 for text in texts)), WIDE) for texts in cells]


def _sheet_title(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", " ", title).strip(" '")[:31] or "Sheet"


def _without_times(made: BytesIO) -> bytes:
    """The archive again with one fixed time in it, so that equal content makes equal bytes."""
    out = BytesIO()
    with ZipFile(made) as old, ZipFile(out, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename == "docProps/core.xml":
                content = TIMES.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", content)
            info = ZipInfo(member.filename, THE_SAME_MOMENT)
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, content)
    return out.getvalue()
