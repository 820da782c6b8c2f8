"""The workbench's list and page of an episode, for the practice whose patients they are."""

from decimal import Decimal

import pytest
from auditlog.models import LogEntry

from daccom.audit import history
from referrals.models import Validation
from referrals.models.episodes import QUESTIONS
from tests.referrals.builders import (
    make_episode,
    make_period,
    make_return,
    make_specialty,
    make_validation,
)
from tests.referrals.builders_challenges import make_challenge, make_finding

LIST = "/referrals/E82901/2009-01/episodes/"
ALL_YES = dict.fromkeys(QUESTIONS, "yes")


@pytest.fixture
def dear(cast):
    return make_episode(cast.alder, total_cost="9000.00")


@pytest.fixture
def cheaper(cast):
    return make_episode(cast.alder, total_cost="3000.01")


@pytest.fixture
def bob(as_user):
    return as_user("bob")


def rows(response):
    return response.context["rows"]


def keys(response):
    return [shown.row.pk for shown in rows(response)]


def states(response):
    return [shown.state.text for shown in rows(response)]


def test_the_dearest_stands_first_and_nothing_at_the_threshold(bob, cast, cheaper, dear):
    make_episode(cast.alder, total_cost="3000.00")
    assert [shown.episode.total_cost for shown in rows(bob.get(LIST))] == [
        Decimal("9000.00"),
        Decimal("3000.01"),
    ]


def test_what_has_most_at_stake_stands_before_what_costs_most(bob, dear, cheaper):
    make_finding(cheaper, amount="-700.00")
    assert keys(bob.get(LIST)) == [cheaper.pk, dear.pk]
    make_challenge(cheaper)
    assert keys(bob.get(LIST)) == [dear.pk, cheaper.pk]


def test_a_month_without_any(bob, cast):
    assert "There is nothing to do here." in bob.get(LIST).content.decode()


def test_each_row_that_was_shown_is_written_down_in_one_go(bob, cast, dear, cheaper):
    bob.get(LIST)
    assert {history(dear)[0].actor, history(cheaper)[0].actor} == {cast.bob}
    assert history(dear)[0].action == LogEntry.Action.ACCESS


def test_what_is_not_shown_is_not_written_down(bob, dear, cheaper):
    make_validation(dear)
    bob.get(f"{LIST}?show=to-answer")
    assert history(cheaper)
    assert not history(dear)


def test_the_list_takes_the_same_queries_whatever_its_length(bob, cast, dear, django_assert_max_num_queries):
    make_return(cast.alder)
    make_period(cast.dacorum)
    bob.get(LIST)
    with django_assert_max_num_queries(11):
        bob.get(LIST)
    for _ in range(20):
        episode = make_episode(cast.alder)
        make_validation(episode, coded_correctly="no")
        make_finding(episode)
    with django_assert_max_num_queries(11):
        bob.get(LIST)


def test_a_long_list_comes_in_pages(bob, cast):
    for _ in range(52):
        make_episode(cast.alder)
    first, second = bob.get(LIST), bob.get(f"{LIST}?page=2")
    assert (len(rows(first)), len(rows(second))) == (50, 2)
    assert rows(second)[0].number == 51
    assert "page 2" in second.content.decode()


def test_no_browser_keeps_the_page(bob, dear):
    assert "no-store" in bob.get(LIST).headers["Cache-Control"]


@pytest.mark.parametrize(("name", "status"), [("charlie", 403), ("erin", 403), ("pat", 403), ("olive", 404)])
def test_nobody_else_sees_a_patient(as_user, dear, name, status):
    for address in (LIST, f"{LIST}{dear.pk}/", f"{LIST}challenges/"):
        assert as_user(name).get(address).status_code == status
    assert not history(dear)


def test_another_practices_episode_is_no_page(bob, cast):
    theirs = make_episode(cast.birch)
    assert bob.get(f"{LIST}{theirs.pk}/").status_code == 404
    assert bob.post(f"{LIST}{theirs.pk}/save/", {**ALL_YES, "edition": "0"}).status_code == 404
    assert not Validation.objects.exists()


