"""What each column takes: one value too many, and the rule that turns it down."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.hidas import dates
from referrals.hidas.judging import Fault, Judge, Judged
from referrals.hidas.layout import COLUMNS, NAMES
from referrals.hidas.reading import FIELDS, LINE
from referrals.hidas.values import TAKEN
from tests.referrals.hidas.files import GOOD, row

TODAY = dt.date(2009, 2, 20)


def judge(*rows: dict[str, str], fields: int = len(NAMES)) -> tuple[Judged, list[Fault]]:
    numbered = [{**values, LINE: line, FIELDS: fields} for line, values in enumerate(rows, start=2)]
    judging = Judge(width=len(NAMES), practices={"E82901": 1}, today=TODAY)
    judged = judging.judge(pl.DataFrame(numbered))
    return judged, list(judging.faults(judged))


def rules(**values: str) -> list[tuple[str, str]]:
    return [(fault.column, fault.rule) for fault in judge(row(1, **values))[1]]


TURNED_DOWN = {
    ("spell_id", "S" * 21): "too-long",
    ("spell_id", "=1+1"): "formula",
    ("episode_id", "-1"): "formula",
    ("episode_id", "@x"): "formula",
    ("episode_id", "+44"): "formula",
    ("episode_id", "E\x07"): "not-text",
    ("provider_code", "RW"): "code-shape",
    ("provider_code", "R-WG"): "code-shape",
    ("practice_code", "E99999"): "unknown-practice",
    ("practice_code", "Alder Surgery"): "code-shape",
    ("nhs_number", "12345678901"): "nhs-number-shape",
    ("nhs_number", "none"): "nhs-number-shape",
    ("sex", "M"): "not-in-list",
    ("age", "131"): "too-large",
    ("age", "-1"): "negative",
    ("age", "71.5"): "not-a-number",
    ("pod", "IP"): "not-in-list",
    ("specialty_code", "30"): "code-shape",
    ("admission_method", "29"): "not-in-list",
    ("source_of_referral", "99"): "not-in-list",
    ("patient_classification", "5"): "not-in-list",
    ("admission_date", "2009-02-30"): "no-such-date",
    ("admission_date", "29/02/2009"): "no-such-date",
    ("admission_date", "0000-01-01"): "no-such-date",
    ("admission_date", "4 Jan 2009"): "date-shape",
    ("admission_date", "1899-12-31"): "date-too-early",
    ("discharge_date", "2009-02-21"): "date-in-future",
    ("discharge_date", "2000-03-31"): "date-too-early",
    ("diagnosis", "I21.9000"): "code-shape",
    ("procedure", "W37.10"): "code-shape",
    ("hrg", "H80/1"): "code-shape",
    ("length_of_stay", "10000"): "too-large",
    ("excess_bed_days", "two"): "not-a-number",
    ("spell_cost", "-1.00"): "negative",
    ("excess_bed_day_cost", "1.234"): "not-money",
    ("total_cost", "1e12"): "not-money",
    ("total_cost", "1000000000000"): "too-large",
    ("total_cost", "-1000000000000.00"): "too-large",
    ("total_cost", "£5"): "not-money",
    ("total_cost", "NaN"): "not-money",
    ("total_cost", "=SUM(A1)"): "formula",
}


@pytest.mark.parametrize(("column", "value"), TURNED_DOWN)
def test_a_value_is_turned_down(column, value):
    assert rules(**{column: value}) == [(column, TURNED_DOWN[column, value])]


@pytest.mark.parametrize("column", [column.name for column in COLUMNS])
def test_only_required_values_may_not_be_empty(column):
    required = next(each.required for each in COLUMNS if each.name == column)
    assert rules(**{column: " "}) == ([(column, "required")] if required else [])


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("nhs_number", "1234567890"),
        ("nhs_number", "123"),
        ("nhs_number", "999-000-0018"),
        ("provider_code", "rwg"),
        ("pod", "nelst"),
        ("admission_date", "4/1/2009"),
        ("admission_date", "2008-12-31"),
        ("discharge_date", "2009-01-01"),
        ("total_cost", "-9999999.99"),
        ("total_cost", "7"),
        ("age", "130"),
    ],
)
def test_a_value_is_taken(column, value):
    assert rules(**{column: value}) == []


def test_parts_of_a_credit_may_be_negative():
    assert rules(total_cost="-4.00", spell_cost="-3.00", excess_bed_day_cost="-1.00") == []


def test_all_that_is_wrong_with_a_row_is_told():
    found = rules(pod="XX", age="old", total_cost="")
    assert found == [("age", "not-a-number"), ("pod", "not-in-list"), ("total_cost", "required")]


def test_a_row_of_another_width_is_told_once():
    _, (fault,) = judge(row(1, pod="XX"), fields=20)
    assert (fault.column, fault.rule, fault.words) == (
        "whole row",
        "columns",
        "has 20 values; the header row has 22",
    )


def test_a_value_is_shown_in_its_first_sixty_characters():
    _, (fault,) = judge(row(1, spell_id="S" * 80))
    assert (fault.line, fault.value) == (2, "S" * 60)


def test_blank_rows_are_passed_over():
    blank = dict.fromkeys(GOOD, "")
    judged, faults = judge(row(1), blank, row(2))
    assert (judged.rows[LINE].to_list(), faults) == ([2, 4], [])


@given(st.sampled_from(NAMES), st.text(max_size=25))
def test_one_value_and_a_column_of_them_are_judged_alike(column, text):
    import re

    pattern = TAKEN[column].pattern
    vectorised = pl.Series([text]).str.contains(rf"\A(?:{pattern})\z").item()
    assert vectorised == bool(re.fullmatch(pattern, text))


@given(st.dates(), st.sampled_from(["%Y-%m-%d", "%d/%m/%Y"]))
def test_days_are_read_alike(day, form):
    text = day.strftime(form).zfill(10)
    if not re_shape(text):
        return
    (found,) = dates.day_of(pl.Series([text])).to_list()
    assert found == day == dates._day(text)


def re_shape(text: str) -> bool:
    import re

    return bool(re.fullmatch(TAKEN["admission_date"].pattern, text))
