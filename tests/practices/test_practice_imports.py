"""The national register: what is taken, what is left out and said, what is refused whole."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from auditlog.models import LogEntry

from daccom.errors import Refused
from practices.models import ImportRun, Practice
from practices.services.practice_imports import import_practices
from practices.services.runs import Outcome
from tests.cast import Cast
from tests.practices.national_files import register_line, write_register

pytestmark = pytest.mark.django_db


def run(folder: Path, *lines: str, by: Any = None) -> Outcome:
    return import_practices(path=write_register(folder, *lines), by=by)


def test_a_new_practice_is_written_as_people_write_it(tmp_path: Path) -> None:
    run(tmp_path, register_line("E82022", "FERNVILLE SURGERY", opened="19740401"))
    practice = Practice.objects.get()
    assert (practice.ods_code, practice.name, practice.town) == (
        "E82022",
        "Fernville Surgery",
        "Hemel Hempstead",
    )
    assert practice.register_name == "FERNVILLE SURGERY"
    assert practice.address == "Midland Road, Hemel Hempstead, Hertfordshire"
    assert practice.opened_on == dt.date(1974, 4, 1)
    assert practice.closed_on is None


def test_a_known_name_stays_and_the_register_name_is_kept_beside_it(cast: Cast, tmp_path: Path) -> None:
    Practice.objects.filter(pk=cast.alder.pk).update(contract="pms", town="Berkhamsted")
    outcome = run(tmp_path, register_line("E82901", "BERKHAMSTED GROUP PRACTICE"))
    cast.alder.refresh_from_db()
    assert (cast.alder.name, cast.alder.register_name) == ("Alder Surgery", "BERKHAMSTED GROUP PRACTICE")
    assert (cast.alder.contract, cast.alder.town) == ("pms", "Berkhamsted")
    assert outcome.counts == {"read": 1, "created": 0, "changed": 1, "unchanged": 0, "rejected": 0}


def test_a_name_from_the_register_follows_the_register(tmp_path: Path) -> None:
    run(tmp_path, register_line(name="ELM HOUSE"))
    run(tmp_path, register_line(name="ASH HOUSE", address="NEW STREET|TRING|HERTS"))
    practice = Practice.objects.get()
    assert (practice.name, practice.town) == ("Ash House", "Tring")


def test_the_second_run_changes_nothing(cast: Cast, tmp_path: Path) -> None:
    lines = [register_line("E82901"), register_line("E82022", closed="20081231", status="C")]
    run(tmp_path, *lines)
    before = list(Practice.objects.values())
    assert run(tmp_path, *lines).counts == {
        "read": 2,
        "created": 0,
        "changed": 0,
        "unchanged": 2,
        "rejected": 0,
    }
    assert list(Practice.objects.values()) == before


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        (register_line("e8"), "code", "is not a practice code such as E82022"),
        (register_line("E82903", name=""), "name", "is missing"),
        (register_line("E82903", name="X" * 101), "name", "is longer than 100 characters"),
        (register_line("E82903", status="Q"), "status", "is none of A, C, D, P"),
        (register_line("E82903", opened="1974-04-01"), "open date", "is not a date such as 19740401"),
        (register_line("E82903", opened="20080231"), "open date", "is not a date such as 19740401"),
        (register_line("E82903", opened="17000101"), "open date", "is not between 1850 and 2100"),
        (register_line("E82903", closed="19700101"), "close date", "is before the open date 19740401"),
        (register_line("E82903", status="C"), "close date", "is missing though the practice is closed"),
        (register_line("E82901"), "code", "stands in line 1 already"),
        ('"E82903","SHORT"', "whole line", "has 2 columns, not 27"),
        (register_line("E82903", name='UN"QUOTED'), "whole line", "has quotation marks that do not match"),
        (register_line("E82903", name="BELL \a"), "whole line", "has characters that do not print"),
    ],
)
def test_a_bad_row_is_named_and_the_rest_stands(tmp_path: Path, line: str, column: str, reason: str) -> None:
    outcome = run(tmp_path, register_line("E82901"), line, register_line("E82902"))
    (rejection,) = outcome.rejections
    assert (rejection.line, rejection.column, rejection.reason) == (2, column, reason)
    assert set(Practice.objects.values_list("ods_code", flat=True)) == {"E82901", "E82902"}
    assert outcome.counts["rejected"] == 1


def test_a_row_that_is_not_text_is_named(tmp_path: Path) -> None:
    path = write_register(tmp_path, register_line("E82901"))
    path.write_bytes(path.read_bytes() + b'"\xff\xfe"\r\n')
    (rejection,) = import_practices(path=path, by=None).rejections
    assert (rejection.line, rejection.reason) == (2, "is not UTF-8 text")


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "import.empty"),
        (b" \r\n\r\n", "import.empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "import.not-text"),
        (b"a,b,c\r\nd,e,f\r\n", "import.not-the-register"),
        (b"PK\x03\x04 nonsense", "import.not-the-register"),
        (register_line("E82901").encode() + b'\r\n"E82902","BIRCH SUR', "import.cut-off"),
    ],
)
def test_a_file_that_is_not_the_register_is_refused_whole(tmp_path: Path, content: bytes, rule: str) -> None:
    path = tmp_path / "epraccur.csv"
    path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        import_practices(path=path, by=None)
    assert refused.value.rule == rule
    assert not Practice.objects.exists()
    assert not ImportRun.objects.exists()


def test_a_last_line_without_a_break_counts_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "epraccur.csv"
    path.write_text(register_line())
    assert import_practices(path=path, by=None).created == 1


def test_no_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        import_practices(path=tmp_path / "none.csv", by=None)


def test_a_file_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("practices.national.files.LARGEST_FILE", 10)
    with pytest.raises(Refused, match="larger than any national file"):
        run(tmp_path, register_line())


def test_the_run_is_kept_and_audited(cast: Cast, tmp_path: Path) -> None:
    run(tmp_path, register_line("E82022"), "broken", register_line("E82023"), by=cast.ada)
    kept = ImportRun.objects.get()
    assert (kept.kind, kept.file_name, kept.by) == ("practices", "epraccur.csv", cast.ada)
    assert (kept.rows_read, kept.rows_created, kept.rows_rejected) == (3, 2, 1)
    assert len(kept.sha256) == 64
    entry = LogEntry.objects.get()
    assert (entry.actor, entry.additional_data["verb"]) == (cast.ada, "practices.imported")
    assert entry.changes["created"] == ["", "2"]


@pytest.mark.parametrize("name", ["alice", "erin", "pat", "nobody"])
def test_only_administrators_and_pct_information_import(cast: Cast, tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused) as refused:
        run(tmp_path, register_line("E82022"), by=cast[name])
    assert refused.value.rule == "import.not-your-job"
    assert Practice.objects.count() == 3


def test_pct_information_may_import(cast: Cast, tmp_path: Path) -> None:
    assert run(tmp_path, register_line("E82022"), by=cast.ira).created == 1


def test_the_number_of_queries_does_not_grow_with_the_rows(
    tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    lines = [register_line(f"E{number:05}") for number in range(300)]
    with django_assert_max_num_queries(14):
        assert run(tmp_path, *lines).created == 300
