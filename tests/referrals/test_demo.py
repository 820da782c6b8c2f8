"""Simulated activity before it reaches the database."""

import datetime as dt

import numpy as np
import pytest

from daccom.calendar import Month
from practices.demo import story
from referrals.demo.activity import VOLUMES, month_of_activity
from referrals.demo.casemix import KINDS, kinds_of, suits, suits_hrg, treatments
from referrals.demo.episodes import Ward, pounds
from referrals.demo.fates import fate
from referrals.demo.figures import as_first_sent, month_of_referrals
from referrals.demo.patients import everybody
from referrals.demo.patients import test_numbers as numbers_of_the_test_range
from referrals.models import Episode

JANUARY = Month(dt.date(2009, 1, 1))
ADMITTED = {"EL", "DC", "NEL", "NELST"}


def check_digit_is_right(number: str) -> bool:
    """Modulus 11, written out once more so that the test does not trust what it tests."""
    total = sum(int(digit) * weight for digit, weight in zip(number, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == int(number[9])


def test_every_patient_has_a_valid_number_of_the_test_range():
    numbers = [str(number) for number in everybody().nhs_number.tolist()]
    assert len(numbers) == len(set(numbers)) == 151_822
    assert all(number.startswith("999") for number in numbers)
    assert all(check_digit_is_right(number) for number in numbers[::97])


def test_the_known_test_number_is_among_the_valid_ones():
    assert 9990000018 in numbers_of_the_test_range(900_000)


def test_patients_are_those_of_the_lists():
    people = everybody()
    assert np.bincount(people.practice)[people.ods_codes.index("E82022")] == 15_047
    assert people.age.min() == 0
    assert people.age.max() == 94


def test_a_month_is_as_large_as_dacorum():
    sizes = {activity.pod: len(activity.number) for activity in month_of_activity(JANUARY)}
    admitted = sum(size for pod, size in sizes.items() if pod in ADMITTED)
    assert sizes.keys() == VOLUMES.keys()
    assert 3_800 < admitted < 4_300
    assert 19_000 < sum(sizes.values()) - admitted < 21_500


def test_everything_over_the_threshold_is_kept():
    for activity in month_of_activity(JANUARY):
        assert activity.kept[activity.total_pence > 300_000].all()
        assert activity.kept.mean() < 0.4


@pytest.mark.parametrize(
    ("sex", "age", "kind"),
    [(1, 15, 0), (2, 16, 1), (1, 44, 2), (2, 45, 3), (1, 64, 4), (2, 65, 5), (1, 90, 6)],
)
def test_kinds_of_patients(sex, age, kind):
    assert kinds_of(np.array([sex]), np.array([age])).tolist() == [kind]


@pytest.mark.parametrize(
    ("kind", "specialty", "seen"),
    [
        ("child", "420", True),
        ("child", "430", False),
        ("man under 45", "420", False),
        ("woman under 45", "501", True),
        ("woman under 65", "501", False),
        ("man over 65", "502", False),
        ("woman over 65", "502", True),
        ("man under 65", "430", False),
        ("man over 65", "430", True),
    ],
)
def test_patients_are_seen_where_they_belong(kind, specialty, seen):
    assert suits(kind, specialty) is seen


@pytest.mark.parametrize(
    ("kind", "code", "label", "fits"),
    [
        ("woman under 65", "A22", "Stroke, older", False),
        ("woman over 65", "A22", "Stroke, older", True),
        ("woman over 65", "L27", "Prostate, older", False),
        ("man over 65", "A30", "Epilepsy, younger", False),
        ("man under 45", "H04", "Knee replacement, first", False),
        ("man under 65", "H04", "Knee replacement, first", True),
        ("man under 65", "H86", "Broken hip", False),
        ("child", "F82", "Appendix removed", True),
    ],
)
def test_treatments_fit_age_and_sex(kind, code, label, fits):
    assert suits_hrg(kind, {"code": code, "label": label}) is fits


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("pod", VOLUMES)
def test_every_kind_of_patient_can_be_treated_everywhere(pod, kind):
    assert treatments(pod, kind)


def spell(begin: int, end: int, **fields: object) -> Episode:
    march = dt.date(2008, 3, 1)
    return Episode(
        **{"nhs_number": "9990000018", "provider_id": 1, "pod": "NEL", **fields},
        admission_date=march.replace(day=begin),
        discharge_date=march.replace(day=end),
    )


def test_nobody_lies_in_two_beds_at_once():
    ward = Ward()
    assert ward.admits(spell(3, 9))
    assert not ward.admits(spell(9, 12))
    assert ward.admits(spell(10, 12))
    assert ward.admits(spell(4, 5, provider_id=2))


def test_nobody_attends_twice_on_a_day():
    ward = Ward()
    assert ward.admits(spell(3, 3, pod="OPFA"))
    assert not ward.admits(spell(3, 3, pod="OPFUP"))
    assert ward.admits(spell(4, 4, pod="OPFUP"))


def test_pounds_keep_their_pennies():
    assert str(pounds(300_001)) == "3000.01"


def test_referrals_of_a_month_have_dacorums_size():
    figures = month_of_referrals(JANUARY)
    total = sum(sum(lines.values()) for lines in figures.values())
    assert len(figures) == 19
    assert 3_000 < total < 3_500


def test_one_practice_refers_far_more_from_april_2008():
    def per_head(month: Month, ods_code: str) -> float:
        return sum(month_of_referrals(month)[ods_code].values())

    before = per_head(Month(dt.date(2007, 10, 1)), story.REFERS_MOST)
    assert per_head(Month(dt.date(2008, 10, 1)), story.REFERS_MOST) > 1.3 * before


def test_what_two_practices_sent_first_was_not_true():
    figures = {("330", "elective"): 9, ("320", "elective"): 4}
    december, may = Month(dt.date(2008, 12, 1)), Month(dt.date(2008, 5, 1))
    assert as_first_sent("E82076", december, figures)["330", "elective"] == 3
    assert as_first_sent("E82091", may, figures)["320", "elective"] == 40
    assert as_first_sent("E82028", may, figures) == figures


@pytest.mark.parametrize(
    ("ods_code", "month", "outcome"),
    [
        (story.VISITOR, "2009-01", "missing"),
        (story.TINY, "2008-08", "missing"),
        ("E82663", "2009-01", "draft"),
        ("E82076", "2008-12", "queried"),
        ("E82028", "2009-01", "accepted"),
        ("E82091", "2009-01", "submitted"),
        (story.VISITOR, "2008-12", "accepted"),
    ],
)
def test_each_return_has_its_fate(ods_code, month, outcome):
    assert fate(ods_code, Month.parse(month)).outcome == outcome
