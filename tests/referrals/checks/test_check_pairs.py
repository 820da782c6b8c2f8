"""Rows compared with each other: charged twice, two beds at once, back too soon."""

import pytest

from tests.referrals.checks.frames import OTHER, found, june, provided, row, verdicts, visit, words

POUNDS_1000 = 100_000


def test_the_second_row_of_one_spell_is_one_charge_too_many():
    assert found("duplicate", [row(1), row(2, spell_id="S1")]) == {2: POUNDS_1000}


def test_numbers_decide_which_row_is_the_extra_one_not_their_order():
    assert found("duplicate", [row(10), row(9)]) == {10: POUNDS_1000}


def test_three_alike_are_two_too_many():
    assert set(found("duplicate", [row(1), row(2), row(3)])) == {2, 3}


@pytest.mark.parametrize(
    "other",
    [{"hrg": "H81"}, {"nhs_number": OTHER}, {"discharge_date": june(14)}, {"admission_date": june(9)}],
)
def test_rows_that_differ_in_what_counts_are_no_duplicates(other):
    assert found("duplicate", [row(1), row(2, **other)]) == {}


def test_rows_of_nobody_are_no_duplicates():
    assert found("duplicate", [row(1, nhs_number=""), row(2, nhs_number="")]) == {}


def test_a_credit_takes_one_charge_back():
    assert found("duplicate", [row(1), row(2, total_cost=-100_000), row(3)]) == {}


def test_an_episode_that_costs_nothing_is_no_second_charge():
    assert found("duplicate", [row(1), row(2, spell_id="S1", total_cost=0)]) == {}


def test_two_clinics_in_one_day_are_no_duplicates():
    assert found("duplicate", [visit(1), visit(2, specialty_id=330)]) == {}


def test_one_clinic_twice_in_one_day_is():
    assert found("duplicate", [visit(1), visit(2)]) == {2: POUNDS_1000}


def test_a_duplicate_names_the_row_it_repeats():
    assert words("duplicate", provided([row(1), row(2)])) == ["Same patient, dates and HRG as episode E1."]


def test_the_later_of_two_stays_that_share_days_is_at_stake():
    assert found("overlap", [row(1, 10, 15), row(2, 12, 20)]) == {2: POUNDS_1000}


def test_a_transfer_on_the_day_of_discharge_is_no_overlap():
    assert found("overlap", [row(1, 10, 15), row(2, 15, 20)]) == {}


def test_a_day_case_before_an_admission_of_the_same_day_is_no_overlap():
    assert found("overlap", [row(1, 10, 15), row(2, 10, 10, pod="DC")]) == {}


def test_a_day_case_in_the_middle_of_a_stay_is():
    assert found("overlap", [row(1, 10, 15), row(2, 12, 12, pod="DC")]) == {2: POUNDS_1000}


def test_a_stay_within_one_before_the_last_still_overlaps():
    assert set(found("overlap", [row(1, 1, 20), row(2, 5, 6), row(3, 8, 9)])) == {2, 3}


def test_episodes_of_one_spell_never_overlap():
    assert found("overlap", [row(1, 10, 15), row(2, 12, 20, spell_id="S1")]) == {}


def test_every_charged_episode_of_the_later_spell_is_at_stake():
    rows = [
        row(1, 1, 9),
        row(2, 5, 7),
        row(3, 7, 9, spell_id="S2"),
        row(4, 7, 9, spell_id="S2", total_cost=0),
    ]
    assert found("overlap", rows) == {2: POUNDS_1000, 3: POUNDS_1000}


@pytest.mark.parametrize(
    "other", [{"pod": "AE"}, {"nhs_number": OTHER}, {"total_cost": -5}, {"discharge_date": None}]
)
def test_only_charged_stays_of_one_patient_overlap(other):
    assert found("overlap", [row(1, 10, 15), row(2, 12, 20, **other)]) == {}


def test_dates_that_cannot_be_are_left_to_their_own_rule():
    assert found("overlap", [row(1, 15, 10), row(2, 12, 13)]) == {}


def test_what_is_charged_twice_does_not_also_overlap():
    assert found("overlap", [row(1), row(2)]) == {}


def test_a_number_that_fails_its_check_digit_makes_nobody_lie_twice():
    wrong = {"nhs_number": "1234567890"}
    assert found("overlap", [row(1, 10, 15, **wrong), row(2, 12, 20, **wrong)]) == {}


def test_stays_of_other_months_count():
    given = provided([row(1, -5, 3)], around=[row(2, -9, -1)])
    assert verdicts("overlap", given) == {1: POUNDS_1000}


def test_the_later_stay_may_be_the_other_months():
    given = provided([row(1, -5, 20)], around=[row(2, -3, -1)])
    assert verdicts("overlap", given) == {2: POUNDS_1000}


def test_an_emergency_on_the_thirtieth_day_is_a_readmission():
    rows = [row(1, -25, -20), row(2, 10, 12)]
    assert found("readmission", rows) == {2: POUNDS_1000}
    assert words("readmission", provided(rows)) == [
        "Admitted as an emergency 30 days after the discharge of spell S1."
    ]


def test_on_the_thirty_first_day_it_is_none():
    assert found("readmission", [row(1, -25, -21), row(2, 10, 12)]) == {}


def test_a_group_may_count_fewer_days():
    assert verdicts("readmission", provided([row(1, 1, 3), row(2, 10, 12)]), days=6) == {}


def test_planned_and_maternity_admissions_are_no_readmissions():
    later = [row(2, 10, 12, pod="EL", admission_method="11"), row(3, 14, 15, admission_method="31")]
    assert found("readmission", [row(1, 1, 3), *later]) == {}


def test_without_a_method_the_point_of_delivery_tells():
    later = [row(2, 10, 10, pod="DC", admission_method=""), row(3, 14, 15, admission_method="")]
    assert found("readmission", [row(1, 1, 3), *later]) == {3: POUNDS_1000}


def test_two_visits_of_a_day_come_one_after_the_other():
    assert found("readmission", [row(1, 10, 10), row(2, 10, 10, hrg="H81")]) == {2: POUNDS_1000}
