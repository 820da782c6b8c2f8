"""Every spreadsheet a practice could send is read, in its encoding, its separator and its format."""

import gzip
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from daccom.spreadsheets import read_rows
from daccom.spreadsheets.workbooks import cell_text


def csv_file(text: str, encoding: str = "utf-8") -> BytesIO:
    return BytesIO(text.encode(encoding))


def workbook(*rows: list[Any]) -> BytesIO:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_both_encodings_are_read_with_and_without_a_mark(encoding: str) -> None:
    sheet = read_rows(csv_file("Specialty,Cost\r\nENT – café,£12\r\n", encoding))

    assert sheet.headers == ["Specialty", "Cost"]
    assert sheet.rows == [(2, ["ENT – café", "£12"])]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_the_one_the_header_uses(separator: str) -> None:
    text = separator.join(["Specialty", '"Elective, all"', "Unscheduled"]) + "\n" + separator.join("abc")

    assert read_rows(csv_file(text)).rows == [(2, ["a", "b", "c"])]


def test_one_column_needs_no_separator() -> None:
    assert read_rows(csv_file("code\n100\n")).headers == ["code"]


def test_rows_carry_the_line_they_start_on() -> None:
    sheet = read_rows(csv_file('\ncode,note\n100,"two\nlines"\n\n,,\n101,\n'))

    assert sheet.rows == [(3, ["100", "two\nlines"]), (7, ["101", ""])]


def test_short_rows_are_filled_and_headers_trimmed() -> None:
    sheet = read_rows(csv_file(" code ,  list\tsize,note,,\n100\n"))

    assert (sheet.headers, sheet.rows) == (["code", "list size", "note"], [(2, ["100", "", ""])])


def test_a_gzipped_csv_is_unpacked_all_its_members() -> None:
    packed = gzip.compress(b"code,count\n1", mtime=0) + gzip.compress(b"00,5\n", mtime=0)

    assert read_rows(BytesIO(packed)).rows == [(2, ["100", "5"])]


def test_a_path_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "grid.csv"
    path.write_text("code,count\n100,5\n")

    assert read_rows(path).rows == read_rows(str(path)).rows == [(2, ["100", "5"])]


def test_a_workbook_gives_text() -> None:
    rows = (
        ["code", "count", "day"],
        [100, 0.1 + 0.2, date(2009, 1, 31)],
        [None, None, None],
        [" x", 1e16, True],
    )

    sheet = read_rows(workbook(*rows))

    assert sheet.rows == [(2, ["100", "0.3", "2009-01-31"]), (4, [" x", "10000000000000000", "TRUE"])]


def test_the_first_visible_sheet_is_read() -> None:
    book = Workbook()
    book.active.sheet_state = "hidden"
    book.active.append(["hidden"])
    shown = book.create_sheet("Shown")
    shown.append(["shown"])
    out = BytesIO()
    book.save(out)

    assert read_rows(out).headers == ["shown"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (12.0, "12"),
        (-1200.50, "-1200.5"),
        (0.1 + 0.7, "0.8"),
        (9990000018, "9990000018"),
        (9990000018.0, "9990000018"),
        (False, "FALSE"),
        (datetime(2009, 1, 31), "2009-01-31"),
        (datetime(2009, 1, 31, 9, 30), "2009-01-31 09:30:00"),
        (time(9, 30), "09:30:00"),
        ("_x005F_x0041_", "_x0041_"),
    ],
)
def test_cells_become_text_as_people_see_them(value: Any, text: str) -> None:
    assert cell_text(value) == text


def test_a_formula_gives_its_last_value_not_its_text() -> None:
    assert read_rows(workbook(["code", "sum"], ["100", "=1+1"])).rows == [(2, ["100", ""])]
