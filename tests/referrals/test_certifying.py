"""Two people for a return, when the group asks for it, and the answer to its question."""

from __future__ import annotations

import pytest
from django.test import Client

from daccom.errors import Refused
from practices.models import Role
from referrals.content import digest
from referrals.models import MonthlyReturn
from referrals.selectors.certifying import last_decision
from referrals.selectors.months import practice_month
from referrals.selectors.returns import preview
from referrals.services.certifying import set_certifier
from referrals.services.reviews import query_return
from referrals.services.submission import submit_return
from tests.cast import give_role, make_user
from tests.referrals.builders import JANUARY

SETTING = "/referrals/settings/daccom/certifier/"
DECLARE = "/referrals/E82901/2009-01/declaration/"


def rule(**submission):
    with pytest.raises(Refused) as refused:
        submit_return(**submission)
    return refused.value.rule


@pytest.fixture
def two_people(cast):
    set_certifier(group=cast.dacorum, by=cast.max, differs=True, reason="Our auditor asks for it.")


@pytest.fixture
def deputy(cast):
    return give_role(make_user("Dora"), Role.PRACTICE_MANAGER, cast.alder).user


@pytest.fixture
def queried(cast, submission):
    """January, sent once and queried."""
    sent = submit_return(**submission).monthly_return
    query_return(monthly_return=sent, by=cast.max, reason="Why 12?", version=1, now=submission["now"])
    return {**submission, "seen": preview(practice_month(cast.alder, JANUARY)).seen}


def test_who_entered_the_figures_cannot_send_them(two_people, submission):
    assert rule(**submission) == "return.same-person"
    assert MonthlyReturn.objects.get().status == "draft"


def test_the_refusal_says_who_prepared_it_and_what_to_do(two_people, submission):
    with pytest.raises(Refused, match="Alice entered the referrals.*another practice manager of Alder"):
        submit_return(**submission)


def test_another_manager_sends_it(two_people, submission, deputy):
    version = submit_return(**{**submission, "by": deputy, "declared_name": "Dora"})
    assert version.submitted_by == deputy


def test_by_default_one_person_is_enough(submission):
    assert submit_return(**submission).number == 1


def test_the_declaration_says_so_before_anyone_tries(two_people, january, as_user, deputy):
    page = as_user("alice").get(DECLARE).content.decode()
    assert "Somebody else sends this return" in page
    assert "Submit the return" not in page
    other = Client()
    other.force_login(deputy)
    assert "Submit the return" in other.get(DECLARE).content.decode()


def test_the_setting_keeps_who_when_and_why(cast, two_people):
    decided = last_decision(cast.dacorum)
    assert (decided.by, decided.reason) == ("Max", "Our auditor asks for it.")


def test_before_any_decision_there_is_none(cast):
    assert last_decision(cast.dacorum) is None


@pytest.mark.parametrize(
    ("name", "differs", "reason", "expected"),
    [
        ("erin", True, "x", "certifier.not-your-job"),
        ("alice", True, "x", "certifier.not-your-job"),
        ("max", True, " ", "certifier.needs-reason"),
        ("max", False, "x", "certifier.unchanged"),
    ],
)
def test_what_is_refused(cast, name, differs, reason, expected):
    with pytest.raises(Refused) as refused:
        set_certifier(group=cast.dacorum, by=cast[name], differs=differs, reason=reason)
    assert refused.value.rule == expected
    cast.dacorum.refresh_from_db()
    assert not cast.dacorum.certifier_differs


def test_the_chair_switches_it_on_the_page(cast, as_user):
    page = as_user("chris").post(SETTING, {"differs": "yes", "reason": "Two pairs of eyes."}, follow=True)
    words = page.content.decode()
    assert "Now: two people." in words
    assert "Two pairs of eyes." in words


def test_setting_it_as_it_is_stands_by_its_field(as_user):
    page = as_user("max").post(SETTING, {"differs": "no", "reason": "x"})
    assert (page.status_code, "set already" in page.content.decode()) == (422, True)


def test_a_query_needs_an_answer(queried):
    assert rule(**queried, answer=" ") == "return.answer-needed"
    assert MonthlyReturn.objects.get().status == "queried"


def test_the_version_keeps_question_and_answer(queried):
    version = submit_return(**queried, answer=" Two clinics more. ")
    assert version.content["answer"] == {"question": "Why 12?", "words": "Two clinics more."}
    assert version.sha256 == digest(version.content)
    assert version.monthly_return.versions.first().content.get("answer") is None
    assert MonthlyReturn.objects.get().query_answer == "Two clinics more."


def test_a_second_question_starts_with_no_answer(cast, queried):
    submit_return(**queried, answer="Two clinics more.")
    sent = MonthlyReturn.objects.get()
    query_return(monthly_return=sent, by=cast.max, reason="Which?", version=2, now=queried["now"])
    assert MonthlyReturn.objects.get().query_answer == ""


def test_the_practice_answers_on_the_declaration(queried, as_user):
    client = as_user("alice")
    page = client.get(DECLARE).content.decode()
    assert "Why 12?" in page
    form = {"seen": queried["seen"], "declared_name": "Alice", "agreed": "on"}
    blank = client.post(DECLARE, form)
    assert (blank.status_code, "Answer the group" in blank.content.decode()) == (422, True)
    sent = client.post(DECLARE, {**form, "answer": "Two clinics more."})
    assert sent["Location"] == "/referrals/E82901/2009-01/receipts/2/"
    assert "Two clinics more." in as_user("max").get("/referrals/E82901/2009-01/review/").content.decode()


def test_a_refused_submission_keeps_the_answer_typed(queried, as_user):
    form = {"seen": "other", "declared_name": "Alice", "agreed": "on", "answer": "Two clinics more."}
    page = as_user("alice").post(DECLARE, form)
    assert (page.status_code, "Two clinics more." in page.content.decode()) == (409, True)


def test_what_was_accepted_is_final(cast, submission):
    sent = submit_return(**submission).monthly_return
    MonthlyReturn.objects.filter(pk=sent.pk).update(
        status="accepted", accepted_at=submission["now"], accepted_by=cast.max
    )
    assert rule(**submission) == "return.final"
