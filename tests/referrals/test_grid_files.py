"""The grid as a spreadsheet."""

import pytest

from referrals.grid_files import Problem, read_grid, template
from referrals.models import Specialty
from tests.referrals.builders_clinicians import make_clinician

HEADERS = ["Specialty code", "Specialty", "Elective", "Unscheduled", "Elective in December 2008"]
RULE = "Enter a whole number from 0 to 9,999."
SURGERY, DERMATOLOGY = (
    Specialty(pk=1, code="100", name="General Surgery"),
    Specialty(pk=3, code="330", name="Dermatology"),
)


def read(*rows, headers=HEADERS, clinicians=None):
    lines = [(number, list(row)) for number, row in enumerate(rows, start=2)]
    return read_grid(headers, lines, [SURGERY, DERMATOLOGY], clinicians)


def test_figures_are_found_by_code_or_name():
    found = read(["100", "", "4", "0", "9"], ["", "dermatology", "1,204", "3.0", ""])
    assert found.problems == []
    assert found.figures == {
        None: {
            (1, "elective"): "4",
            (1, "unscheduled"): "0",
            (3, "elective"): "1204",
            (3, "unscheduled"): "3",
        }
    }


def test_an_empty_cell_says_nothing():
    assert read(["100", "", "4", "", ""]).figures == {None: {(1, "elective"): "4"}}


def test_totals_and_empty_lines_are_left_alone():
    found = read(["100", "", "4", "1", ""], ["", "", "", "", ""], ["", "Total", "4", "1", ""])
    assert found.problems == []


def test_all_errors_of_every_row_at_once():
    found = read(["100", "Dermatology", "-3", "many", ""], ["999", "", "10000", "1", ""])
    assert found.problems == [
        Problem(2, "Specialty", "Dermatology", "The code 100 is another specialty."),
        Problem(2, "Elective", "-3", RULE),
        Problem(2, "Unscheduled", "many", RULE),
        Problem(3, "Specialty code", "999", "This is no specialty of the return."),
        Problem(3, "Elective", "10000", RULE),
    ]


def test_a_line_twice_and_a_line_without_a_specialty():
    found = read(["100", "", "4", "1", ""], ["100", "", "5", "1", ""], ["", "", "7", "", ""])
    assert [(problem.row, problem.rule) for problem in found.problems] == [
        (3, "This line is in the file twice."),
        (4, "Say which specialty this line is about."),
    ]


@pytest.mark.parametrize("typed", ["=1+1", "١٢", "1e3", "2.5", "x" * 5000, "\x00"])
def test_what_is_no_figure_is_named(typed):
    problem = read(["100", "", typed, "1", ""]).problems[0]
    assert (problem.row, problem.column, problem.rule) == (2, "Elective", RULE)
    assert len(problem.value) <= 61


def test_a_file_without_a_figure():
    assert [problem.rule for problem in read().problems] == ["There is not one figure in the file."]


def test_missing_and_double_columns_are_named():
    found = read(headers=["Elective", "Elective"])
    assert [(problem.column, problem.rule) for problem in found.problems] == [
        ("Elective", "There are two columns of this name."),
        ("Specialty code", "This column is missing."),
        ("Unscheduled", "This column is missing."),
    ]


def test_a_column_of_clinicians_in_a_month_that_has_none():
    found = read(headers=[*HEADERS, "Clinician"])
    assert found.problems[0].rule.startswith("This month counts the whole practice")


def test_clinicians_are_found_by_name_however_it_is_written(cast):
    doctor = make_clinician(cast.alder, "Dr A. Example")
    headers = ["Code", "Clinician", "Elective", "Unscheduled"]
    found = read(["100", "dr a example", "4", "1"], headers=headers, clinicians=[doctor])
    assert found.figures == {doctor.pk: {(1, "elective"): "4", (1, "unscheduled"): "1"}}
    assert found.problems == []


def test_a_name_that_is_not_on_the_list(cast):
    headers = ["Code", "Clinician", "Elective", "Unscheduled"]
    found = read(["100", "Dr Who", "4", "1"], headers=headers, clinicians=[make_clinician(cast.alder)])
    assert found.problems == [
        Problem(2, "Clinician", "Dr Who", "Nobody of this name is on your list of clinicians this month.")
    ]


def test_the_column_of_clinicians_is_needed_in_a_month_that_counts_them(cast):
    found = read(["100", "", "4", "1", ""], clinicians=[make_clinician(cast.alder)])
    assert found.problems[0].column == "Clinician"


def test_the_file_to_fill_in_comes_back_as_it_went():
    stored = {None: {(1, "elective"): 4, (3, "unscheduled"): 0}}
    last = {None: {(1, "elective"): 9}}
    headings, rows = template([SURGERY, DERMATOLOGY], None, stored, last, "December 2008")
    assert headings[-2:] == ["Elective in December 2008", "Unscheduled in December 2008"]
    assert rows[0] == ["100", "General Surgery", 4, None, 9, None]
    texts = [["" if cell is None else str(cell) for cell in row] for row in rows]
    assert read(*texts, headers=headings).figures == {None: {(1, "elective"): "4", (3, "unscheduled"): "0"}}


def test_the_file_of_a_month_by_clinician_has_a_line_for_each(cast):
    doctors = [make_clinician(cast.alder), make_clinician(cast.alder, "Dr B. Sample")]
    headings, rows = template([SURGERY], doctors, {doctors[1].pk: {(1, "elective"): 2}}, {}, "December 2008")
    assert headings[2] == "Clinician"
    assert [row[2:4] for row in rows] == [["Dr A. Example", None], ["Dr B. Sample", 2]]
