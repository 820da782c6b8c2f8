"""Asking a practice about a figure: who asks, who answers, what each step does and refuses."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from daccom import calendar
from daccom.audit import history as audit
from daccom.errors import Refused
from daccom.work import items_for
from daccom.workflow import move
from practices.models import Role
from referrals.models import Measure, OutlierRequest
from referrals.outlier_words import finding, is_overdue, tag, timing
from referrals.selectors.outliers import (
    OutlierCounts,
    open_request,
    outlier_counts,
    outlier_list,
    question_of,
    standing_words,
    steps_of,
)
from referrals.selectors.run_charts import hidden_months, history, practice_series
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
from tests.referrals.builders_facts import make_fact, make_list, make_reference
from tests.referrals.builders_outliers import make_request, two_years

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


def test_overdue_is_the_day_after(cast):
    request = make_request(cast.alder, by=cast.max, due_on=TODAY)
    assert not is_overdue(request, TODAY)
    assert (tag(request, TODAY).text, timing(request, TODAY)) == ("Waiting for the practice", "due today")
    later = TODAY + dt.timedelta(days=1)
    assert (tag(request, later).text, timing(request, later)) == ("Overdue", "1 day overdue")


def test_an_answered_one_is_not_overdue_and_tells_its_review(cast):
    request = make_request(
        cast.alder, by=cast.max, status="answered", due_on=dt.date(2009, 1, 1), review_on=dt.date(2009, 5, 1)
    )
    assert (tag(request, TODAY).text, timing(request, TODAY)) == ("Answered", "review 1 May 2009")
    request.review_on = None
    assert timing(request, TODAY) == ""


def test_what_is_open_is_counted(cast):
    make_request(cast.alder, by=cast.max, due_on=dt.date(2009, 2, 1))
    make_request(cast.birch, by=cast.max)
    make_request(cast.birch, by=cast.max, measure="a_and_e", status="answered")
    make_request(cast.alder, by=cast.max, measure="a_and_e", status="closed")
    assert outlier_counts(cast.dacorum, cast.erin, TODAY) == OutlierCounts(waiting=2, overdue=1, answered=1)
    assert outlier_counts(cast.dacorum, cast.olive, TODAY) == OutlierCounts(0, 0, 0)


def test_the_list_begins_with_the_most_urgent(cast):
    closed = make_request(cast.alder, by=cast.max, status="closed", measure="a_and_e")
    late = make_request(cast.alder, by=cast.max, due_on=dt.date(2009, 2, 1))
    waiting = make_request(cast.birch, by=cast.max)

    def listed(state=""):
        return outlier_list(group=cast.dacorum, user=cast.erin, today=TODAY, state=state)

    assert listed() == [late, waiting, closed]
    assert (listed("overdue"), listed("closed"), listed("answered")) == ([late], [closed], [])


def test_the_practice_finds_it_among_its_work(cast):
    make_request(cast.alder, by=cast.max)
    mine = [item for item in items_for(cast.alice, TODAY) if item.kind == "Outside the limits"]
    assert [(item.title, item.due) for item in mine] == [
        ("Give reasons and a plan: referrals", dt.date(2009, 3, 20))
    ]
    assert not [item for item in items_for(cast.charlie, TODAY) if item.kind == "Outside the limits"]


def test_measures_keep_their_letters_in_titles(cast):
    make_request(cast.alder, by=cast.max, measure="a_and_e")
    give_role(cast.alice, Role.PRACTICE_MANAGER, cast.birch)
    titles = [item.title for item in items_for(cast.alice, TODAY)]
    assert "Give reasons and a plan: A&E attendances, Alder Surgery" in titles


def test_the_executive_finds_the_answers(cast):
    make_request(cast.alder, by=cast.max, status="answered")
    mine = [item for item in items_for(cast.erin, TODAY) if item.kind == "Outside the limits"]
    assert [(item.title, item.detail) for item in mine] == [("Read 1 answer about figures", "Alder Surgery")]
    give_role(cast.bob, Role.EXECUTIVE_MEMBER, cast.dacorum)
    assert not [item for item in items_for(cast.bob, TODAY) if item.kind == "Outside the limits"]


def said_of(cast, measure=Measure.REFERRALS, name="erin"):
    found = history(group=cast.dacorum, month=JANUARY, user=cast[name])
    series = practice_series(found, measure, cast.alder, hidden_months(found, measure))
    standing = standing_words(
        group=cast.dacorum, practice=cast.alder, measure=measure, month=JANUARY, user=cast[name]
    )
    return finding(series, standing)


def test_the_finding_says_what_the_figures_say(cast):
    two_years(cast.alder, [100, 110] * 11 + [105, 190])
    two_years(cast.birch)
    make_reference(cast.pct)
    assert said_of(cast) == (
        "Referrals, January 2009: 190 where 150.0 were expected: high (0.001). "
        "Run chart: above the upper limit; its limits are 82.5 to 134.5."
    )


def test_pounds_have_no_funnel(cast):
    make_list(cast.alder)
    make_fact(cast.alder, activity={"EL": 20})
    assert said_of(cast, Measure.ACUTE_COST) == (
        "Cost of hospital care, January 2009: £2,000. Its run chart has no limits yet."
    )


def test_without_a_figure_or_a_list_less_is_said(cast):
    assert said_of(cast) == ""
    make_fact(cast.alder, referrals=30)
    assert said_of(cast) == "Referrals, January 2009: 30. Its run chart has no limits yet."


def test_where_nothing_is_expected_nothing_is_judged(cast):
    two_years(cast.alder, [0] * 24)
    assert said_of(cast).startswith("Referrals, January 2009: 0. Run chart")


def test_the_open_one_is_found(cast):
    request = make_request(cast.alder, by=cast.max)
    assert open_request(cast.alder, "referrals", cast.erin) == request
    assert open_request(cast.alder, "a_and_e", cast.erin) is None
    assert open_request(cast.alder, "referrals", cast.olive) is None
