"""manage.py import_hidas: one summary line, bad rows named, an error unless the file is loaded."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from daccom.models import Job
from referrals.models import ColumnMapping, Episode, Extract
from tests.referrals.hidas.files import csv_file, january, row

WITH_A_BAD_ROW = csv_file([*january(2), row(3, pod="XX")])


@pytest.fixture
def run(places, tmp_path):
    """Write the bytes to a file and import it; what it says on stdout and stderr."""

    def imported(content: bytes, *arguments: str) -> tuple[str, str]:
        path = tmp_path / "HIDAS.csv"
        path.write_bytes(content)
        out, err = io.StringIO(), io.StringIO()
        call_command("import_hidas", str(path), "--pct", "5P4", *arguments, stdout=out, stderr=err)
        return out.getvalue().strip(), err.getvalue().strip()

    return imported


def test_a_clean_file_is_loaded_here_and_now(run, places):
    said, _ = run(csv_file(january()), "--by", "ira@example.test")
    assert said == "Loaded: 3 rows read, 0 bad, 3 in 1 provider months."
    assert Extract.objects.get().received_by == places.ira
    assert set(Job.objects.values_list("status", flat=True)) == {"done"}


def test_bad_rows_are_named_and_nothing_is_loaded(run):
    with pytest.raises(CommandError, match="Not loaded: 3 rows read, 1 bad"):
        run(WITH_A_BAD_ROW)
    assert not Episode.objects.exists()


def test_a_second_run_accepts_what_waits(run):
    with pytest.raises(CommandError):
        run(WITH_A_BAD_ROW)
    said, named = run(WITH_A_BAD_ROW, "--accept-without-bad-rows")
    assert said == "Loaded: 3 rows read, 1 bad, 2 in 1 provider months."
    assert named.startswith("Bad row: line 4, pod: is not a point of delivery")


def test_bad_rows_can_be_accepted_at_once(run):
    run(WITH_A_BAD_ROW, "--accept-without-bad-rows")
    assert Episode.objects.count() == 2


def test_other_columns_are_named_whatever_is_accepted(run):
    with pytest.raises(CommandError, match="Waiting for a decision: These required columns are missing: pod"):
        run(csv_file(january()).replace(b",pod,", b",Kind,"), "--accept-without-bad-rows")


def test_unknown_codes_are_named(run):
    with pytest.raises(CommandError, match="unknown codes RXX"):
        run(csv_file([row(1, provider_code="RXX")]))


def test_a_mapping_is_used(run, places):
    ColumnMapping.objects.create(
        pct=places.pct,
        name="Other",
        columns={"pod": "Kind"},
        saved_at="2009-02-01T10:00Z",
        saved_by=places.ira,
    )
    said, _ = run(csv_file(january()).replace(b",pod,", b",Kind,"), "--mapping", "Other")
    assert said.startswith("Loaded")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--by", "alice@example.test"], "Only PCT information staff"),
        (["--mapping", "None"], "has no mapping called None"),
        (["--pct", "5P9"], "There is no PCT 5P9"),
        (["--by", "who@example.test"], "There is no account"),
    ],
)
def test_what_cannot_be_done_is_said(run, arguments, words):
    with pytest.raises(CommandError, match=words):
        run(csv_file(january()), *arguments)
    assert not Extract.objects.exists()


def test_a_file_that_cannot_be_read_is_rejected(run):
    with pytest.raises(CommandError, match=r"Rejected: The file has a header row and no episode"):
        run(csv_file([]))


def test_there_must_be_a_file_and_one_pct(places):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_hidas", "/nowhere/HIDAS.csv", "--pct", "5P4")
    with pytest.raises(CommandError, match="Say whose extract it is"):
        call_command("import_hidas", "/nowhere/HIDAS.csv")
