"""XLSX by openpyxl's streaming reader: values only, the first visible sheet, never a formula."""

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any

from daccom.spreadsheets import refusing
from daccom.spreadsheets.defusing import ESCAPED
from daccom.spreadsheets.shaping import sheet_of
from daccom.spreadsheets.sheets import Limits, Row, Sheet
from daccom.spreadsheets.unpacking import checked_archive

LAST_LINE = 1_048_576  # of any sheet in Excel; a file that names a later one is not made by it
WORTH_IN_EXCEL = 15  # significant digits that Excel keeps and shows
FULL_OF_NOTHING = 200  # empty cells looked at, for each cell that we are ready to keep


def read_workbook(content: bytes, limits: Limits) -> Sheet:
    """The headers and rows of a workbook's first visible sheet. Raises Refused."""
    checked_archive(content, limits).close()
    try:
        return sheet_of(_lines(content, limits), limits)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, OverflowError, OSError, SyntaxError):
        # openpyxl has no error of its own for a sheet that is not what it says (SyntaxError: broken XML).
        raise refusing.damaged() from None


def _lines(content: bytes, limits: Limits) -> Iterator[Row]:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        sheet = next((sheet for sheet in book.worksheets if sheet.sheet_state == "visible"), None)
        if sheet is None:
            raise refusing.empty()
        sheet.reset_dimensions()  # what the file says of its size may be wrong
        looked_at = 0
        for line, values in enumerate(sheet.iter_rows(values_only=True), start=1):
            looked_at += len(values)
            if line > LAST_LINE or looked_at > limits.rows * FULL_OF_NOTHING + LAST_LINE:
                raise refusing.too_many_rows(limits.rows)
            yield line, [cell_text(value) for value in values]
    finally:
        book.close()


def cell_text(value: Any) -> str:
    """A cell as text: ISO days, numbers without the noise of binary fractions, TRUE and FALSE."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return _number_text(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return ESCAPED.sub("_", str(value))


def _number_text(value: float) -> str:
    exact = Decimal(f"{value:.{WORTH_IN_EXCEL}g}")
    if exact == exact.to_integral_value():
        return f"{exact:.0f}"
    return f"{exact.normalize():f}"
