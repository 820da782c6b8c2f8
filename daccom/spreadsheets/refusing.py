"""The refusals of a file, each with its rule, its reason and what to do; none quotes a patient's data."""

from daccom.errors import Refused
from daccom.formats import number

SAVE_AS_CSV = "Save it as CSV UTF-8 or as an Excel workbook (.xlsx) and choose it again."
CHOOSE_AGAIN = "Make the file again where it comes from, and choose the new one."


def empty() -> Refused:
    return Refused("file.empty", "The file is empty.", "Choose a file with a header row and rows below it.")


def too_large(largest: int) -> Refused:
    size = number(largest / 1_000_000, 0 if largest >= 1_000_000 else 2)
    return Refused(
        "file.too-large", f"The file is larger than {size} MB.", "Split it, or leave out what is not needed."
    )


def bomb() -> Refused:
    return Refused(
        "file.unpacks-too-large",
        "The file is packed, and what is inside is far larger than a sheet of this kind can be.",
        "Send it unpacked, as CSV.",
    )


def macros() -> Refused:
    return Refused(
        "file.macros",
        "The workbook holds macros (programs), and those are never accepted.",
        "Save it as an Excel workbook without macros (.xlsx), or as CSV.",
    )


def encrypted() -> Refused:
    return Refused(
        "file.encrypted", "The file is protected by a password.", "Take the password off and choose it again."
    )


def old_excel() -> Refused:
    return Refused("file.old-excel", "The file is in the old Excel format (.xls).", SAVE_AS_CSV)


def other_kind() -> Refused:
    return Refused("file.kind", "The file is not a CSV file or an Excel workbook (.xlsx).", SAVE_AS_CSV)


def truncated() -> Refused:
    return Refused("file.truncated", "The file stops in the middle: part of it is missing.", CHOOSE_AGAIN)


def damaged() -> Refused:
    return Refused("file.damaged", "The workbook is damaged and cannot be read.", SAVE_AS_CSV)


def unsafe_xml() -> Refused:
    return Refused("file.unsafe", "The workbook holds definitions that Excel never writes.", SAVE_AS_CSV)


def not_text() -> Refused:
    return Refused(
        "file.not-text", "The file holds bytes that are not text in UTF-8 or Windows-1252.", SAVE_AS_CSV
    )


def too_many_rows(most: int) -> Refused:
    return Refused("file.too-many-rows", f"The file has more than {number(most)} rows.", "Split it.")


def too_many_columns(line: int, most: int) -> Refused:
    return Refused(
        "file.too-many-columns",
        f"Line {number(line)} has more than {number(most)} columns.",
        "Delete the columns that are not needed, empty ones on the right too.",
    )


def too_many_cells(line: int, cells: int, headers: int) -> Refused:
    return Refused(
        "file.too-many-cells",
        f"Line {number(line)} has {number(cells)} cells, and the header row has {number(headers)}.",
        "Look for a comma inside a number or a text, put the text in quotes, and choose the file again.",
    )


def long_line(line: int, most: int) -> Refused:
    return Refused(
        "file.line-too-long", f"Line {number(line)} is longer than {number(most)} characters.", CHOOSE_AGAIN
    )


def no_header() -> Refused:
    return Refused(
        "file.no-header",
        "The first row must name every column, and it does not.",
        "Put the names of the columns in the first row.",
    )


def duplicate_headers(names: list[str]) -> Refused:
    return Refused(
        "file.duplicate-headers",
        f"These columns appear more than once: {', '.join(names)}.",
        "Keep one column of each name.",
    )
