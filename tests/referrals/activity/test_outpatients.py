"""Follow-ups to one first attendance, and the share that another consultant asked for."""

from __future__ import annotations

import dataclasses

import pytest

from referrals.activity_rows import outpatient_practices_table
from referrals.selectors.measure_rates import known_facts
from referrals.selectors.outpatients import Attendances, outpatients
from referrals.spans import MONTH, YEAR, Span
from tests.referrals.builders import DECEMBER, JANUARY, make_specialties
from tests.referrals.builders_facts import make_activity, make_fact


def find(cast, user="erin", kind=MONTH, specialty=None):
    span = Span(kind, JANUARY)
    known = known_facts(group=cast.dacorum, user=cast[user], spans=[span])
    return outpatients(known, span=span, user=cast[user], specialty=specialty)


def seen(practice, first, later, month=JANUARY, specialty=None, **fields):
    """First and follow-up attendances of a month, with the fact that says activity is known."""
    if not practice.facts.filter(month=month.first).exists():
        make_fact(practice, month, activity={"OPFA": first, "OPFUP": later})
    make_activity(practice, "OPFA", first, month, specialty, **fields)
    make_activity(practice, "OPFUP", later, month, specialty)


def test_follow_ups_to_one_first_attendance(cast):
    seen(cast.alder, 40, 80)
    seen(cast.birch, 60, 90)
    found = find(cast)
    assert [line.ratio for line in found.practices] == [2, 1.5]
    assert found.whole.ratio == 1.7


def test_no_activity_is_missing(cast):
    seen(cast.alder, 40, 80)
    birch = find(cast).practices[1]
    assert (birch.counts, birch.ratio, birch.share, birch.months_known) == (None, None, None, 0)


def test_no_first_attendance_has_no_ratio(cast):
    seen(cast.alder, 0, 80)
    assert find(cast).practices[0].ratio is None


def test_the_share_is_of_those_whose_source_is_known(cast):
    skin, bones, _ = make_specialties()
    seen(cast.alder, 40, 80, specialty=skin, from_consultant=10)
    seen(cast.alder, 60, 80, specialty=bones)
    assert find(cast, "alice").practices[0].share == 25


def test_without_any_source_the_share_is_not_known(cast):
    seen(cast.alder, 40, 80)
    assert find(cast, "alice").practices[0].share is None


@pytest.mark.parametrize("asked", [3, 37])
def test_a_small_part_hides_the_share_from_others(cast, asked):
    seen(cast.alder, 40, 80, from_consultant=asked)
    seen(cast.birch, 60, 90, from_consultant=20)
    assert [line.hides_share for line in find(cast).practices] == [True, True]
    assert [line.hides_share for line in find(cast, "alice").practices] == [False, False]


def test_small_counts_hide_counts_and_ratio(cast):
    seen(cast.alder, 3, 80)
    seen(cast.birch, 60, 90)
    assert [(line.hides_counts, line.ratio) for line in find(cast).practices] == [(True, None)] * 2


def test_a_small_month_hides_the_year(cast):
    seen(cast.alder, 3, 80, DECEMBER)
    seen(cast.birch, 60, 90, DECEMBER)
    seen(cast.alder, 40, 80)
    assert find(cast).practices[0].ratio == 2
    assert find(cast, kind=YEAR).practices[0].hides_counts


def test_of_one_specialty_others_get_the_ratio_only(cast):
    skin, bones, _ = make_specialties()
    seen(cast.alder, 40, 80, specialty=skin)
    seen(cast.alder, 60, 60, specialty=bones)
    alder = find(cast, "charlie", specialty=skin).practices[0]
    assert (alder.ratio, alder.hides_counts, alder.hides_share) == (2, True, True)
    own = find(cast, "alice", specialty=skin).practices[0]
    assert (own.counts, own.hides_counts) == (Attendances(40, 80), False)


def test_a_ratio_without_its_counts_has_one_place_in_files_too(cast):
    skin = make_specialties()[0]
    seen(cast.alder, 23, 40, specialty=skin)
    for user, ratio in (("charlie", 1.7), ("alice", 1.7391)):
        table = outpatient_practices_table(find(cast, user, specialty=skin))
        assert table.export().rows[0][3] == ratio


def test_of_one_specialty_few_have_no_ratio(cast):
    seen(cast.alder, 9, 80)
    skin = make_activity(cast.birch).specialty
    assert find(cast, "charlie", specialty=skin).practices[0].ratio is None
    assert find(cast, "alice", specialty=skin).practices[0].ratio == pytest.approx(80 / 9)


def test_specialties_of_the_group(cast):
    skin, bones, hands = make_specialties()
    for specialty, first in ((skin, 40), (bones, 60), (hands, 3)):
        seen(cast.alder, first, 90, specialty=specialty, from_consultant=0)
    found = find(cast, "alice")
    assert [(line.name, line.ratio) for line in found.specialties] == [
        ("Trauma and Orthopaedics", 1.5),
        ("General Surgery", None),
        ("Dermatology", None),
    ]


def test_who_closed_in_the_year_says_so(cast):
    seen(cast.birch, 60, 90, DECEMBER)
    cast.birch.closed_on, cast.birch.successor = DECEMBER.last, cast.alder
    cast.birch.save()
    birch = find(cast, kind=YEAR).practices[1]
    assert birch.left == "closed on 31 December 2008; now part of Alder Surgery"
    assert [line.name for line in find(cast).practices] == ["Alder Surgery"]


def test_attendances_are_added_to_each_other_only():
    assert Attendances(1, 2, 3, 4) + Attendances(1, 1, 1, 1) == Attendances(2, 3, 4, 5)
    assert Attendances().__add__(3) is NotImplemented


def test_nothing_at_all(cast):
    found = find(cast)
    assert (found.whole.counts, found.specialties) == (None, [])
    assert dataclasses.replace(found.whole, hides_share=True).share is None
