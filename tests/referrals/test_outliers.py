"""Asking a practice about a figure: who asks, who answers, what each step does and refuses."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from daccom import calendar
from daccom.audit import history as audit
from daccom.errors import Refused
from daccom.workflow import move
from practices.models import Role
from referrals.models import Measure, OutlierRequest
from referrals.selectors.outliers import (
    question_of,
    steps_of,
)
from referrals.services.outliers import (
    answer_request,
    ask_again,
    ask_practice,
    close_request,
    note_request,
    withdraw_request,
)
from referrals.workflow import ANSWER_OUTLIER, CLOSE_OUTLIER, OUTLIER
from tests.cast import give_role
from tests.referrals.builders import JANUARY
from tests.referrals.builders_outliers import make_request

TODAY = dt.date(2009, 2, 20)
ALLOWED = {
    ("asked", "answer with reasons and a plan"): "answered",
    ("answered", "ask again"): "asked",
    ("answered", "close"): "closed",
    ("asked", "withdraw"): "withdrawn",
    ("answered", "withdraw"): "withdrawn",
}
FOLLOWING = [ask_again, close_request, withdraw_request, note_request]


@pytest.fixture
def question(cast):
    return {
        "group": cast.dacorum,
        "practice": cast.alder,
        "measure": Measure.REFERRALS,
        "month": JANUARY,
        "finding": "164 referrals where 118 were expected",
        "words": "What has changed?",
        "due_on": dt.date(2009, 3, 20),
        "by": cast.erin,
        "now": calendar.now(),
    }


def answer(request, by, **changes):
    given = {"reasons": "Flu.", "action_plan": "Jabs.", "review_on": dt.date(2009, 5, 1), "by": by}
    answer_request(request=request, now=calendar.now(), **{**given, **changes})
    request.refresh_from_db()


def follow(service, request, by, words="Because."):
    service(request=request, words=words, by=by, now=calendar.now())
    request.refresh_from_db()


def refused(service, *args, **given):
    with pytest.raises(Refused) as refusal:
        service(*args, **given)
    return refusal.value.rule


@pytest.mark.parametrize("step", OUTLIER, ids=lambda step: step.name)
@pytest.mark.parametrize("state", OutlierRequest.Status.values)
def test_each_step_from_each_state(cast, state, step):
    row = make_request(cast.alder, by=cast.max, status=state)
    fields = {"reasons": "Flu.", "action_plan": "Jabs."} if step in (ANSWER_OUTLIER, CLOSE_OUTLIER) else {}
    moved = move(OutlierRequest.objects.filter(pk=row.pk), step, **fields)
    row.refresh_from_db()
    assert moved == ((state, step.name) in ALLOWED)
    assert row.status == ALLOWED.get((state, step.name), state)


def test_a_practice_is_asked_and_answers_and_it_is_closed(cast, question):
    request = ask_practice(**question)
    answer(request, cast.bob)
    follow(close_request, request, cast.chris, "Thank you.")
    assert request.status == "closed"
    told = [(step.number, step.verb, step.made_by.name) for step in steps_of(request)]
    assert told == [(3, "closed", "Chris"), (2, "answered", "Bob"), (1, "asked", "Erin")]
    assert [entry.additional_data["verb"] for entry in audit(request)] == [
        "outlier.closed",
        "outlier.answered",
        "outlier.asked",
    ]


def test_the_history_holds_the_answer_as_it_was_given(cast, question):
    request = ask_practice(**question)
    assert question_of(steps_of(request)) == "What has changed?"
    answer(request, cast.alice)
    words = steps_of(request)[0].words
    assert words == "Reasons: Flu.\nAction plan: Jabs. It will show by 1 May 2009."
    follow(ask_again, request, cast.max)
    assert question_of(steps_of(request)) == "Because."
    answer(request, cast.alice, reasons="Two new GPs.", review_on=None)
    assert steps_of(request)[2].words == words
    assert request.reasons == "Two new GPs."


def test_the_database_keeps_the_history(cast):
    step = make_request(cast.alder, by=cast.max).steps.get()
    step.words = "Something else."
    with pytest.raises(DatabaseError), transaction.atomic():
        step.save()


def test_asked_again_the_practice_has_two_weeks(cast, question):
    request = ask_practice(**{**question, "due_on": dt.date(2009, 2, 24)})
    answer(request, cast.alice)
    follow(ask_again, request, cast.max)
    assert (request.status, request.due_on) == ("asked", dt.date(2009, 3, 6))


def test_a_note_moves_nothing(cast, question):
    request = ask_practice(**question)
    follow(note_request, request, cast.max, "They called.")
    assert request.status == "asked"
    assert steps_of(request)[0].verb == "noted"


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"words": " "}, "outlier.words-needed"),
        ({"words": "x" * 951}, "outlier.words-too-long"),
        ({"words": "See 943 476 5919"}, "outlier.names-a-patient"),
        ({"due_on": dt.date(2009, 2, 19)}, "outlier.past"),
        ({"due_on": dt.date(2009, 6, 1)}, "outlier.too-long"),
    ],
)
def test_what_cannot_be_asked(question, change, rule):
    assert refused(ask_practice, **{**question, **change}) == rule
    assert not OutlierRequest.objects.exists()


@pytest.mark.parametrize("name", ["alice", "charlie", "dee", "lee", "rita", "pat", "ada", "olive"])
def test_who_does_not_ask(cast, question, name):
    assert refused(ask_practice, **{**question, "by": cast[name]}) == "outlier.not-your-job"


def test_nobody_asks_or_follows_their_own_practice(cast, question):
    request = ask_practice(**question)
    give_role(cast.alice, Role.EXECUTIVE_CHAIR, cast.dacorum)
    own = {**question, "by": cast.alice}
    assert refused(ask_practice, **own) == "outlier.not-your-job"
    for service in FOLLOWING:
        assert refused(follow, service, request, cast.alice) == "outlier.not-your-job"


def test_one_open_request_about_a_measure(cast, question):
    ask_practice(**question)
    assert refused(ask_practice, **question) == "outlier.open"
    ask_practice(**{**question, "measure": Measure.A_AND_E})


def test_after_it_ended_it_may_be_asked_again(cast, question):
    follow(withdraw_request, ask_practice(**question), cast.max)
    assert ask_practice(**question).status == "asked"


@pytest.mark.parametrize("name", ["charlie", "erin", "max", "pat", "olive"])
def test_only_the_practice_answers(cast, name):
    request = make_request(cast.alder, by=cast.max)
    assert refused(answer, request, cast[name]) == "outlier.not-your-practice"


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"reasons": ""}, "outlier.words-needed"),
        ({"action_plan": ""}, "outlier.words-needed"),
        ({"review_on": dt.date(2009, 1, 1)}, "outlier.past"),
    ],
)
def test_what_is_no_answer(cast, change, rule):
    request = make_request(cast.alder, by=cast.max)
    assert refused(answer, request, cast.alice, **change) == rule
    request.refresh_from_db()
    assert request.status == "asked"


@pytest.mark.parametrize("state", ["answered", "closed", "withdrawn"])
def test_what_does_not_wait_is_not_answered(cast, state):
    request = make_request(cast.alder, by=cast.max, status=state)
    assert refused(answer, request, cast.alice) == "outlier.not-waiting"


@pytest.mark.parametrize("service", [ask_again, close_request])
def test_nothing_is_judged_before_the_answer(cast, service):
    request = make_request(cast.alder, by=cast.max)
    assert refused(follow, service, request, cast.erin) == "outlier.not-answered"


@pytest.mark.parametrize("service", [withdraw_request, note_request])
@pytest.mark.parametrize("state", ["closed", "withdrawn"])
def test_what_has_ended_stays_ended(cast, service, state):
    request = make_request(cast.alder, by=cast.max, status=state)
    assert refused(follow, service, request, cast.erin) == "outlier.not-open"
