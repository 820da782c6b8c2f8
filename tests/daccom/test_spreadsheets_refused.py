"""A file that is wrong, or means harm, is refused in words, and the words say what to do."""

import gzip
import random
from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from daccom.errors import Refused
from daccom.spreadsheets import Limits, read_rows, write_xlsx
from daccom.spreadsheets.delimited import read_text
from daccom.spreadsheets.reading import ENCRYPTED, OLE
from daccom.spreadsheets.workbooks import read_workbook

GOOD = write_xlsx(["code", "count"], [["100", 5]], "Grid")


def refused(content: bytes, **options: int | str) -> str:
    with pytest.raises(Refused) as caught:
        read_rows(BytesIO(content), **options)  # type: ignore[arg-type]
    assert caught.value.next_step
    return caught.value.rule


def with_member(name: str, content: bytes, remove: str = "") -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(GOOD)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member not in (name, remove):
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return out.getvalue()


def sheet_xml(rows: str) -> bytes:
    return with_member(
        "xl/worksheets/sheet1.xml",
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{rows}</sheetData></worksheet>".encode(),
    )


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "file.empty"),
        (b"\xef\xbb\xbf \n\n", "file.empty"),
        (b",,\n,,\n", "file.empty"),
        (gzip.compress(b"", mtime=0), "file.empty"),
        (b"code\n\x00\x01", "file.not-text"),
        (b"\xff\xfec\x00o\x00", "file.not-text"),
        (b"code\n\x81\x8d", "file.not-text"),
        (b'code,note\n100,"never closed\n', "file.truncated"),
        (gzip.compress(random.Random(1).randbytes(500), mtime=0)[:-20], "file.truncated"),
        (b"\x1f\x8b\x08rubbish-rubbish", "file.truncated"),
        (GOOD[:-100], "file.truncated"),
        (OLE + b"anything", "file.old-excel"),
        (OLE + ENCRYPTED, "file.encrypted"),
        (b"1,2,3\n4,5,6\n", "file.no-header"),
        (b"code,,count\n1,2,3\n", "file.no-header"),
        (b"code,Count,count\n1,2,3\n", "file.duplicate-headers"),
        (b"code,count\n100,1,234\n", "file.too-many-cells"),
        (b"code\n" + b"x" * 100_001, "file.line-too-long"),
        (b",".join(b"c%d" % n for n in range(201)), "file.too-many-columns"),
    ],
)
def test_wrong_files_are_refused_by_name(content: bytes, rule: str) -> None:
    assert refused(content) == rule


def test_size_and_rows_are_bounded() -> None:
    assert refused(b"code\n" + b"1\n" * 10, largest=20) == "file.too-large"
    assert refused(b"code\n" + b"1\n" * 10, most_rows=9) == "file.too-many-rows"
    assert len(read_rows(BytesIO(b"code\n" + b"1\n" * 10), most_rows=10).rows) == 10


def test_two_gigabytes_of_one_line_are_not_read() -> None:
    class Endless(BytesIO):
        def tell(self) -> int:
            return 2_000_000_000

    with pytest.raises(Refused) as caught:
        read_rows(Endless(b"x"))
    assert caught.value.rule == "file.too-large"


def test_a_gzip_bomb_stops_while_it_unfolds() -> None:
    assert refused(gzip.compress(b"0" * 50_000_000, mtime=0), largest=100_000) == "file.unpacks-too-large"


def test_pictures_in_a_workbook_are_passed_over() -> None:
    assert read_rows(BytesIO(with_member("xl/media/logo.png", b"\0\1"))).headers == ["code", "count"]


def test_a_zip_bomb_is_never_unfolded() -> None:
    bomb = with_member("xl/media/big.bin", b"0" * 50_000_000)

    assert refused(bomb, largest=200_000) == "file.unpacks-too-large"


def test_too_many_members_are_a_bomb_too() -> None:
    with pytest.raises(Refused, match="far larger"):
        read_workbook(GOOD, Limits(members=3))


@pytest.mark.parametrize("name", ["grid.xlsm", "GRID.XLTM", "grid.xlsb"])
def test_names_of_files_with_macros_are_refused(name: str) -> None:
    assert refused(GOOD, file_name=name) == "file.macros"


def test_macros_under_an_innocent_name_are_refused() -> None:
    assert refused(with_member("xl/vbaProject.bin", b"x"), file_name="grid.xlsx") == "file.macros"


@pytest.mark.parametrize(
    "xml",
    [
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>',
        b"<x>" + b" " * 300_000 + b"<!ENTITY a 'ha'></x>",
        '<?xml version="1.0" encoding="utf-16"?><x/>'.encode("utf-16"),
        b'<?xml version="1.0" encoding="utf-7"?><x/>',
    ],
)
def test_xml_that_multiplies_or_hides_is_refused(xml: bytes) -> None:
    assert refused(with_member("xl/sharedStrings.xml", xml)) == "file.unsafe"


def test_other_archives_are_not_workbooks() -> None:
    assert refused(with_member("a.txt", b"x", remove="xl/workbook.xml")) == "file.kind"


def test_an_encrypted_member_is_refused() -> None:
    flagged = bytearray(GOOD)
    flagged[flagged.index(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(flagged)) == "file.encrypted"


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        ('<row r="1"><c r="A1" t="s"><v>99</v></c></row>', "file.damaged"),
        ('<row r="1"><c r="A1"><v>x</v></row>', "file.damaged"),
        ('<row r="99999999"><c r="A99999999"><v>1</v></c></row>', "file.too-many-rows"),
        ('<row r="1"><c r="ZZZ1"><v>1</v></c></row>', "file.too-many-columns"),
        ("", "file.empty"),
    ],
)
def test_sheets_that_no_excel_writes(rows: str, rule: str) -> None:
    assert refused(sheet_xml(rows)) == rule


def test_a_member_that_is_not_what_its_checksum_says_is_damaged() -> None:
    start = GOOD.index(b"xl/workbook.xml") + 15
    assert refused(GOOD[:start] + b"\xff" * 40 + GOOD[start + 40 :]) == "file.damaged"


def test_a_workbook_with_only_hidden_sheets_is_empty() -> None:
    book = Workbook()
    book.create_sheet("Other").sheet_state = "hidden"
    out = BytesIO()
    book.active.sheet_state = "visible"
    book.save(out)
    hidden = out.getvalue()
    with ZipFile(BytesIO(hidden)) as old:
        xml = old.read("xl/workbook.xml").replace(b'state="visible"', b'state="hidden"')
    made = BytesIO()
    with ZipFile(BytesIO(hidden)) as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, xml if name == "xl/workbook.xml" else old.read(name))

    assert refused(made.getvalue()) == "file.empty"


def test_refusals_read_as_sentences() -> None:
    with pytest.raises(Refused) as caught:
        read_text(b"code,count\n100,1,234\n", Limits())

    assert "Line 2 has 3 cells" in str(caught.value)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_damaged_files_are_read_or_refused_never_an_error(data: st.DataObject) -> None:
    seed = data.draw(
        st.sampled_from([GOOD, gzip.compress(b"code,count\n100,5\n", mtime=0), b"code,count\n100,5\n"])
    )
    content = bytearray(seed)
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=6)):
        content[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    with suppress(Refused):
        assert read_rows(BytesIO(bytes(content[: cut or None]))).headers
