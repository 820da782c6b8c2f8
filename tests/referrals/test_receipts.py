"""A receipt says what was sent, when it was due, whether it came in time, and what comes next."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail

from referrals.models import MonthlyReturn
from referrals.receipt_words import in_time_words, next_words
from referrals.selectors.months import practice_month
from referrals.services.extensions import grant_extension
from referrals.services.submission import submit_return
from tests.referrals.builders import JANUARY, make_return

RECEIPT = "/referrals/E82901/2009-01/receipts/1/"


def sent_on(cast, day):
    make_return(
        cast.alder, status="submitted", by=cast.alice, sent_at=dt.datetime(2009, 2, day, 9, tzinfo=dt.UTC)
    )
    return practice_month(cast.alder, JANUARY)


@pytest.mark.parametrize(
    ("day", "words"),
    [(13, "On time: due 13 February 2009"), (16, "3 days late: due 13 February 2009")],
)
def test_in_time_or_late(cast, day, words):
    assert in_time_words(sent_on(cast, day)) == words


def test_in_time_by_extension(cast):
    grant_extension(
        practice=cast.alder,
        month=JANUARY,
        by=cast.max,
        until=dt.date(2009, 2, 20),
        reason="Illness",
        now=dt.datetime(2009, 2, 12, 9, tzinfo=dt.UTC),
    )
    expected = "On time by extension: due 20 February 2009, for the group 13 February 2009"
    assert in_time_words(sent_on(cast, 18)) == expected


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("submitted", "Nothing for now."),
        ("accepted", "nothing left to do"),
        ("queried", "send the return again by 31 March 2009"),
    ],
)
def test_what_comes_next(cast, status, words):
    make_return(cast.alder, status=status, by=cast.alice)
    assert words in next_words(practice_month(cast.alder, JANUARY))


def test_the_mail_and_the_page_say_the_same(submission, as_user, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        version = submit_return(**submission)
    page, text = as_user("alice").get(RECEIPT).content.decode(), mail.outbox[0].body
    month = practice_month(submission["practice"], JANUARY)
    for words in (version.receipt, in_time_words(month), next_words(month), "20 February 2009"):
        assert words in page
        assert words in text
    assert "12 (9 elective, 3 unscheduled)" in text


def test_the_mail_names_no_patient(cast, submission, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        submit_return(**submission)
    assert "9434765919" not in mail.outbox[0].body
    assert MonthlyReturn.objects.get().versions_sent == 1
