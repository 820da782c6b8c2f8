"""Specialties of a group and of one’s own practice: sums, rates, what is left out."""

from __future__ import annotations

import pytest

from practices.models import Practice
from referrals.models import Measure, PointOfDelivery
from referrals.selectors.by_specialty import POD_COLUMN, by_specialty
from referrals.selectors.measure_rates import known_facts
from referrals.spans import MONTH, YEAR, Span
from tests.referrals.builders import DECEMBER, JANUARY, make_specialties
from tests.referrals.builders_facts import make_activity, make_fact, make_list, make_referrals

REFERRALS, FIRST = Measure.REFERRALS, Measure.FIRST_OUTPATIENT


@pytest.fixture
def three(cast):
    """Surgery, bones and skin; Alder and Birch have lists and facts of January."""
    for practice in (cast.alder, cast.birch):
        make_list(practice)
        make_fact(practice, referrals=100, activity={"OPFA": 100})
    return make_specialties()


def find(cast, kind=MONTH, user="erin", practice=None):
    span = Span(kind, JANUARY)
    known = known_facts(group=cast.dacorum, user=cast[user], spans=[span])
    return by_specialty(known, span=span, user=cast[user], practice=practice)


def counts(found, column):
    return {line.specialty.name: line.counts[column] for line in found.lines}


def test_practices_are_added_and_rated(cast, three):
    surgery, _, _ = three
    make_referrals(cast.alder, 60, specialty=surgery)
    make_referrals(cast.alder, 20, specialty=surgery, urgency="unscheduled")
    make_referrals(cast.birch, 20, specialty=surgery)
    found = find(cast)
    assert counts(found, REFERRALS) == {"General Surgery": 100}
    assert (found.rate(found.lines[0], REFERRALS), found.totals[REFERRALS]) == (10, 100)


def test_points_of_delivery_stand_under_their_measure(cast, three):
    for pod, events in (("EL", 20), ("DC", 30), ("OPFA", 40), ("OPFUP", 80)):
        make_activity(cast.alder, pod, events, specialty=three[0])
    line = find(cast).lines[0]
    assert (line.counts[Measure.ELECTIVE], line.follow_up_ratio, line.cost) == (50, 2, 17_000)
    assert POD_COLUMN.keys() == set(PointOfDelivery)


def test_a_missing_return_is_not_among_the_patients(cast, three):
    cast.birch.facts.update(referrals=None, elective_referrals=None, unscheduled_referrals=None)
    make_referrals(cast.alder, 50, specialty=three[0])
    found = find(cast)
    assert (found.people[REFERRALS], found.people[FIRST]) == (5_000, 10_000)


def test_no_list_no_rate(cast):
    make_fact(cast.alder, referrals=50)
    make_referrals(cast.alder, 50)
    found = find(cast)
    assert found.rate(found.lines[0], REFERRALS) is None


def test_small_numbers_of_the_group_are_left_out_with_the_next(cast, three):
    for specialty, events in zip(three, (3, 20, 90), strict=True):
        make_referrals(cast.alder, events, specialty=specialty)
    assert counts(find(cast), REFERRALS) == {
        "General Surgery": None,
        "Trauma and Orthopaedics": None,
        "Dermatology": 90,
    }


def test_a_hidden_month_hides_the_year(cast, three):
    surgery, bones, skin = three
    make_fact(cast.alder, DECEMBER, referrals=100)
    for specialty, events in ((surgery, 3), (bones, 20)):
        make_referrals(cast.alder, events, DECEMBER, specialty)
    for specialty in three:
        make_referrals(cast.alder, 40, specialty=specialty)
    assert counts(find(cast), REFERRALS)["General Surgery"] == 40
    year = counts(find(cast, YEAR), REFERRALS)
    assert (year["General Surgery"], year["Dermatology"]) == (None, 40)


def test_ones_own_practice_hides_nothing(cast, three):
    for specialty, events in zip(three, (3, 20, 90), strict=True):
        make_referrals(cast.alder, events, specialty=specialty)
        make_referrals(cast.birch, 7, specialty=specialty)
    own = counts(find(cast, user="alice", practice=cast.alder), REFERRALS)
    assert list(own.values()) == [90, 20, 3]


def test_ratio_needs_both(cast, three):
    make_activity(cast.alder, "OPFUP", 80, specialty=three[0])
    assert find(cast).lines[0].follow_up_ratio is None


def test_a_closed_practice_no_longer_counts(cast, three):
    Practice.objects.filter(pk=cast.birch.pk).update(closed_on=DECEMBER.first)
    make_referrals(cast.birch, 50)
    assert find(cast).lines == []


def test_other_groups_are_not_in_it(cast, three):
    make_referrals(cast.oak, 50)
    assert find(cast).lines == []


def test_three_queries_beside_the_facts(cast, three, django_assert_num_queries):
    for practice in (cast.alder, cast.birch):
        make_referrals(practice, 50)
        make_activity(practice)
    _ = cast.erin.access
    with django_assert_num_queries(7):
        find(cast)
