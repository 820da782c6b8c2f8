"""What we write opens in Excel with typed cells, and no text of anyone's is a formula."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from daccom.spreadsheets import download, read_rows, write_csv, write_xlsx
from daccom.spreadsheets.defusing import defused

HOSTILE = st.one_of(
    st.text(),
    st.text(alphabet="=+-@\t\r\n '\"\ufeff\u200b\u3000;,|_x0041", max_size=12),
    st.sampled_from(
        ['=HYPERLINK("http://x")', "@SUM(A1)", "+44 1442", "-1", "\t=1", " =1", "＝1", "_x003D_1"]
    ),
)


def cells(content: bytes) -> list[list[Any]]:
    return [list(row) for row in load_workbook(BytesIO(content)).active.iter_rows()]


@settings(deadline=None, max_examples=150)
@given(st.lists(HOSTILE, min_size=1, max_size=8))
def test_any_text_comes_back_and_is_never_a_formula(texts: list[str]) -> None:
    rows = [[text, "end"] for text in texts]

    workbook = write_xlsx(["name", "note"], rows, "Notes")

    expected = [[defused(text), "end"] for text in texts]
    assert [row for _, row in read_rows(BytesIO(workbook)).rows] == expected
    assert [row for _, row in read_rows(BytesIO(write_csv(["name", "note"], rows))).rows] == expected
    assert not [cell for row in cells(workbook) for cell in row if cell.data_type == "f"]


@given(HOSTILE)
def test_defusing_only_adds_the_mark(text: str) -> None:
    assert defused(text).removeprefix("'").strip("'") == defused(defused(text)).removeprefix("'").strip("'")
    assert defused(text).lstrip()[:1] not in tuple("=+-@")


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "  =1", "\ufeff=1", "\u200b@x", "＝1"]
)
def test_text_that_could_run_is_marked(text: str) -> None:
    assert defused(text).startswith("'")


@pytest.mark.parametrize("text", ["", "Alder", "O'Brien", "5 - 3", "£-5", "'=1"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert defused(text) == text


def test_unprintable_characters_are_replaced_and_long_text_cut() -> None:
    assert defused("a\x00b\ud800c\r\nd") == "a\ufffdb\ufffdc\nd"
    assert len(defused("x" * 40_000)) == 32_000


def test_real_negative_numbers_stay_numbers() -> None:
    content = write_csv(["cost", "count"], [[Decimal("-12.50"), -3]])

    assert content == b"\xef\xbb\xbfcost,count\r\n-12.50,-3\r\n"
    assert [cell.value for cell in cells(write_xlsx(["cost"], [[Decimal("-12.50")]], "Cost"))[1]] == [-12.5]


def test_csv_writes_days_yes_and_nothing() -> None:
    moment = datetime(2009, 2, 20, 9, 30, tzinfo=UTC)

    content = write_csv(["a", "b", "c", "d"], [[date(2009, 1, 31), moment, None, True]])

    assert content.decode("utf-8-sig").splitlines()[1] == "2009-01-31,2009-02-20 09:30:00,,yes"


def test_workbook_cells_are_typed_and_the_header_stays() -> None:
    row = [Decimal("3000.01"), 4_321, date(2009, 1, 31), datetime(2009, 1, 31, 9), 0.5, False, "x"]

    content = write_xlsx(["=money", "n", "day", "at", "share", "done", "words"], [row], "Jan [2009]: all/*?")

    book = load_workbook(BytesIO(content))
    header, line = cells(content)
    assert book.active.title == "Jan  2009   all"
    assert book.active.freeze_panes == "A2"
    assert (header[0].value, header[0].font.bold) == ("'=money", True)
    assert [cell.data_type for cell in line] == ["n", "n", "d", "d", "n", "s", "s"]
    assert [cell.number_format for cell in line[:4]] == [
        "#,##0.00",
        "#,##0",
        "d mmm yyyy",
        "d mmm yyyy hh:mm",
    ]
    assert line[5].value == "no"


def test_columns_are_as_wide_as_their_words_within_reason() -> None:
    book = load_workbook(BytesIO(write_xlsx(["code", "words"], [["1", "x" * 500], ["2"]], "")))

    assert [book.active.column_dimensions[name].width for name in "AB"] == [8, 60]
    assert book.active.title == "Sheet"


def test_the_same_rows_make_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = write_xlsx(["a"], [["b"]], "T")
    monkeypatch.setattr("openpyxl.writer.excel.datetime.datetime", _Later, raising=False)

    assert write_xlsx(["a"], [["b"]], "T") == first


class _Later(datetime):
    @classmethod
    def now(cls, tz: Any = None) -> "_Later":
        return cls(2031, 1, 1, tzinfo=tz)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.csv", "text/csv; charset=utf-8"), ("a.bin", "application/octet-stream")],
)
def test_a_download_is_saved_and_not_kept(name: str, kind: str) -> None:
    response = download(b"x", name)

    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert (response["Content-Type"], response["Cache-Control"]) == (kind, "no-store")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_hostile_file_name_cannot_add_headers() -> None:
    assert "\n" not in download(b"x", 'a"\r\nSet-Cookie: x.csv')["Content-Disposition"]
