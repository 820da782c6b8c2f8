"""What a file of counts says, and all that can be wrong in it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daccom.calendar import Month
from daccom.spreadsheets import Sheet
from practices.models import Practice
from referrals.summary_files import Ground, SummaryLine, read_summaries
from tests.referrals.summaries.files import GOOD, row, sheet_of

BIRCH = Practice(pk=2, ods_code="E82902", name="Birch Surgery")
GONE = Practice(pk=3, ods_code="E82903", name="Oak", closed_on=dt.date(2008, 12, 31), successor=BIRCH)
SHUT = Practice(pk=4, ods_code="E82904", name="Elm", closed_on=dt.date(2008, 12, 31))
ALDER = Practice(pk=1, ods_code="E82901", name="Alder Surgery")
GROUND = Ground(
    last=Month(dt.date(2009, 1, 1)),
    practices={practice.ods_code: practice for practice in (ALDER, BIRCH, GONE, SHUT)},
    specialties={"330": 7},
)


def told(*rows: dict[str, str]) -> list[tuple[int, str, str]]:
    found = read_summaries(sheet_of(rows), GROUND)
    return [(problem.row, problem.column, problem.rule) for problem in found.problems]


def test_a_line_says_who_when_what_and_how_many():
    found = read_summaries(sheet_of([GOOD]), GROUND)
    assert found.lines == [SummaryLine(1, "2009-01", "OPFA", 7, 40, Decimal("3200.50"), 6)]
    assert found.problems == []


@pytest.mark.parametrize(
    ("column", "typed", "place", "meant"),
    [
        ("month", "2008-12-01", 1, "2008-12"),
        ("pod", "ae", 2, "AE"),
        ("activity", "1,040.0", 4, 1040),
        ("cost", "£1,250.5", 5, Decimal("1250.50")),
        ("cost", "-12.30", 5, Decimal("-12.30")),
        ("cost", "(12.30)", 5, Decimal("-12.30")),
        ("from_consultant", "", 6, None),
    ],
)
def test_values_as_spreadsheets_write_them(column, typed, place, meant):
    asked = "" if typed == "ae" else GOOD["from_consultant"]
    values = row(**{"from_consultant": asked, column: typed})
    assert read_summaries(sheet_of([values]), GROUND).lines[0][place] == meant


@pytest.mark.parametrize(
    ("column", "typed", "rule"),
    [
        ("practice_code", "E99999", "No practice of this PCT’s groups has this code."),
        ("practice_code", "", "No practice of this PCT’s groups has this code."),
        ("month", "January", "Enter a month such as 2009-01."),
        ("month", "2009-13", "Enter a month such as 2009-01."),
        ("month", "2009-02", "February 2009 is not over yet."),
        ("pod", "ELX", "Enter one of EL, DC, NEL, NELST, OPFA, OPFUP, OPPROC, AE."),
        ("specialty_code", "999", "No specialty has this code."),
        ("activity", "-1", "Enter a whole number, 0 or more."),
        ("activity", "1.5", "Enter a whole number, 0 or more."),
        ("cost", "twelve", "Enter pounds and pence, such as 1250.50; a credit as -12.34."),
        ("cost", "NaN", "Enter pounds and pence, such as 1250.50; a credit as -12.34."),
        ("from_consultant", "6", "Only first attendances (OPFA) have this. Leave it empty."),
    ],
)
def test_a_bad_value_is_named_with_row_column_and_rule(column, typed, rule):
    bad = {**row(pod="AE", from_consultant=""), column: typed}
    assert told(GOOD, row(practice_code="E82902"), bad) == [(4, column, rule)]


@pytest.mark.parametrize(
    ("typed", "rule"),
    [("41", "It cannot be more than the activity, 40."), ("some", "Enter a whole number, 0 or more.")],
)
def test_who_asked_is_a_part_of_the_activity(typed, rule):
    assert told(row(from_consultant=typed)) == [(2, "from_consultant", rule)]


def test_all_that_is_wrong_is_told_at_once():
    bad = row(month="x", activity="y", cost="z")
    assert [problem[:2] for problem in told(bad, bad)] == [
        (line, column) for line in (2, 3) for column in ("month", "activity", "cost")
    ]


def test_a_closed_practice_names_who_took_over():
    assert told(row(practice_code="E82903")) == [
        (2, "practice_code", "Oak closed on 31 December 2008. Count January 2009 for Birch Surgery (E82902).")
    ]
    assert told(row(practice_code="E82904")) == [(2, "practice_code", "Elm closed on 31 December 2008.")]
    assert told(row(practice_code="E82903", month="2008-12")) == []


def test_the_same_line_twice_is_refused():
    [problem] = told(GOOD, row(activity="41"))
    assert problem[:2] == (3, "specialty_code")
    assert problem[2].startswith("Row 2 has this practice, month")


def test_missing_and_doubled_columns_are_told_before_any_row():
    found = read_summaries(sheet_of([GOOD], ["practice_code", "month", "Practice code", "pod"]), GROUND)
    assert [(problem.row, problem.column) for problem in found.problems] == [
        (1, "specialty_code"),
        (1, "activity"),
        (1, "cost"),
        (1, "practice_code"),
    ]


def test_a_file_of_headings_says_nothing():
    assert [problem[:2] for problem in told()] == [(1, "practice_code")]
    assert [problem[:2] for problem in told(dict.fromkeys(GOOD, ""))] == [(1, "practice_code")]


def test_what_may_be_a_patients_number_is_not_repeated():
    [problem] = read_summaries(sheet_of([row(practice_code="943 476 5919")]), GROUND).problems
    assert problem.value == "[number withheld]"


@given(st.lists(st.text(max_size=12), min_size=7, max_size=7))
def test_any_cells_give_lines_or_problems(cells):
    found = read_summaries(Sheet(list(GOOD), [(2, cells)]), GROUND)
    assert bool(found.lines) != bool(found.problems)
