"""Rows judged on their own: identity, dates, bed days, price, late, not ours."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.calculations.nhs_numbers import nhs_number_is_valid, passes
from tests.referrals.checks.frames import (
    ALDER,
    BIRCH,
    FINAL,
    START,
    TOO_LATE,
    found,
    june,
    provided,
    row,
    verdicts,
    visit,
    words,
)

PRICED = [("H80", "NEL", 100_000, 5, 21_000)]


@pytest.mark.parametrize("number", ["9876543210", "9990000018", "943 476 5919", "943-476-5919"])
def test_valid_numbers(number):
    assert nhs_number_is_valid(number)


@pytest.mark.parametrize("number", ["", "1234567890", "987654321", "98765432100", "9876543210\n"])
def test_numbers_that_are_none(number):
    assert not nhs_number_is_valid(number)


@given(st.lists(st.text("0123456789 -\n٣", max_size=14) | st.from_regex(r"[0-9]{10}", fullmatch=True)))
def test_a_whole_column_is_judged_as_each_number_is(numbers):
    judged = pl.DataFrame({"n": numbers}, schema={"n": pl.String}).select(passes("n")).to_series().to_list()
    assert judged == [nhs_number_is_valid(number) for number in numbers]


def test_a_missing_and_a_wrong_number_cost_the_whole():
    rows = [row(1), row(2, nhs_number=""), row(3, nhs_number="1234567890")]
    assert found("identity", rows) == {2: 100_000, 3: 100_000}
    assert words("identity", provided(rows)) == [
        "There is no NHS number.",
        "The NHS number fails its check digit.",
    ]


def test_no_words_name_a_number():
    rows = [row(1, nhs_number="1234567890"), row(2), row(3)]
    assert not any("1234567890" in said for said in words("identity", provided(rows)))


def test_a_discharge_before_the_admission_costs_the_whole():
    assert found("dates", [row(1, 13, 10)]) == {1: 100_000}


def test_a_stay_that_differs_from_its_dates_costs_nothing():
    rows = [row(1, length_of_stay=2)]
    assert found("dates", rows) == {1: 0}
    assert words("dates", provided(rows)) == ["The dates are 3 days apart; the length of stay says 2 days."]


@pytest.mark.parametrize("fine", [row(1), row(1, length_of_stay=None), visit(1), row(1, end=None)])
def test_dates_that_fit_or_are_not_given_pass(fine):
    assert found("dates", [fine]) == {}


@pytest.mark.parametrize(("claimed", "amount"), [(6, 63_000), (2, -21_000), (0, -63_000)])
def test_bed_days_are_counted_beyond_the_trim_point_both_ways(claimed, amount):
    assert found("bed_days", [row(1, 10, 18, excess_bed_days=claimed)], tariff=PRICED) == {1: amount}


def test_the_days_beyond_the_trim_point_pass():
    rows = [row(1, 10, 18, excess_bed_days=3), row(2, 10, 12)]
    assert found("bed_days", rows, tariff=PRICED) == {}


def test_the_dates_say_how_long_a_stay_was():
    assert found("bed_days", [row(1, 10, 18, length_of_stay=2, excess_bed_days=3)], tariff=PRICED) == {}


@pytest.mark.parametrize("tariff", [[], [("H80", "NEL", 1, None, 5)], [("H80", "EL", 1, 5, 5)]])
def test_without_a_trim_point_there_is_no_verdict_on_bed_days(tariff):
    assert found("bed_days", [row(1, excess_bed_days=9)], tariff=tariff) == {}


@pytest.mark.parametrize(("cost", "amount"), [(1_000_000, 900_000), (10_000, -90_000)])
def test_a_price_differs_from_the_tariff_in_both_directions(cost, amount):
    assert found("price", [row(1, spell_cost=cost, total_cost=cost)], tariff=PRICED) == {1: amount}


def test_excess_bed_days_are_no_part_of_the_price():
    assert found("price", [row(1, bed_day_cost=21_000, total_cost=121_000)], tariff=PRICED) == {}


def test_without_a_spell_cost_the_total_less_bed_days_is_the_price():
    rows = [row(1, spell_cost=0, bed_day_cost=21_000, total_cost=131_000)]
    assert found("price", rows, tariff=PRICED) == {1: 10_000}


@pytest.mark.parametrize("tariff", [[], [("H80", "NEL", None, 5, 5)]])
def test_without_a_price_there_is_no_verdict(tariff):
    assert found("price", [row(1)], tariff=tariff) == {}


def test_credits_have_no_price():
    assert found("price", [row(1, spell_cost=-5, total_cost=-5)], tariff=PRICED) == {}


@pytest.mark.parametrize(("tolerance", "expected"), [(4_999, {1: 5_000}), (5_000, {})])
def test_only_more_than_the_tolerance_is_found(tolerance, expected):
    given = provided([row(1, spell_cost=105_000)], tariff=PRICED)
    assert verdicts("price", given, tolerance=tolerance) == expected


def test_on_the_final_day_nothing_is_late():
    assert found("late", [row(1)], received_on=FINAL) == {}


def test_a_row_that_first_came_after_it_is_late():
    assert found("late", [row(1)], received_on=TOO_LATE) == {1: 100_000}


def test_what_a_version_in_time_held_is_not_late_but_its_increase_is():
    earlier = [("E1", 100_000, FINAL), ("E2", 60_000, FINAL), ("E3", 120_000, FINAL)]
    rows = [row(number) for number in (1, 2, 3)]
    assert found("late", rows, earlier=earlier, received_on=TOO_LATE) == {2: 40_000}


def test_the_last_version_in_time_is_what_counts():
    earlier = [("E1", 100_000, june(40)), ("E1", 70_000, FINAL), ("E1", 100_000, TOO_LATE)]
    assert found("late", [row(1)], earlier=earlier, received_on=TOO_LATE) == {1: 30_000}


def test_a_late_credit_is_welcome():
    assert found("late", [row(1, total_cost=-100)], received_on=TOO_LATE) == {}


def test_days_of_grace_move_the_day():
    late = provided([row(1)], received_on=TOO_LATE)
    assert verdicts("late", late, days=1) == {}


def test_a_practice_that_closed_by_the_admission_is_not_charged():
    assert found("not_ours", [row(1, 10)], closed=[(ALDER, june(10))]) == {1: 100_000}
    assert found("not_ours", [row(1, 10)], closed=[(ALDER, june(11))]) == {}


def test_a_practice_outside_all_groups_at_admission_is_not_ours():
    spells = [(ALDER, START, june(10)), (BIRCH, june(11), None)]
    rows = [row(1, 9), row(2, 10), row(3, 10, practice_id=BIRCH), row(4, 11, practice_id=BIRCH)]
    assert set(found("not_ours", rows, spells=spells)) == {2, 3}


def test_a_practice_that_moved_from_one_group_to_another_is_ours_throughout():
    spells = [(ALDER, START, june(10)), (ALDER, june(10), None)]
    assert found("not_ours", [row(1, 9), row(2, 10)], spells=spells) == {}
