"""The practice's answers about an episode."""

import datetime as dt

import pytest

from daccom import calendar
from daccom.audit import history
from daccom.errors import Refused
from referrals.models import MonthlyReturn, Validation
from referrals.services.answers import ALL_YES, clear_answers, confirm_episodes, note_view, save_answers
from tests.referrals.builders import JANUARY, make_episode, make_return, make_validation
from tests.referrals.builders_challenges import make_finding
from tests.referrals.builders_workbench import sent_again


@pytest.fixture
def answered(cast):
    """Bob says that all is well with a stay."""
    return {
        "episode": make_episode(cast.alder),
        "by": cast.bob,
        "answers": ALL_YES,
        "note": "",
        "edition": 0,
        "now": calendar.now(),
    }


def refusal(**answered):
    with pytest.raises(Refused) as refused:
        save_answers(**answered)
    return refused.value


def test_all_five_yes_validates(cast, answered):
    saved = save_answers(**answered)
    assert saved.is_validated
    assert (saved.answered_by, saved.edition) == (cast.bob, 1)


def test_any_no_proposes_a_challenge(answered):
    saved = save_answers(**{**answered, "answers": {**ALL_YES, "dates_correct": "no"}})
    assert saved.proposes_challenge
    assert not saved.is_validated


def test_the_first_answer_opens_the_months_draft(answered):
    save_answers(**answered)
    draft = MonthlyReturn.objects.get()
    assert (draft.status, draft.edition, draft.referrals_saved_at) == ("draft", 0, None)


def test_answers_change_until_they_are_sent(answered):
    save_answers(**answered)
    saved = save_answers(**{**answered, "note": "Letter found", "edition": 1})
    assert (saved.note, saved.edition) == ("Letter found", 2)


def test_the_audit_keeps_the_answers_and_not_the_words_of_the_note(answered):
    save_answers(**{**answered, "note": "Letter found"})
    entry = history(answered["episode"])[0]
    assert entry.changes["discharge_summary"] == ["", "yes"]
    assert "Letter" not in str(entry.changes)


def test_somebody_elses_answers_are_not_overwritten_unseen(answered):
    make_validation(answered["episode"], coded_correctly="no")
    assert refusal(**answered).rule == "episode.stale"
    assert Validation.objects.get().coded_correctly == "no"


def test_not_over_the_threshold(cast, answered):
    cheap = make_episode(cast.alder, total_cost="3000.00")
    assert refusal(**{**answered, "episode": cheap}).rule == "episode.not-over-threshold"


@pytest.mark.parametrize(
    ("status", "rule"), [("submitted", "return.already-submitted"), ("accepted", "return.final")]
)
def test_not_after_the_month_was_sent(cast, answered, status, rule):
    make_return(cast.alder, JANUARY, status)
    assert refusal(**answered).rule == rule


def test_again_while_it_is_queried(cast, answered):
    make_return(cast.alder, JANUARY, "queried")
    assert save_answers(**answered).is_validated


def test_not_after_the_period_closed(answered):
    late = dt.datetime(2009, 4, 1, 9, tzinfo=dt.UTC)
    assert refusal(**{**answered, "now": late}).rule == "return.period-closed"


def test_the_same_answers_sent_twice_are_saved_once(answered):
    first, again = save_answers(**answered), save_answers(**answered)
    assert (first.edition, again.edition) == (1, 1)
    assert len(history(answered["episode"])) == 1


def test_an_episode_that_was_replaced_takes_no_answers(answered):
    sent_again(answered["episode"], total_cost="5000.00")
    assert refusal(**answered).rule == "episode.replaced"
    assert not Validation.objects.exists()


def confirm(cast, *episodes, **more):
    return confirm_episodes(episodes=episodes, by=cast.bob, now=calendar.now(), **more)


def clear(cast, episode, edition):
    return clear_answers(episodes=[episode], editions={episode.pk: edition}, by=cast.bob, now=calendar.now())


def test_all_yes_at_once_leaves_what_is_answered(cast):
    doubted, fresh = make_episode(cast.alder), make_episode(cast.alder)
    make_validation(doubted, dates_correct="no")
    assert confirm(cast, doubted, fresh) == [(fresh.pk, 1)]
    assert Validation.objects.get(episode=doubted).dates_correct == "no"


def test_all_yes_for_none(cast):
    assert confirm(cast) == []


def test_all_yes_at_once_never_passes_over_a_finding(cast):
    odd = make_episode(cast.alder)
    make_finding(odd)
    with pytest.raises(Refused, match="automatic checks"):
        confirm(cast, odd, make_episode(cast.alder))
    assert not Validation.objects.exists()
    assert confirm(cast, odd, despite_findings=True) == [(odd.pk, 1)]


def test_answers_taken_back_are_written_down(cast, answered):
    save_answers(**answered)
    assert clear(cast, answered["episode"], 1) == [answered["episode"].pk]
    assert not Validation.objects.exists()
    assert history(answered["episode"])[0].additional_data["verb"] == "episode.answers-cleared"


def test_answers_given_since_are_not_taken_back(cast, answered):
    save_answers(**answered)
    save_answers(**{**answered, "note": "Later", "edition": 1})
    assert clear(cast, answered["episode"], 1) == []
    assert Validation.objects.get().note == "Later"


def test_an_old_page_is_never_taken_for_a_new_one(cast, answered):
    save_answers(**answered)
    clear(cast, answered["episode"], 1)
    saved = save_answers(**{**answered, "answers": {**ALL_YES, "dates_correct": "no"}})
    assert saved.edition == 3
    assert refusal(**{**answered, "edition": 1}).rule == "episode.stale"


def test_nothing_is_taken_back_after_the_month_was_sent(cast, answered):
    save_answers(**answered)
    MonthlyReturn.objects.all().delete()
    make_return(cast.alder, JANUARY, "submitted")
    with pytest.raises(Refused, match="already submitted"):
        clear(cast, answered["episode"], 1)
    assert Validation.objects.exists()


def test_taking_back_nothing(cast):
    assert clear_answers(episodes=[], editions={}, by=cast.bob, now=calendar.now()) == []


def test_each_view_of_a_patients_row_is_written_down(cast, answered):
    note_view(by=cast.bob, episodes=[answered["episode"]], purpose="one episode")
    assert history(answered["episode"])[0].actor == cast.bob


def test_looking_at_nothing_leaves_no_trace(cast, django_assert_num_queries):
    with django_assert_num_queries(2):
        note_view(by=cast.bob, episodes=[], purpose="episodes of the month")
