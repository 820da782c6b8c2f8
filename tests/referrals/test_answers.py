"""The practice's answers about an episode."""

import datetime as dt

import pytest

from daccom import calendar
from daccom.audit import history
from daccom.errors import Refused
from referrals.models import MonthlyReturn, Validation
from referrals.services.answers import ALL_YES, note_view, save_answers
from tests.referrals.builders import JANUARY, make_episode, make_return, make_validation


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


@pytest.mark.parametrize("status", ["submitted", "accepted"])
def test_not_after_the_month_was_sent(cast, answered, status):
    make_return(cast.alder, JANUARY, status)
    assert refusal(**answered).rule == "return.already-submitted"


def test_again_while_it_is_queried(cast, answered):
    make_return(cast.alder, JANUARY, "queried")
    assert save_answers(**answered).is_validated


def test_not_after_the_period_closed(answered):
    late = dt.datetime(2009, 4, 1, 9, tzinfo=dt.UTC)
    assert refusal(**{**answered, "now": late}).rule == "return.period-closed"


def test_each_view_of_a_patients_row_is_written_down(cast, answered):
    note_view(by=cast.bob, episodes=[answered["episode"]], purpose="one episode")
    assert history(answered["episode"])[0].actor == cast.bob


def test_looking_at_nothing_leaves_no_trace(cast, django_assert_num_queries):
    with django_assert_num_queries(2):
        note_view(by=cast.bob, episodes=[], purpose="episodes of the month")
