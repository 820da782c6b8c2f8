"""How a file may come, and what it must not be: hidas.md and the list of bad input."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from daccom.errors import Refused
from daccom.spreadsheets import write_xlsx
from referrals.hidas import blocks as cutting
from referrals.hidas import unpacking
from referrals.hidas.layout import COLUMNS, NAMES, arrange
from referrals.hidas.reading import FIELDS, LINE, Reading, read_extract
from tests.referrals.hidas.files import csv_file, january, row

PLAIN = csv_file(january())


def reading(tmp_path: Path, content: bytes, mapping: dict[str, str] | None = None) -> Reading:
    path = tmp_path / "file"
    path.write_bytes(content)
    return read_extract(path, mapping)


def rows(tmp_path: Path, content: bytes) -> list[dict]:
    return [values for table in reading(tmp_path, content).tables for values in table.rows.to_dicts()]


def refusal(tmp_path: Path, content: bytes) -> Refused:
    with pytest.raises(Refused) as refused:
        rows(tmp_path, content)
    return refused.value


WAYS = {
    "as it is": PLAIN,
    "with a mark": b"\xef\xbb\xbf" + PLAIN,
    "packed": gzip.compress(PLAIN, mtime=0),
    "packed in two parts": gzip.compress(PLAIN[:200], mtime=0)
    + gzip.compress(PLAIN[200:], mtime=0)
    + b"\0" * 10,
    "all quoted": csv_file(january(), quoting=1),
    "with line feeds": csv_file(january(), lineterminator="\n"),
    "without a last line break": PLAIN.rstrip(b"\r\n"),
    "in another order": csv_file(january(), reversed(NAMES)),
    "as a workbook": write_xlsx(
        list(NAMES), [[values[name] for name in NAMES] for values in january()], "Jan"
    ),
    "with quotation marks out of place": PLAIN.replace(b"H80", b'H80""', 1).replace(b'H80""', b"H80"),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_same_rows_whichever_way_they_come(tmp_path, way):
    found = rows(tmp_path, WAYS[way])
    assert [values["episode_id"] for values in found] == ["E1", "E2", "E3"]
    assert {values["total_cost"] for values in found} <= {"4250.00", "4250"}
    assert [values[LINE] for values in found] == [2, 3, 4]
    assert {values[FIELDS] for values in found} == {len(NAMES)}


def test_headers_are_found_without_case_spaces_and_underscores(tmp_path):
    header = ",".join(NAMES).upper().replace("_", " ").encode()
    assert len(rows(tmp_path, PLAIN.replace(",".join(NAMES).encode(), header))) == 3


def test_columns_that_are_not_required_may_be_missing(tmp_path):
    required = [column.name for column in COLUMNS if column.required]
    (first, *_) = rows(tmp_path, csv_file(january(), required))
    assert (first["sex"], first["hrg"], first["pod"]) == ("", "", "NEL")


def test_unknown_columns_are_listed(tmp_path):
    found = reading(tmp_path, csv_file(january(), [*NAMES, "Ward", "GP name"]))
    assert found.arrangement.unknown == ("Ward", "GP name")


def test_all_missing_columns_are_named_at_once():
    names = [name for name in NAMES if name not in ("pod", "total_cost")]
    with pytest.raises(Refused) as refused:
        arrange([*names, "Price"], {"total_cost": "Cost"})
    assert "missing: pod, total_cost (called Cost here)." in refused.value.message
    assert "Price" in refused.value.next_step


def test_two_headers_for_one_column_are_refused():
    with pytest.raises(Refused) as refused:
        arrange([*NAMES, "Total Cost"])
    assert "the same column: total_cost, Total Cost." in refused.value.message


def test_a_mapping_says_what_a_column_is_called():
    names = ["Price" if name == "total_cost" else name for name in NAMES]
    found = arrange([*names, "total_cost"], {"total_cost": "price"})
    assert found.positions["total_cost"] == NAMES.index("total_cost")
    assert found.unknown == ("total_cost",)


def test_hundreds_of_columns_are_refused():
    with pytest.raises(Refused):
        arrange([str(number) for number in range(600)])


def test_windows_1252_is_read(tmp_path):
    content = csv_file([row(1, spell_id="£é")]).decode().encode("windows-1252")
    assert rows(tmp_path, content)[0]["spell_id"] == "£é"


def test_a_break_in_a_quoted_value_counts_as_a_line(tmp_path):
    found = rows(tmp_path, csv_file([row(1, diagnosis="I\n21"), row(2)]))
    assert [(values[LINE], values["diagnosis"]) for values in found] == [(2, "I\n21"), (4, "I219")]


def test_a_quotation_mark_out_of_place_is_a_character(tmp_path):
    found = rows(tmp_path, PLAIN.replace(b"S1", b'S"1'))
    assert [values["spell_id"] for values in found] == ['S"1', "S2", "S3"]


def test_blank_lines_are_passed_over_and_counted(tmp_path):
    found = rows(tmp_path, b"\n" + PLAIN.replace(b"\r\n", b"\r\n\r\n"))
    assert [values[LINE] for values in found] == [4, 6, 8]


def test_rows_come_in_parts_however_short_they_are(tmp_path, monkeypatch):
    monkeypatch.setattr(cutting, "MOST_ROWS", 2)
    found = [table.rows["episode_id"].to_list() for table in reading(tmp_path, PLAIN).tables]
    assert found == [["E1"], ["E2", "E3"]]


def test_rows_of_another_width_are_told(tmp_path):
    content = PLAIN + b"S4,E4\r\n" + PLAIN.splitlines()[1] + b",more\r\n"
    assert [values[FIELDS] for values in rows(tmp_path, content)] == [22, 22, 22, 2, 23]


BOMB = gzip.compress(PLAIN + b"\n" * 25_000_000, mtime=0)
BAD = {
    "extract.truncated": gzip.compress(PLAIN, mtime=0)[:-20],
    "extract.unpacks-too-large": BOMB,
    "extract.not-text": PLAIN[:-3] + b"\0\0\r\n",
    "extract.encoding": b"\xef\xbb\xbf" + csv_file([row(1, spell_id="£")]).decode().encode("windows-1252"),
    "extract.endless-row": PLAIN + b"x" * 200_000,
    "extract.open-quotation": PLAIN + b'"S4,E4\r\n',
    "extract.no-header": b"\r\n\n\r\n",
    "extract.columns-missing": b"%PDF-1.4 nothing of ours\n",
    "file.macros": b"",
    "file.old-excel": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "file.truncated": b"PK\x03\x04 not a workbook",
}


def with_macros() -> bytes:
    made = io.BytesIO(WAYS["as a workbook"])
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    return made.getvalue()


@pytest.mark.parametrize("rule", BAD)
def test_a_bad_file_is_refused_as_a_whole(tmp_path, rule):
    assert refusal(tmp_path, BAD[rule] or with_macros()).rule == rule


def test_bytes_that_are_in_no_encoding_are_refused(tmp_path):
    assert refusal(tmp_path, PLAIN.replace(b"S3", b"S\x81")).rule == "extract.not-text"


def test_utf_16_is_refused(tmp_path):
    assert refusal(tmp_path, PLAIN.decode().encode("utf-16")).rule == "extract.not-text"


def test_damaged_packing_is_refused(tmp_path):
    packed = bytearray(gzip.compress(PLAIN, mtime=0))
    packed[30] ^= 255
    assert refusal(tmp_path, bytes(packed)).rule == "extract.truncated"


def test_an_endless_row_is_refused_before_it_is_read(tmp_path, monkeypatch):
    """As 2 GB of one line would be: what is read stays small."""
    monkeypatch.setattr(unpacking, "PIECE", 10_000)
    path = tmp_path / "file"
    path.write_bytes(PLAIN + b"x" * 5_000_000)
    with path.open("rb") as file:
        source = unpacking.Source(file, path.stat().st_size)
        with pytest.raises(Refused):
            list(cutting.blocks(source.pieces(), size=10_000))
        assert source.taken < 200_000


def test_a_long_row_among_others_is_refused(tmp_path):
    content = PLAIN + b"y" * 70_000 + b"\r\n" + PLAIN
    assert "Line 5" in refusal(tmp_path, content).message
