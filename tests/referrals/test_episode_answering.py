"""Answering on the page of an episode: what is saved, what is refused, what changed since."""

import pytest

from referrals.models import Validation
from referrals.models.episodes import QUESTIONS
from tests.referrals.builders import (
    JANUARY,
    make_episode,
    make_return,
    make_validation,
)
from tests.referrals.builders_challenges import make_challenge
from tests.referrals.builders_workbench import sent_again

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


def states(response):
    return [shown.state.text for shown in rows(response)]


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
    assert "can no longer be changed" in bob.get(LIST).content.decode()
    assert bob.post(f"{LIST}{dear.pk}/", {**ALL_YES, "edition": "1"}).status_code == 409


def test_an_episode_nobody_answered_in_time(bob, cast, dear, settings):
    settings.TODAY = "2009-04-01"
    assert "Nobody answered" in bob.get(f"{LIST}{dear.pk}/").content.decode()


def test_what_the_hospital_changed_since_is_shown_with_the_old_answers(bob, dear):
    make_validation(dear, dates_correct="not_known", note="Asked the ward")
    sent_again(dear, total_cost="9500.00", hrg="H81")
    shown = rows(bob.get(f"{LIST}?show=changed"))[0]
    assert shown.state.text == "Changed since answered"
    assert ("Cost", "£9,000", "£9,500") in shown.changes
    assert ("HRG", "H80", "H81") in shown.changes
    assert shown.earlier_values == "yes,yes,yes,not_known,yes"
    assert "Asked the ward" in bob.get(f"{LIST}{shown.row.pk}/").content.decode()


def test_a_change_of_dates_may_move_the_row_to_another_month(bob, dear):
    make_validation(dear)
    moved = sent_again(dear, month=JANUARY.previous().first, discharge_date=None)
    december = bob.get("/referrals/E82901/2008-12/episodes/").context["rows"]
    assert [shown.row.pk for shown in december] == [moved.pk]
    assert ("Activity month", "January 2009", "December 2008") in december[0].changes
    assert any(new == "none" for _, _, new in december[0].changes)


def test_the_old_answers_are_a_starting_point_and_saved_anew(bob, dear):
    make_validation(dear)
    new = sent_again(dear, total_cost="9500.00")
    assert states(bob.get(LIST)) == ["Changed since answered"]
    bob.post(f"{LIST}{new.pk}/", {**ALL_YES, "edition": "0"})
    assert states(bob.get(LIST)) == ["Validated"]


def test_a_challenge_about_the_version_before_still_shows(bob, dear):
    make_challenge(dear)
    sent_again(dear, total_cost="9500.00")
    assert states(bob.get(LIST)) == ["Challenge raised"]
