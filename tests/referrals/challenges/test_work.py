"""What of the challenges waits for whom."""

import datetime as dt

import pytest

from practices.models import Role
from referrals.work.challenges import commissioner_work, lapsing_work, proposals_work
from tests.cast import give_role
from tests.referrals.builders import DECEMBER, JANUARY, make_episode
from tests.referrals.builders_challenges import make_batch, make_challenge, make_finding

TODAY = dt.date(2009, 2, 20)
NOVEMBER = DECEMBER.previous()


def test_a_practice_hears_what_it_could_raise_and_until_when(cast):
    make_finding(make_episode(cast.alder, JANUARY), amount="900.00")
    make_finding(make_episode(cast.alder, NOVEMBER), amount="100.00")
    [item] = proposals_work(cast.alice, TODAY)
    assert item.title == "Raise 2 challenges worth £1,000"
    assert item.due == dt.date(2009, 2, 28)
    assert item.url == "/referrals/challenges/proposals/E82901/"


def test_who_works_for_two_practices_sees_which(cast):
    give_role(cast.alice, Role.GP, cast.birch)
    make_finding(make_episode(cast.birch), amount="900.00")
    assert [item.title for item in proposals_work(cast.alice, TODAY)] == [
        "Raise 1 challenge worth £900, Birch Surgery"
    ]


@pytest.mark.parametrize("name", ["charlie", "erin", "pat"])
def test_nobody_else_does(cast, name):
    make_finding(make_episode(cast.alder))
    assert list(proposals_work(cast[name], TODAY)) == []


def test_the_commissioner_sends_batches(cast):
    make_challenge(make_episode(cast.alder, JANUARY))
    make_challenge(make_episode(cast.birch, DECEMBER))
    [item] = commissioner_work(cast.pat, TODAY)
    assert item.title == "Send the February 2009 batches: 2 challenges"
    assert (item.due, item.detail) == (dt.date(2009, 3, 31), "West Hertfordshire Hospitals NHS Trust")


def test_what_waits_for_the_next_month_is_no_work(cast):
    challenge = make_challenge(make_episode(cast.alder, JANUARY))
    make_batch(cast.pct, cast.pat, challenge.provider)
    assert list(commissioner_work(cast.pat, TODAY)) == []


def test_the_commissioner_settles_before_the_final_date(cast):
    make_challenge(make_episode(cast.alder, NOVEMBER), "with_provider")
    [item] = commissioner_work(cast.pat, TODAY)
    assert item.title == "Settle the answers to batch RWG-1"
    assert item.due == dt.date(2009, 2, 28)


@pytest.mark.parametrize("name", ["fin", "zoe", "alice", "max"])
def test_no_other_sends_or_settles(cast, name):
    make_challenge(make_episode(cast.alder))
    make_challenge(make_episode(cast.alder), "with_provider")
    assert list(commissioner_work(cast[name], TODAY)) == []


def test_the_programme_manager_hears_what_a_fortnight_will_take(cast):
    make_challenge(make_episode(cast.alder, NOVEMBER), amount="300.00")
    make_challenge(make_episode(cast.birch, NOVEMBER), "with_provider", "200.00")
    make_challenge(make_episode(cast.alder, DECEMBER))
    make_challenge(make_episode(cast.oak, NOVEMBER))
    [item] = lapsing_work(cast.max, TODAY)
    assert item.title == "£500 of challenges will lapse within 14 days"
    assert item.due == dt.date(2009, 2, 28)


@pytest.mark.parametrize("name", ["erin", "pat", "alice"])
def test_nobody_else_hears_it(cast, name):
    make_challenge(make_episode(cast.alder, NOVEMBER))
    assert list(lapsing_work(cast[name], TODAY)) == []


def test_few_queries_however_much_waits(cast, django_assert_max_num_queries):
    for _ in range(10):
        make_finding(make_episode(cast.alder))
        make_challenge(make_episode(cast.alder, NOVEMBER))
        make_challenge(make_episode(cast.birch), "with_provider")
    for name, queries in (("alice", 6), ("pat", 7), ("max", 3)):
        person = cast[name]
        assert person.access.roles
        with django_assert_max_num_queries(queries):
            for work in (proposals_work, commissioner_work, lapsing_work):
                list(work(person, TODAY))
