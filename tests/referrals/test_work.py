"""What waits for whom."""

import datetime as dt

import pytest

from daccom import navigation
from practices.models import Role
from referrals.work.returns import practice_work, review_work
from tests.cast import give_role
from tests.referrals.builders import DECEMBER, JANUARY, make_episode, make_return, make_validation

TODAY = dt.date(2009, 2, 20)


@pytest.fixture
def december_sent(cast):
    return make_return(cast.alder, DECEMBER, "submitted")


def work(user):
    return [item.title for item in practice_work(user, TODAY)]


def test_a_manager_sends_each_month_that_is_over_and_open(cast):
    items = list(practice_work(cast.alice, TODAY))
    assert [item.title for item in items] == [
        "Send the return for December 2008",
        "Send the return for January 2009",
    ]
    assert items[1].due == dt.date(2009, 2, 13)
    assert items[1].url == "/referrals/E82901/2009-01/"


def test_what_is_closed_or_sent_no_longer_waits(cast, december_sent):
    assert (
        list(practice_work(cast.alice, dt.date(2009, 4, 1)))[0].title == "Send the return for February 2009"
    )


def test_a_query_waits_with_its_reason(cast, december_sent):
    make_return(cast.alder, JANUARY, "queried", query_reason="330 is low")
    [item] = practice_work(cast.alice, TODAY)
    assert (item.title, item.detail) == ("Answer the query about January 2009", "330 is low")
    assert item.due == dt.date(2009, 3, 31)  # the last day on which it can be put right


def test_episodes_wait_for_the_manager_and_the_gp(cast, december_sent):
    make_episode(cast.alder)
    make_episode(cast.alder)
    make_validation(make_episode(cast.alder))
    assert work(cast.bob) == ["Answer about 2 episodes of January 2009"]
    assert work(cast.alice) == ["Send the return for January 2009", "Answer about 2 episodes of January 2009"]


def test_nothing_waits_once_all_is_sent(cast, december_sent):
    make_return(cast.alder, JANUARY, "accepted")
    assert work(cast.alice) == work(cast.bob) == []


@pytest.mark.parametrize("name", ["erin", "pat", "nobody"])
def test_nobody_else_has_practice_work(cast, name):
    assert work(cast[name]) == []


def test_who_works_for_two_practices_sees_which(cast, december_sent):
    give_role(cast.alice, Role.PRACTICE_MANAGER, cast.birch)
    assert "Send the return for January 2009, Birch Surgery" in work(cast.alice)


def test_the_same_queries_however_much_waits(cast, django_assert_num_queries):
    assert cast.alice.access.practice_ids
    make_episode(cast.alder)
    with django_assert_num_queries(6):
        list(practice_work(cast.alice, TODAY))
    for _ in range(10):
        make_episode(cast.alder, DECEMBER)
    make_return(cast.alder, JANUARY)
    with django_assert_num_queries(6):
        list(practice_work(cast.alice, TODAY))


def test_the_programme_manager_reviews_month_by_month(cast, december_sent):
    make_return(cast.birch, DECEMBER, "submitted")
    make_return(cast.birch, JANUARY, "submitted")
    make_return(cast.oak, JANUARY, "submitted")
    items = list(review_work(cast.max, TODAY))
    assert [item.title for item in items] == [
        "Review 2 returns for December 2008",
        "Review 1 return for January 2009",
    ]
    assert items[0].detail == "Alder Surgery, Birch Surgery"
    assert items[0].url == "/referrals/review/#2008-12"


@pytest.mark.parametrize("name", ["alice", "erin", "pat"])
def test_reviews_wait_for_the_programme_manager_alone(cast, december_sent, name):
    assert list(review_work(cast[name], TODAY)) == []


@pytest.mark.parametrize(
    ("name", "label"), [("alice", "Your month"), ("bob", "Your month"), ("max", "Review returns")]
)
def test_the_menu(cast, name, label):
    assert label in {item.label for item in navigation.items_for(cast[name])}


@pytest.mark.parametrize("name", ["pat", "nobody"])
def test_the_menu_of_others(cast, name):
    labels = {item.label for item in navigation.items_for(cast[name])}
    assert labels.isdisjoint({"Your month", "Review returns"})
