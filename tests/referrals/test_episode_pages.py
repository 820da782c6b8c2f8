"""The episodes of a month, for the practice whose patients they are."""

from decimal import Decimal

import pytest
from auditlog.models import LogEntry

from daccom.audit import history
from referrals.flags import flags
from referrals.models import Validation
from referrals.models.episodes import QUESTIONS
from tests.referrals.builders import JANUARY, make_episode, make_return, make_validation

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


def titles(response):
    return [row["episode"].total_cost for row in response.context["rows"]]


def test_the_dearest_stands_first_and_nothing_at_the_threshold(bob, cast, cheaper, dear):
    make_episode(cast.alder, total_cost="3000.00")
    assert titles(bob.get(LIST)) == [Decimal("9000.00"), Decimal("3000.01")]


def test_a_month_without_any(bob, cast):
    assert "There is nothing to do here." in bob.get(LIST).content.decode()


def test_each_row_that_was_shown_is_written_down_in_one_go(bob, cast, dear, cheaper):
    bob.get(LIST)
    assert {history(dear)[0].actor, history(cheaper)[0].actor} == {cast.bob}
    assert history(dear)[0].action == LogEntry.Action.ACCESS


def test_the_list_takes_the_same_queries_whatever_its_length(bob, cast, dear, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        bob.get(LIST)
    for _ in range(20):
        make_validation(make_episode(cast.alder))
    with django_assert_max_num_queries(14):
        bob.get(LIST)


def test_no_browser_keeps_the_page(bob, dear):
    assert "no-store" in bob.get(LIST).headers["Cache-Control"]


@pytest.mark.parametrize(("name", "status"), [("charlie", 403), ("erin", 403), ("pat", 403), ("olive", 404)])
def test_nobody_else_sees_a_patient(as_user, dear, name, status):
    assert as_user(name).get(LIST).status_code == status
    assert as_user(name).get(f"{LIST}{dear.pk}/").status_code == status
    assert not history(dear)


def test_another_practices_episode_is_no_page(bob, cast):
    theirs = make_episode(cast.birch)
    assert bob.get(f"{LIST}{theirs.pk}/").status_code == 404
    assert bob.post(f"{LIST}{theirs.pk}/all-yes/").status_code == 404
    assert not Validation.objects.exists()


def test_all_five_yes_in_one_click(bob, dear):
    response = bob.post(f"{LIST}{dear.pk}/all-yes/", follow=True)
    assert "All five answers are yes." in response.content.decode()
    assert Validation.objects.get().is_validated


def test_the_click_does_not_overwrite_answers(bob, dear):
    make_validation(dear, dates_correct="no")
    response = bob.post(f"{LIST}{dear.pk}/all-yes/", follow=True)
    assert "Somebody answered these questions" in response.content.decode()
    assert Validation.objects.get().dates_correct == "no"


def test_saving_leads_to_the_next_without_answers(bob, cast, dear, cheaper):
    middle = make_episode(cast.alder, total_cost="4000.00")
    make_validation(middle)
    response = bob.post(f"{LIST}{dear.pk}/", {**ALL_YES, "edition": "0"})
    assert response.headers["Location"] == f"{LIST}{cheaper.pk}/"


def test_after_the_last_comes_the_first_that_was_left_out(bob, dear, cheaper):
    response = bob.post(f"{LIST}{cheaper.pk}/", {**ALL_YES, "edition": "0"})
    assert response.headers["Location"] == f"{LIST}{dear.pk}/"


def test_all_answered_or_asked_for_leads_to_the_list(bob, dear, cheaper):
    asked = bob.post(f"{LIST}{dear.pk}/", {**ALL_YES, "edition": "0", "back": "1"})
    last = bob.post(f"{LIST}{cheaper.pk}/", {**ALL_YES, "edition": "0"})
    assert asked.headers["Location"] == last.headers["Location"] == LIST


def test_an_unanswered_question_is_named(bob, dear):
    response = bob.post(f"{LIST}{dear.pk}/", {"discharge_summary": "no", "edition": "0", "note": "Kept"})
    text = response.content.decode()
    assert response.status_code == 422
    assert "Activity coded correctly: select yes, no or not known" in text
    assert "Kept" in text
    assert not Validation.objects.exists()


@pytest.mark.parametrize("note", ["943 476 5919 is wrong", "x" * 1001])
def test_a_note_names_no_patient_and_stays_short(bob, dear, note):
    response = bob.post(f"{LIST}{dear.pk}/", {**ALL_YES, "edition": "0", "note": note})
    assert response.status_code == 422
    assert "note" in response.context["form"].errors


def test_a_stale_form_shows_the_other_answers_and_keeps_mine(bob, cast, dear):
    make_validation(dear, coded_correctly="no", by=cast.alice)
    response = bob.post(f"{LIST}{dear.pk}/", {**ALL_YES, "edition": "0", "note": "Mine"})
    text = response.content.decode()
    assert response.status_code == 409
    assert "Stored now, by Alice" in text
    assert "Mine" in text
    again = bob.post(f"{LIST}{dear.pk}/", {**ALL_YES, "edition": "1", "note": "Mine"})
    assert again.status_code == 302
    assert Validation.objects.get().is_validated


def test_answers_that_were_sent_are_read_only(bob, cast, dear):
    make_validation(dear, note="Coded twice")
    make_return(cast.alder, JANUARY, "submitted")
    text = bob.get(f"{LIST}{dear.pk}/").content.decode()
    assert "Coded twice" in text
    assert "Save and next" not in text
    assert bob.post(f"{LIST}{dear.pk}/", {**ALL_YES, "edition": "1"}).status_code == 409


def test_an_episode_nobody_answered_in_time(bob, cast, dear, settings):
    settings.TODAY = "2009-04-01"
    assert "Nobody answered" in bob.get(f"{LIST}{dear.pk}/").content.decode()


def test_the_state_of_each_in_words(bob, cast):
    make_validation(make_episode(cast.alder, total_cost="6000"), dates_correct="no")
    make_validation(make_episode(cast.alder, total_cost="5000"), dates_correct="not_known")
    make_validation(make_episode(cast.alder, total_cost="4000"))
    make_episode(cast.alder, total_cost="3500")
    states = [row["state"][0] for row in bob.get(LIST).context["rows"]]
    assert states == ["Proposes a challenge", "Not all known", "Validated", "To answer"]


def test_what_looks_odd_is_flagged(cast):
    day = JANUARY.first
    assert flags(make_episode(cast.alder)) == []
    assert flags(make_episode(cast.alder, nhs_number="")) == ["No NHS number"]
    assert flags(make_episode(cast.alder, length_of_stay=2)) == ["Length of stay does not match the dates"]
    assert flags(make_episode(cast.alder, excess_bed_days=2)) == ["Excess bed days"]
    early = make_episode(cast.alder, admission_date=JANUARY.last, discharge_date=day)
    assert flags(early) == ["Discharged before admission"]
    assert flags(make_episode(cast.alder, discharge_date=None)) == []
