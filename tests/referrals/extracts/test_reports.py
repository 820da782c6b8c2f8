"""What the report of a file says, to whom, and what of it is written down."""

from __future__ import annotations

from auditlog.models import LogEntry

from referrals.hidas.layout import NAMES
from tests.referrals.builders import make_extract
from tests.referrals.builders_extracts import checked
from tests.referrals.extracts.pages import BAD, address
from tests.referrals.hidas.files import csv_file, january


def test_the_report_counts_what_is_wrong_by_rule(ira, waiting):
    page = ira.get(address("detail", waiting)).content.decode()
    assert "2 of 4 rows are bad" in page
    assert "Load without the 2 bad rows" in page
    assert "“twelve”" in page


def test_other_pct_staff_see_counts_and_no_value(as_user, waiting):
    page = as_user("pat").get(address("detail", waiting)).content.decode()
    assert "2 of 4 rows are bad" in page
    assert "twelve" not in page
    assert "Load without" not in page


def test_what_a_file_replaces_is_beside_it(ira, cast):
    checked(cast.pct, csv_file(january(9)))
    again = checked(cast.pct, csv_file(BAD), cast.ira)
    page = ira.get(address("detail", again)).content.decode()
    assert "Version 1, 9 rows" in page
    assert "−7" in page
    assert "1 month of a provider would have less than half of the rows" in page


def test_new_codes_and_unknown_columns_are_listed(ira, cast):
    rows = january(1, provider_code="RZZ", extra="x")
    extract = checked(cast.pct, csv_file(rows, [*NAMES, "extra"]), cast.ira)
    page = ira.get(address("detail", extract)).content.decode()
    assert "1 code is new to us" in page
    assert "RZZ" in page
    assert "extra" in page
    assert "Load the file" in page


def test_errors_are_listed_by_row_and_by_rule_and_the_look_is_written_down(ira, cast, waiting):
    everything = ira.get(address("errors", waiting)).content.decode()
    assert [value in everything for value in ("twelve", "=1+1", "-4")] == [True] * 3
    page = ira.get(address("errors", waiting), {"rule": "negative"}).content.decode()
    assert "-4" in page
    assert "twelve" not in page
    looks = LogEntry.objects.filter(action=LogEntry.Action.ACCESS, actor=cast.ira)
    assert looks.count() == 2


def test_the_error_file_cannot_run_in_a_spreadsheet(ira, waiting):
    content = ira.get(address("errors-csv", waiting)).content.decode("utf-8-sig")
    assert content.splitlines()[0] == "line,column,value,what is wrong,rule"
    assert ",twelve," in content
    assert ",=1+1," not in content
    assert "=1+1" in content


def test_a_report_that_left_errors_out_says_so(ira, cast):
    extract = make_extract(cast.pct, status="checked", ended_at=None, rows_read=5, rows_good=1, rows_bad=4)
    extract.errors.create(rule="negative", line=2, column="age", value="-4", reason="is negative")
    assert "The report keeps 1 error;" in ira.get(address("detail", extract)).content.decode()