def test_the_state_of_each_in_words(bob, cast):
    make_validation(make_episode(cast.alder, total_cost="6000"), dates_correct="no")
    make_validation(make_episode(cast.alder, total_cost="5000"), dates_correct="not_known")
    make_validation(make_episode(cast.alder, total_cost="4000"))
    make_episode(cast.alder, total_cost="3500")
    make_challenge(make_episode(cast.alder, total_cost="3400"))
    make_challenge(make_episode(cast.alder, total_cost="3300"), "withdrawn")
    assert states(bob.get(LIST)) == [
        "Proposes a challenge",
        "Not all known",
        "Validated",
        "To answer",
        "Challenge raised",
        "To answer",
    ]


def test_what_a_check_found_is_said_with_its_pounds(bob, dear):
    make_finding(dear, "bed_days", "450.00", words="Six excess bed days too many.")
    make_finding(dear, "price", "-20.00", words="Cheaper than the tariff.")
    make_finding(dear, "identity", "0.00", words="No NHS number.")
    assert set(rows(bob.get(LIST))[0].findings) == {
        "Six excess bed days too many (£450 at stake).",
        "Cheaper than the tariff (£20 undercharged).",
        "No NHS number.",
    }


def test_how_far_the_month_is(bob, dear, cheaper):
    make_validation(dear)
    text = bob.get(LIST).content.decode()
    assert "1 of 2 answered" in text
    assert "£9,000 of £12,000 looked at" in text


@pytest.mark.parametrize(
    ("show", "expected"),
    [
        ("to-answer", {"open", "odd"}),
        ("finding", {"odd"}),
        ("proposes", {"odd", "doubted"}),
        ("answered", {"doubted", "fine"}),
        ("changed", set()),
        ("challenged", {"claimed"}),
        ("rubbish", {"open", "odd", "doubted", "fine", "claimed"}),
    ],
)
def test_what_can_be_shown(bob, cast, show, expected):
    made = {name: make_episode(cast.alder) for name in ("open", "odd", "doubted", "fine", "claimed")}
    make_finding(made["odd"])
    make_validation(made["doubted"], discharge_summary="no")
    make_validation(made["fine"])
    make_challenge(made["claimed"])
    make_validation(made["claimed"])
    expected = expected | ({"claimed"} if show == "answered" else set())
    assert set(keys(bob.get(f"{LIST}?show={show}"))) == {made[name].pk for name in expected}


def test_narrowed_by_point_of_delivery_provider_and_specialty(bob, cast, dear):
    other = make_episode(cast.alder, pod="DC", specialty=make_specialty("100", "General Surgery"))
    assert keys(bob.get(f"{LIST}?pod=DC")) == [other.pk]
    assert keys(bob.get(f"{LIST}?specialty=330")) == [dear.pk]
    assert keys(bob.get(f"{LIST}?provider=RWG&pod=NEL")) == [dear.pk]
    assert "No episode fits this choice." in bob.get(f"{LIST}?provider=RZZ").content.decode()


@pytest.mark.parametrize("sort", ["cost", "admitted", "provider", "specialty"])
def test_sorted_otherwise(bob, dear, cheaper, sort):
    assert set(keys(bob.get(f"{LIST}?sort={sort}"))) == {dear.pk, cheaper.pk}


def test_the_choice_stays_in_every_address_of_the_page(bob, dear, cheaper):
    text = bob.get(f"{LIST}?show=to-answer&pod=NEL").content.decode()
    assert f"{LIST}?show=answered" not in text
    assert "show=to-answer&amp;pod=NEL" in text


def test_previous_and_next_follow_the_choice(bob, cast, dear, cheaper):
    middle = make_episode(cast.alder, total_cost="4000.00")
    make_validation(middle)
    context = bob.get(f"{LIST}{dear.pk}/?show=to-answer").context
    assert context["following"].startswith(f"{LIST}{cheaper.pk}/?show=to-answer")
    assert context["previous"] == ""


def test_an_episode_outside_the_choice_is_shown_among_all(bob, cast, dear, cheaper):
    make_validation(dear)
    assert bob.get(f"{LIST}{dear.pk}/?show=to-answer").context["of"] == 2
