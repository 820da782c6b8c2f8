"""Figures pasted as text: right, wrong, and anything at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.forms.figures import FiguresForm
from referrals.models import Specialty
from referrals.pasting import read_paste

SURGERY = Specialty(pk=1, code="100", name="General Surgery")
ENT = Specialty(pk=2, code="120", name="Ear, Nose & Throat")
BOTH = [SURGERY, ENT]


def problem(text):
    found = read_paste(text, BOTH)
    assert len(found.problems) == 1
    return found.problems[0]


@pytest.mark.parametrize("name", ["General Surgery", "100", "general  surgery", "100 General Surgery"])
def test_a_line_names_its_specialty(name):
    assert read_paste(f"{name}\t12\t3", BOTH).figures == {(1, "elective"): "12", (1, "unscheduled"): "3"}


def test_code_and_name_in_two_columns_with_heading_and_total():
    text = "Code\tSpecialty\tElective\tUnscheduled\n120\tEar, Nose and Throat\t1,204\t\n\nTotal\t\t1204\t0\n"
    found = read_paste(text, BOTH)
    assert found.figures == {(2, "elective"): "1204", (2, "unscheduled"): ""}
    assert found.problems == []


def test_an_unknown_specialty_is_named_with_its_line():
    assert problem("Alchemy\t1\t2") == "Line 1: “Alchemy” is not a specialty of the return."


@pytest.mark.parametrize("columns", ["100\t5", "100", "100\tGeneral Surgery\t1\t2\t3"])
def test_a_line_of_the_wrong_shape(columns):
    assert "Each needs a specialty and two figures" in problem(f"General Surgery\t1\t1\n{columns}")


@pytest.mark.parametrize("typed", ["-1", "many", "1.5", "1000000000", "10⁹", "٣"])
def test_what_is_no_count(typed):
    assert f"“{typed}” is not a whole number" in problem(f"100\t{typed}\t2")


def test_a_specialty_twice():
    assert problem("100\t1\t2\nGeneral Surgery\t3\t4") == "Line 2: “General Surgery” is there twice."


@pytest.mark.parametrize("text", ["", "\n\n", "Specialty\tElective\tUnscheduled"])
def test_nothing_to_fill_in(text):
    assert "nothing to fill in" in problem(text)


def test_far_too_many_lines():
    assert problem("100\t1\t2\n" * 500) == "You pasted 500 lines. The return has 2."


def test_a_long_name_is_cut():
    assert problem(f"{'x' * 500}\t1\t2").count("x") == 60


@given(st.text())
def test_any_text_gives_figures_or_problems(text):
    found = read_paste(text, BOTH)
    assert found.figures or found.problems
    assert all(figure == "" or 0 <= int(figure) <= 9_999 for figure in found.figures.values())


@given(st.text(alphabet="1\t\n 0,G-", max_size=60))
def test_any_spreadsheet_like_text_does_too(text):
    found = read_paste(text, BOTH)
    assert found.figures or found.problems


@given(
    st.dictionaries(st.sampled_from(["figure-100-elective", "nil", "edition", "pasted", "fill"]), st.text())
)
def test_any_form_is_answered(data):
    form = FiguresForm(data, specialties=BOTH, stored={})
    form.is_valid()
    assert len(form.rows) == 2
    assert form.total is None or form.total >= 0
