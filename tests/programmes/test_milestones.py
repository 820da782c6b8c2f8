"""Milestones: evidence in, decision out, in order and once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from daccom import audit
from daccom.errors import Refused
from daccom.workflow import move
from practices.models import Role
from programmes.models import Milestone, MilestoneStep
from programmes.services.milestones import decide_milestone, submit_milestone
from programmes.workflow import MILESTONE
from tests.cast import give_role
from tests.programmes.builders import make_milestone, make_project

Status = Milestone.Status
TODAY = dt.date(2009, 2, 20)


@pytest.fixture
def submitted(cast):
    return make_milestone(make_project(cast.dacorum), 1, Status.SUBMITTED)


def submit(milestone, by, seen=0):
    return submit_milestone(milestone=milestone, evidence="The pathway is written.", seen=seen, by=by)


def decide(milestone, by, approve=True, seen=0):
    return decide_milestone(
        milestone=milestone, approve=approve, reason="It is complete.", meeting="Executive", seen=seen, by=by
    )


def test_the_project_hands_in_evidence(cast):
    milestone = make_milestone(make_project(cast.dacorum))
    submit(milestone, cast.lee)
    milestone.refresh_from_db()
    assert (milestone.status, milestone.submitted_on) == (Status.SUBMITTED, TODAY)
    step = milestone.steps.get()
    assert (step.kind, step.made_by, step.words) == ("submitted", cast.lee, "The pathway is written.")


@pytest.mark.parametrize(("approve", "status"), [(True, Status.APPROVED), (False, Status.NOT_APPROVED)])
def test_the_executive_decides(cast, submitted, approve, status):
    step = decide(submitted, cast.erin, approve)
    submitted.refresh_from_db()
    assert (submitted.status, submitted.decided_on) == (status, TODAY)
    assert (step.made_by, step.meeting) == (cast.erin, "Executive")
    assert audit.history(submitted).get().additional_data == {"verb": f"milestone.{status}"}


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("step", MILESTONE, ids=lambda step: step.name)
def test_each_step_leaves_only_its_own_states(cast, status, step):
    milestone = make_milestone(make_project(cast.dacorum), 1, status)
    fields = {"submitted_on": TODAY, "decided_on": None if step.target == Status.SUBMITTED else TODAY}
    assert move(Milestone.objects.filter(pk=milestone.pk), step, **fields) == (status in step.sources)


def test_a_second_decision_is_refused(cast, submitted):
    decide(submitted, cast.erin)
    with pytest.raises(Refused, match="moved on"):
        decide(submitted, cast.dee, approve=False, seen=1)
    submitted.refresh_from_db()
    assert submitted.status == Status.APPROVED


def test_evidence_handed_in_anew_must_be_read_first(cast, submitted):
    decide(submitted, cast.erin, approve=False)
    submit(submitted, cast.lee, seen=1)
    with pytest.raises(Refused, match="moved on"):
        decide(submitted, cast.dee, seen=0)
    submitted.refresh_from_db()
    assert submitted.status == Status.SUBMITTED
    decide(submitted, cast.dee, seen=2)
    assert [step.kind for step in submitted.steps.all()] == ["not_approved", "submitted", "approved"]


def test_a_later_milestone_waits_for_the_earlier(cast, submitted):
    later = make_milestone(submitted.project, 2, Status.SUBMITTED)
    with pytest.raises(Refused, match="M1 Project approved comes first"):
        decide(later, cast.erin)
    with pytest.raises(Refused, match="comes first"):
        submit(make_milestone(submitted.project, 3), cast.lee)


def test_nobody_decides_their_own_evidence(cast):
    give_role(cast.lee, Role.EXECUTIVE_MEMBER, cast.dacorum)
    milestone = make_milestone(make_project(cast.dacorum))
    submit(milestone, cast.lee)
    with pytest.raises(Refused, match="yourself"):
        decide(milestone, cast.lee, seen=1)


def test_what_waits_again_is_not_handed_in_twice(cast, submitted):
    with pytest.raises(Refused, match="moved on"):
        submit(submitted, cast.lee)


def test_a_recorded_step_is_never_changed(cast, submitted):
    step = decide(submitted, cast.erin)
    with pytest.raises(IntegrityError), transaction.atomic():
        MilestoneStep.objects.filter(pk=step.pk).update(words="Something else")


def test_the_executive_decides_on_the_page(cast, as_user, submitted):
    client = as_user("erin")
    page = client.get(f"/programmes/milestones/{submitted.pk}/").content.decode()
    assert f'action="/programmes/milestones/{submitted.pk}/decide/"' in page
    data = {"decision": "approve", "reason": "Complete.", "meeting": "", "seen": "0"}
    answer = client.post(f"/programmes/milestones/{submitted.pk}/decide/", data, follow=True)
    assert "Recorded: approved." in answer.content.decode()
    assert "by Erin: Complete." in answer.content.decode()


def test_the_project_lead_hands_in_on_the_page(cast, as_user):
    milestone = make_milestone(make_project(cast.dacorum))
    client = as_user("lee")
    assert "Submit evidence" in client.get(f"/programmes/milestones/{milestone.pk}/").content.decode()
    data = {"evidence": "Minutes of 3 February.", "seen": "0"}
    answer = client.post(f"/programmes/milestones/{milestone.pk}/submit/", data, follow=True)
    assert "The Executive decides next" in answer.content.decode()


@pytest.mark.parametrize(
    ("what", "name", "missing"),
    [("decide", "erin", "Select decision"), ("submit", "lee", "Enter evidence")],
)
def test_an_empty_form_says_what_is_missing(cast, as_user, what, name, missing):
    status = Status.SUBMITTED if what == "decide" else Status.PENDING
    milestone = make_milestone(make_project(cast.dacorum), 1, status)
    answer = as_user(name).post(f"/programmes/milestones/{milestone.pk}/{what}/", {"seen": "0"})
    assert answer.status_code == 422
    assert missing in answer.content.decode()
    assert not milestone.steps.exists()


@pytest.mark.parametrize(("what", "name"), [("decide", "erin"), ("submit", "lee")])
def test_a_stale_page_is_told_so(cast, as_user, what, name):
    milestone = make_milestone(make_project(cast.dacorum), 1, Status.APPROVED)
    data = {"decision": "approve", "reason": "Late.", "evidence": "Late.", "seen": "0"}
    answer = as_user(name).post(f"/programmes/milestones/{milestone.pk}/{what}/", data, follow=True)
    assert "moved on after you opened the page" in answer.content.decode()


@pytest.mark.parametrize(("what", "name"), [("decide", "lee"), ("submit", "erin"), ("decide", "alice")])
def test_it_takes_the_role(cast, as_user, submitted, what, name):
    data = {"decision": "approve", "reason": "Mine.", "evidence": "Mine.", "seen": "0"}
    answer = as_user(name).post(f"/programmes/milestones/{submitted.pk}/{what}/", data)
    assert answer.status_code == 403
    assert not submitted.steps.exists()


def test_whoever_cannot_act_sees_no_form(as_user, submitted):
    page = as_user("rita").get(f"/programmes/milestones/{submitted.pk}/").content.decode()
    assert "Record decision" not in page
    assert "Elizabeth Ash" not in page


def test_a_later_milestone_says_what_comes_first(as_user, submitted):
    later = make_milestone(submitted.project, 2, Status.SUBMITTED)
    page = as_user("erin").get(f"/programmes/milestones/{later.pk}/").content.decode()
    assert "M1 Project approved comes first" in page
    assert "Record decision" not in page


def test_projects_are_listed_with_their_steps(cast, as_user, submitted):
    make_milestone(submitted.project, 2)
    make_milestone(submitted.project, 3, Status.APPROVED)
    page = as_user("erin").get("/programmes/milestones/").content.decode()
    for words in ("Waiting for a decision", "Not yet submitted, late", "on 11 February 2009", "none"):
        assert words in page
    assert "Elizabeth Ash" in page
    assert "Diabetes" not in as_user("olive").get("/programmes/milestones/").content.decode()


def test_projects_come_by_title_and_say_what_is_simulated(cast, as_user, submitted):
    page = as_user("erin").get("/programmes/milestones/").content.decode()
    assert "dates simulated" not in page
    Milestone.objects.update(is_simulated=True)
    later = make_milestone(make_project(cast.dacorum, "A0", title="Zero waits"))
    page = as_user("erin").get("/programmes/milestones/").content.decode()
    assert "dates simulated" in page
    assert page.index(submitted.project.title) < page.index(later.project.title)


@pytest.mark.parametrize("count", [1, 12])
def test_queries_do_not_grow_with_the_projects(cast, as_user, django_assert_max_num_queries, count):
    for number in range(count):
        make_milestone(make_project(cast.dacorum, f"P{number}"))
    client = as_user("erin")
    client.get("/programmes/milestones/")
    with django_assert_max_num_queries(6):
        client.get("/programmes/milestones/")


def test_home_says_what_to_decide_and_what_to_chase(cast, as_user, submitted):
    make_milestone(submitted.project, 2)
    assert "Decide M1 Project approved, Diabetes redesign" in as_user("erin").get("/").content.decode()
    lead = as_user("lee").get("/").content.decode()
    assert "Hand in evidence for M2 Project plan agreed, Diabetes redesign" in lead
    manager = as_user("max").get("/").content.decode()
    assert "Chase 2 missing returns for January 2009" in manager
    assert "Diabetes" not in as_user("alice").get("/").content.decode()
