"""The pages of the register, of raising, withdrawing and of who may know whose stay it is."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from daccom.audit import views_of
from referrals.models import Challenge, Load
from tests.referrals.builders import DECEMBER, JANUARY, make_episode, make_load, make_validation
from tests.referrals.builders_challenges import make_challenge, make_finding, settle_by

ROOT = "/referrals/challenges"
WORDS = "Coded as another operation."
NUMBER = "943 476 5919"


def text(response, status=200):
    assert response.status_code == status
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("alice", "practice/E82901"),
        ("pat", "pct/5P4"),
        ("max", "group/daccom"),
        ("olive", "practice/E82903"),
    ],
)
def test_everybody_lands_on_the_nearest_register(as_user, name, place):
    assert as_user(name).get(f"{ROOT}/").headers["Location"] == f"{ROOT}/{place}/"


def test_a_group_that_shares_no_names_has_no_register_for_its_practices(cast, as_user):
    cast.dacorum.shares_named_practices = False
    cast.dacorum.save()
    assert as_user("charlie").get(f"{ROOT}/group/daccom/").status_code == 404
    assert as_user("charlie").get(f"{ROOT}/practice/E82901/").status_code == 404


def test_without_named_groups_there_is_nowhere_to_lead(cast, as_user):
    assert as_user("zoe").get(f"{ROOT}/").headers["Location"] == f"{ROOT}/pct/5P3/"


def test_another_practice_reads_the_sums_but_no_patient_and_no_words(cast, as_user):
    challenge = make_challenge(make_episode(cast.alder))
    for address in (f"{ROOT}/practice/E82901/", f"{ROOT}/{challenge.pk}/"):
        shown = text(as_user("charlie").get(address))
        assert "£1,000" in shown
        assert WORDS not in shown
        assert NUMBER not in shown


def test_the_patient_representative_reads_sums_alone(cast, as_user):
    make_challenge(make_episode(cast.alder))
    shown = text(as_user("rita").get(f"{ROOT}/group/daccom/"))
    assert "£1,000" in shown
    assert "Challenge " not in shown.replace("Challenges", "")


def test_rows_by_value_and_by_days_left(cast, as_user):
    near = make_challenge(make_episode(cast.alder, DECEMBER), amount="10.00")
    dear = make_challenge(make_episode(cast.alder, JANUARY), amount="900.00")
    ended = make_challenge(make_episode(cast.alder, DECEMBER), "withdrawn", "20.00")

    def order(query):
        shown = as_user("pat").get(f"{ROOT}/pct/5P4/?{query}").context["table"]
        return [row.record for row in shown.rows]

    assert order("") == [dear, ended, near]
    assert order("sort=closes") == [near, dear, ended]


@pytest.mark.parametrize(
    "column", ["pk", "value", "practice", "reason", "status", "raised_at", "amount_recovered"]
)
def test_rows_by_any_column(cast, as_user, column):
    make_challenge(make_episode(cast.alder), "partly_accepted", direction="undercharge")
    assert "−£250" in text(as_user("pat").get(f"{ROOT}/pct/5P4/?sort={column}"))


def test_a_figure_opens_its_rows(cast, as_user):
    make_challenge(make_episode(cast.alder), "lapsed", "300.00")
    make_challenge(make_episode(cast.birch), "rejected", "200.00", reason="identity")
    make_challenge(make_episode(cast.birch), "raised", "100.00")
    page = as_user("erin").get(f"{ROOT}/group/daccom/?state=lost&practice=E82902")
    assert page.context["table"].caption == "Lost: 1 challenge: £200 gross, £200 net"
    assert len(page.context["table"].rows) == 1
    assert "?practice=E82902&amp;state=lost#rows" in page.content.decode()


def test_filters_by_month_provider_and_reason(cast, as_user):
    make_challenge(make_episode(cast.alder, DECEMBER), reason="identity")
    make_challenge(make_episode(cast.alder, JANUARY))
    query = "month=2008-12&provider=RWG&reason=identity"
    page = as_user("pat").get(f"{ROOT}/pct/5P4/?{query}")
    assert page.context["everything"]["raised"].count == 1


def test_a_filter_that_is_none_says_so(as_user):
    page = as_user("pat").get(f"{ROOT}/pct/5P4/?state=stolen")
    assert "Error: " in text(page, 422)


def test_time_left_in_words(cast, as_user):
    make_challenge(make_episode(cast.alder))
    settle_by(cast.pct, JANUARY, dt.date(2009, 2, 20), dt.date(2009, 2, 25))
    assert "5 days left; lost after 25 February 2009" in text(as_user("max").get(f"{ROOT}/group/daccom/"))


def test_queries_do_not_grow_with_the_rows(cast, as_user, django_assert_max_num_queries):
    for practice in (cast.alder, cast.birch, cast.oak):
        for month in (DECEMBER, JANUARY):
            make_challenge(make_episode(practice, month))
            make_challenge(make_episode(practice, month), "accepted")
    client = as_user("pat")
    with django_assert_max_num_queries(24):
        client.get(f"{ROOT}/pct/5P4/")


def test_the_practice_reads_words_history_and_withdraws(cast, as_user):
    challenge = make_challenge(make_episode(cast.alder))
    shown = text(as_user("alice").get(f"{ROOT}/{challenge.pk}/"))
    assert WORDS in shown
    assert "Withdraw the challenge" in shown
    as_user("bob").post(f"{ROOT}/{challenge.pk}/withdraw/", {"words": "Our mistake."})
    challenge.refresh_from_db()
    assert challenge.status == "withdrawn"
    shown = text(as_user("alice").get(f"{ROOT}/{challenge.pk}/"))
    assert "Our mistake." in shown
    assert "Withdraw the challenge" not in shown


def test_a_withdrawal_needs_words_that_name_nobody(cast, as_user):
    challenge = make_challenge(make_episode(cast.alder))
    for words in ("", f"It was {NUMBER}"):
        assert as_user("alice").post(f"{ROOT}/{challenge.pk}/withdraw/", {"words": words}).status_code == 422
    assert Challenge.objects.get().status == "raised"


def test_what_ended_in_the_meantime_is_told(cast, as_user):
    challenge = make_challenge(make_episode(cast.alder), "accepted")
    page = as_user("alice").post(f"{ROOT}/{challenge.pk}/withdraw/", {"words": "Late."}, follow=True)
    assert "This challenge has ended" in text(page)


@pytest.mark.parametrize(("name", "status"), [("pat", 200), ("alice", 200), ("charlie", 403), ("fin", 403)])
def test_whose_stay_it_is(cast, as_user, name, status):
    challenge = make_challenge(make_episode(cast.alder))
    shown = text(as_user(name).get(f"{ROOT}/{challenge.pk}/patient/"), status)
    assert (NUMBER in shown) == (status == 200)


def test_the_commissioners_look_is_read_by_the_practice(cast, as_user):
    challenge = make_challenge(make_episode(cast.alder))
    as_user("pat").get(f"{ROOT}/{challenge.pk}/patient/")
    [look] = views_of(cast.alder.pk)
    assert (look.actor, look.additional_data["verb"]) == (cast.pat, "patient of a challenge")


def replaced(cast, cost):
    """A challenged row whose month came again, with another cost or without the episode."""
    challenge = make_challenge(make_episode(cast.alder, episode_id="E1"), "with_provider", "1000.00")
    old = challenge.episode.load
    Load.objects.filter(pk=old.pk).update(status=Load.Status.SUPERSEDED)
    load = make_load(cast.pct, old.provider, JANUARY, version=2)
    if cost:
        make_episode(cast.alder, JANUARY, cost, load=load, episode_id="E1")
    return challenge


@pytest.mark.parametrize(
    ("cost", "words", "corrected"),
    [
        ("3250.00", "charges £3,250 for this episode; it was £4,250", True),
        ("4000.00", "charges £4,000 for this episode; it was £4,250", False),
        (None, "no longer in what the provider charges", True),
    ],
)
def test_a_month_that_came_again_is_shown(cast, as_user, cost, words, corrected):
    shown = text(as_user("pat").get(f"{ROOT}/{replaced(cast, cost).pk}/"))
    assert words in shown
    assert ("accepted by correction" in shown) == corrected


def test_what_one_stay_costs_is_not_for_other_practices(cast, as_user):
    shown = text(as_user("charlie").get(f"{ROOT}/{replaced(cast, '3250.00').pk}/"))
    assert "£4,250" not in shown
    assert "£3,250" not in shown


def test_an_undercharge_put_right_is_dearer_now(cast, as_user):
    challenge = replaced(cast, "5250.00")
    Challenge.objects.filter(pk=challenge.pk).update(direction="undercharge")
    assert "accepted by correction" in text(as_user("pat").get(f"{ROOT}/{challenge.pk}/"))


def test_what_could_be_raised_is_listed_and_the_look_recorded(cast, as_user):
    make_finding(make_episode(cast.alder), amount="1200.00")
    make_validation(make_episode(cast.alder), coded_correctly="no")
    make_finding(make_episode(cast.alder), amount="-50.00")
    shown = text(as_user("alice").get(f"{ROOT}/proposals/E82901/"))
    assert "3 episodes, £1,200 gross, £1,150 net, and 1 whose amount you would type" in shown
    assert views_of(cast.alder.pk).count() == 3


def test_nothing_to_raise_is_said(as_user):
    assert "Nothing waits" in text(as_user("alice").get(f"{ROOT}/proposals/E82901/"))


def form(**changes):
    return {
        "reason": "price",
        "direction": "overcharge",
        "amount": "900.50",
        "words": "Dearer than the tariff.",
        **changes,
    }


def test_a_challenge_is_raised_as_proposed_or_otherwise(cast, as_user):
    episode = make_episode(cast.alder)
    make_finding(episode, amount="1200.00")
    page = as_user("alice").get(f"{ROOT}/new/{episode.pk}/")
    assert page.context["form"].initial["amount"] == Decimal("1200.00")
    page = as_user("alice").post(f"{ROOT}/new/{episode.pk}/", form())
    challenge = Challenge.objects.get()
    assert page.headers["Location"] == f"{ROOT}/{challenge.pk}/"
    assert (challenge.amount_at_stake, challenge.reason) == (Decimal("900.50"), "price")


def test_an_episode_that_nobody_doubts_can_be_challenged_too(cast, as_user):
    episode = make_episode(cast.alder)
    assert "Neither your answers nor the checks" in text(as_user("bob").get(f"{ROOT}/new/{episode.pk}/"))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"amount": "4250.01"}, "no more than £4,250 can be at stake"),
        ({"amount": ""}, "Enter amount at stake"),
        ({"words": f"Not ours: {NUMBER}"}, "Take out the ten-digit number"),
        ({"reason": "dislike"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_raised_is_said_on_the_page(cast, as_user, changes, words):
    episode = make_episode(cast.alder)
    assert words in text(as_user("alice").post(f"{ROOT}/new/{episode.pk}/", form(**changes)), 422)
    assert not Challenge.objects.exists()


def test_words_that_the_checks_wrote_can_be_raised_as_they_are(cast, as_user):
    episode = make_episode(cast.alder)
    words = "Same patient, dates and HRG as episode 1234567890."
    make_finding(episode, "duplicate", words=words)
    data = form(words=words, reason="duplicate")
    assert as_user("alice").post(f"{ROOT}/new/{episode.pk}/", data).status_code == 302


def test_an_episode_challenged_already_says_so(cast, as_user):
    challenge = make_challenge(make_episode(cast.alder))
    page = as_user("alice").get(f"{ROOT}/new/{challenge.episode_id}/")
    assert f'href="{ROOT}/{challenge.pk}/"' in page.content.decode()


def test_a_row_that_is_not_loaded_yet_is_not_found(cast, as_user):
    load = make_load(cast.pct, status="staged", version=None, loaded_at=None)
    episode = make_episode(cast.alder, load=load)
    assert as_user("alice").get(f"{ROOT}/new/{episode.pk}/").status_code == 404
