"""Referrals per 1,000: what is compared, what is missing, what is hidden."""

from __future__ import annotations

import pytest

from practices.models import Membership
from referrals.selectors.completeness import returns_of
from referrals.selectors.rates import rates
from referrals.selectors.roster import roster
from referrals.selectors.specialties import practice_activity
from tests.referrals.builders import (
    DECEMBER,
    JANUARY,
    make_list_size,
    make_return,
    make_specialties,
    make_specialty,
)


@pytest.fixture
def sent(cast):
    def make(practice, counts, month=JANUARY):
        return make_return(practice, month, "submitted", counts=counts, by=cast.alice)

    return make


def find(cast, user="erin", month=JANUARY):
    listed = roster(group=cast.dacorum, month=month, user=cast[user])
    return rates(roster=listed, returns=returns_of(roster=listed, user=cast[user]))


def activity(cast, practice, user="erin"):
    listed = roster(group=cast.dacorum, month=JANUARY, user=cast[user])
    returns = returns_of(roster=listed, user=cast[user])
    found = rates(roster=listed, returns=returns)
    return practice_activity(roster=listed, practice=practice, returns=returns, found=found)


def test_each_practice_beside_the_group(cast, sent):
    make_list_size(cast.alder, 4000)
    make_list_size(cast.birch, 6000)
    sent(cast.alder, {make_specialty(): (80, 20)})
    sent(cast.birch, {make_specialty(): (50, 10)})
    found = find(cast)
    assert [row.rate for row in found.rows] == [25, 10]
    assert (found.group_rate, found.referrals) == (16, 160)


def test_a_missing_month_does_not_lower_the_year(cast, sent):
    make_list_size(cast.alder, 1000)
    sent(cast.alder, {make_specialty(): (30, 0)}, DECEMBER)
    sent(cast.alder, {make_specialty(): (20, 0)})
    alder = find(cast).rows[0]
    assert (alder.year_referrals, alder.months_reported, alder.months_expected) == (50, 2, 10)
    assert alder.rate == 20


def test_months_before_joining_are_not_expected(cast, sent):
    Membership.objects.filter(practice=cast.alder).update(joined_on=DECEMBER.first)
    sent(cast.alder, {make_specialty(): (20, 0)})
    assert (find(cast).rows[0].months_reported, find(cast).rows[0].months_expected) == (1, 2)


def test_no_return_is_missing_not_nought(cast, sent):
    make_list_size(cast.alder, 1000)
    alder, found = find(cast).rows[0], find(cast)
    assert (alder.referrals, alder.rate) == (None, None)
    assert found.group_rate is None


def test_a_nil_return_is_nought(cast):
    make_list_size(cast.alder, 1000)
    make_return(cast.alder, JANUARY, "submitted", nil_referrals=True)
    assert (find(cast).rows[0].referrals, find(cast).rows[0].rate, find(cast).group_rate) == (0, 0, 0)


@pytest.mark.parametrize("patients", [None, 0])
def test_without_a_list_there_is_no_rate(cast, sent, patients):
    if patients is not None:
        make_list_size(cast.alder, patients)
    sent(cast.alder, {make_specialty(): (30, 0)})
    alder = find(cast).rows[0]
    assert (alder.referrals, alder.rate) == (30, None)


def test_a_draft_does_not_count(cast):
    make_list_size(cast.alder, 1000)
    make_return(cast.alder, JANUARY, counts={make_specialty(): (30, 0)})
    assert find(cast).rows[0].referrals is None


def test_small_numbers_show_to_their_own_practice_only(cast, sent):
    for practice, referrals in ((cast.alder, 3), (cast.birch, 30)):
        make_list_size(practice, 1000)
        sent(practice, {make_specialty(): (referrals, 0)})
    assert [row.rate for row in find(cast).rows] == [None, None]
    assert [row.rate for row in find(cast, "alice").rows] == [3, 30]
    assert find(cast).rows[0].year_hidden


def test_a_small_month_hides_the_year_it_would_follow_from(cast, sent):
    make_list_size(cast.alder, 1000)
    sent(cast.alder, {make_specialty(): (2, 0)}, DECEMBER)
    sent(cast.alder, {make_specialty(): (40, 0)})
    alder = find(cast).rows[0]
    assert (alder.rate, alder.year_hidden) == (40, True)


def test_the_specialties_come_to_the_months_figure(cast, sent):
    surgery, bones, skin = make_specialties()
    sent(cast.alder, {surgery: (20, 4), bones: (3, 0), skin: (8, None)})
    found = activity(cast, cast.alder, "alice")
    assert sum(row.referrals for row in found.specialties) == found.referrals == 35
    assert (found.elective, found.unscheduled, found.hidden_names) == (31, 4, [])


def test_hidden_specialties_are_given_together(cast, sent):
    surgery, bones, skin = make_specialties()
    sent(cast.alder, {surgery: (20, 4), bones: (3, 0), skin: (8, None)})
    found = activity(cast, cast.alder)
    assert [row.name for row in found.shown_specialties] == ["General Surgery"]
    assert found.hidden_together + sum(row.referrals for row in found.shown_specialties) == found.referrals


def test_the_months_come_to_the_years_figure(cast, sent):
    sent(cast.alder, {make_specialty(): (30, 0)}, DECEMBER)
    sent(cast.alder, {make_specialty(): (20, 0)})
    found = activity(cast, cast.alder)
    assert sum(row.referrals or 0 for row in found.months) == found.rate.year_referrals == 50


def test_a_practices_page_shows_the_split_to_itself_only(cast, as_user, sent):
    make_list_size(cast.alder, 4000)
    surgery, bones, skin = make_specialties()
    sent(cast.alder, {surgery: (20, 4), bones: (3, 0), skin: (8, None)})
    address = "/referrals/rates/daccom/2009-01/E82901/"
    own, others = (as_user(name).get(address).content.decode() for name in ("bob", "charlie"))
    assert "Unscheduled" in own
    assert "Unscheduled" not in others
    assert "Together, not shown one by one" in others


def test_a_practices_page_says_missing_nil_and_small(cast, as_user, sent):
    address = "/referrals/rates/daccom/2009-01/E82901/"
    assert b"the figures are missing, not nought" in as_user("erin").get(address).content
    made = sent(cast.alder, {make_specialty(): (3, 0)})
    assert b"The number is small" in as_user("erin").get(address).content
    made.counts.all().delete()
    type(made).objects.filter(pk=made.pk).update(nil_referrals=True)
    assert b"A nil return" in as_user("erin").get(address).content


def test_a_practice_of_another_group_is_not_found(as_user):
    assert as_user("erin").get("/referrals/rates/daccom/2009-01/E82903/").status_code == 404
