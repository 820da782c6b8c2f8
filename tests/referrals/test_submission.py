"""Sending a month: once, complete, by name, as it was looked at."""

import datetime as dt

import pytest
from django.core import mail
from django.db import DatabaseError, transaction

from daccom.audit import history
from daccom.calendar import Month
from daccom.errors import Refused
from referrals.content import digest
from referrals.models import MonthlyReturn, ReferralCount, ReturnVersion
from referrals.selectors.months import practice_month
from referrals.selectors.returns import preview
from referrals.services.reviews import query_return
from referrals.services.submission import submit_return
from tests.referrals.builders import FEBRUARY, JANUARY, make_episode, make_return, make_validation
from tests.referrals.builders_clinicians import make_clinician

LATER = dt.datetime(2009, 2, 20, 15, tzinfo=dt.UTC)
CLOSED = dt.datetime(2009, 4, 1, 9, tzinfo=dt.UTC)


def refusal(**submission):
    with pytest.raises(Refused) as refused:
        submit_return(**submission)
    return refused.value


def test_a_submission_is_a_numbered_version_with_a_receipt(cast, submission):
    version = submit_return(**submission)
    sent = MonthlyReturn.objects.get()
    assert (sent.status, sent.versions_sent, sent.submitted_by) == ("submitted", 1, cast.alice)
    assert sent.first_submitted_at == sent.submitted_at == version.submitted_at
    assert version.sha256 == digest(version.content)
    assert version.receipt.startswith(f"R{sent.pk:06d}-1-")


def test_it_is_written_down_who_sent_it(cast, submission):
    version = submit_return(**submission)
    entry = history(version.monthly_return)[0]
    assert (entry.actor, entry.additional_data["verb"]) == (cast.alice, "return.submitted")


def test_the_receipt_goes_out_by_mail_on_commit(submission, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        version = submit_return(**submission)
        assert mail.outbox == []
    assert mail.outbox[0].to == ["alice@example.test"]
    assert version.receipt in mail.outbox[0].body


def test_a_failing_mail_server_loses_nothing(
    submission, django_capture_on_commit_callbacks, monkeypatch, caplog
):
    monkeypatch.setattr("referrals.services.receipts.send_mail", lambda *args: (_ for _ in ()).throw(OSError))
    with django_capture_on_commit_callbacks(execute=True):
        submit_return(**submission)
    assert ReturnVersion.objects.count() == 1
    assert "receipt not sent" in caplog.text


def test_twice_is_refused_and_says_who_was_first(submission):
    submit_return(**submission)
    refused = refusal(**submission)
    assert refused.rule == "return.already-submitted"
    assert "by Alice on 20 February 2009" in refused.message
    assert ReturnVersion.objects.count() == 1


def test_the_one_who_comes_a_moment_too_late_is_told(submission, monkeypatch):
    """Both have passed the first look; the conditional update lets one through."""
    submit_return(**submission)
    stale = practice_month(submission["practice"], JANUARY)
    stale.monthly_return.status = "draft"
    answers = iter([stale])
    monkeypatch.setattr(
        "referrals.services.submission.practice_month",
        lambda practice, month: next(answers, None) or practice_month(practice, month),
    )
    assert refusal(**submission).rule == "return.already-submitted"


def test_after_the_period_closed(submission):
    assert refusal(**{**submission, "now": CLOSED}).rule == "return.period-closed"
    assert MonthlyReturn.objects.get().status == "draft"


def test_the_closing_day_itself_still_counts(submission):
    submit_return(**{**submission, "now": dt.datetime(2009, 3, 31, 20, tzinfo=dt.UTC)})


def test_a_month_that_is_not_over(cast, specialties, submission):
    make_return(cast.alder, FEBRUARY, counts=dict.fromkeys(specialties, (1, 1)))
    refused = refusal(**{**submission, "month": FEBRUARY})
    assert refused.rule == "return.month-not-over"
    assert "1 March 2009" in refused.next_step


def test_a_month_still_to_come(cast, specialties, submission):
    march = Month(dt.date(2009, 3, 1))
    make_return(cast.alder, march, counts=dict.fromkeys(specialties, (1, 1)))
    assert refusal(**{**submission, "month": march}).rule == "return.month-not-begun"


def test_nothing_entered(cast, submission):
    refused = refusal(**{**submission, "month": Month(dt.date(2008, 12, 1))})
    assert (refused.rule, "Nothing is entered" in refused.message) == ("return.incomplete", True)


def test_what_is_incomplete_is_named_and_nothing_moves(cast, submission):
    ReferralCount.objects.filter(specialty__code="330", urgency="elective").delete()
    make_episode(cast.alder)
    refused = refusal(**submission)
    assert refused.rule == "return.incomplete"
    assert "Dermatology (elective)" in refused.message
    assert "1 episode has no answers" in refused.message
    assert MonthlyReturn.objects.get().status == "draft"


@pytest.mark.parametrize("name", ["Bob", "", "   ", "Ali ce"])
def test_another_name(submission, name):
    assert refusal(**{**submission, "declared_name": name}).rule == "return.name-mismatch"


@pytest.mark.parametrize("name", ["alice", "  ALICE  "])
def test_capitals_and_spaces_do_not_matter(submission, name):
    assert submit_return(**{**submission, "declared_name": name}).declared_name == name.strip()


def test_what_was_not_looked_at_is_not_sent(cast, submission):
    make_validation(make_episode(cast.alder))
    assert refusal(**submission).rule == "return.stale"
    assert ReturnVersion.objects.count() == 0
    assert MonthlyReturn.objects.get().versions_sent == 0


def test_after_a_query_it_is_sent_again_as_version_two(cast, submission):
    first = submit_return(**submission)
    query_return(
        monthly_return=first.monthly_return, by=cast.max, reason="Low", version=1, now=submission["now"]
    )
    again = preview(practice_month(cast.alder, JANUARY)).seen
    second = submit_return(**{**submission, "seen": again, "now": LATER}, answer="Checked.")
    sent = MonthlyReturn.objects.get()
    assert (second.number, sent.versions_sent, sent.status) == (2, 2, "submitted")
    assert sent.first_submitted_at == first.submitted_at
    assert sent.submitted_at == LATER


@pytest.mark.parametrize(
    ("answer", "rule"),
    [
        ("Dr Ablett was away.", "explanation.names-clinician"),
        ("It was 943 476 5919.", "explanation.names-patient"),
    ],
)
def test_an_answer_that_the_group_reads_names_nobody(cast, submission, answer, rule):
    make_clinician(cast.alder, "Ruth Ablett")
    first = submit_return(**submission)
    query_return(
        monthly_return=first.monthly_return, by=cast.max, reason="Low", version=1, now=submission["now"]
    )
    again = preview(practice_month(cast.alder, JANUARY)).seen
    assert refusal(**{**submission, "seen": again, "now": LATER}, answer=answer).rule == rule
    assert MonthlyReturn.objects.get().status == "queried"


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_keeps_a_version_as_it_was_sent(submission, change):
    version = submit_return(**submission)
    rows = ReturnVersion.objects.filter(pk=version.pk)
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        rows.update(declared_name="Mallory") if change == "update" else rows.delete()
