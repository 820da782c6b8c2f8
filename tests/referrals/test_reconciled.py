"""Whatever a month goes through, every total that is shown equals its rows."""

from __future__ import annotations

from referrals.selectors.returns import preview
from referrals.services.reviews import accept_return, query_return
from referrals.services.submission import submit_return
from tests.referrals.builders import SENT_AT, make_episode, make_list_size, make_validation


def test_a_month_that_is_sent_and_accepted(cast, january, submission, reconciled):
    make_list_size(cast.alder)
    version = submit_return(**submission)
    reconciled()
    accept_return(monthly_return=version.monthly_return, by=cast.max, version=1, now=SENT_AT)


def test_what_a_practice_changes_after_a_query_counts_nowhere_yet(cast, january, submission, reconciled):
    sent = submit_return(**submission).monthly_return
    query_return(monthly_return=sent, by=cast.max, reason="Dermatology is low", version=1, now=SENT_AT)
    sent.counts.update(referrals=0)


def test_challenges_are_counted_when_they_are_certified(cast, january, submission, reconciled):
    make_validation(make_episode(cast.alder), dates_correct="no")
    submit_return(**{**submission, "seen": preview(january).seen})
