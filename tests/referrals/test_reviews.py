"""What the group does with a return that was sent."""

import datetime as dt

import pytest

from daccom import calendar
from daccom.audit import history
from daccom.errors import Refused
from referrals.services.reviews import accept_return, query_return
from tests.referrals.builders import JANUARY, make_return


@pytest.fixture
def sent(cast):
    return make_return(cast.alder, JANUARY, "submitted")


def test_a_query_goes_back_with_its_reason(cast, sent):
    query_return(monthly_return=sent, by=cast.max, reason=" Too few in 330. ", version=1, now=calendar.now())
    sent.refresh_from_db()
    assert (sent.status, sent.query_reason, sent.queried_by) == ("queried", "Too few in 330.", cast.max)
    assert history(sent)[0].changes["reason"] == ["", "Too few in 330."]


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_query_needs_a_reason(cast, sent, reason):
    with pytest.raises(Refused) as refused:
        query_return(monthly_return=sent, by=cast.max, reason=reason, version=1, now=calendar.now())
    assert refused.value.rule == "return.query-needs-reason"


def test_no_query_once_the_practice_can_no_longer_answer(cast, sent):
    late = dt.datetime(2009, 4, 1, 9, tzinfo=dt.UTC)
    with pytest.raises(Refused) as refused:
        query_return(monthly_return=sent, by=cast.max, reason="Low", version=1, now=late)
    assert refused.value.rule == "return.period-closed"


def test_accepting_ends_it(cast, sent):
    accept_return(monthly_return=sent, by=cast.erin, version=1, now=calendar.now())
    sent.refresh_from_db()
    assert (sent.status, sent.accepted_by) == ("accepted", cast.erin)


@pytest.mark.parametrize("status", ["draft", "queried", "accepted"])
def test_only_what_waits_is_accepted(cast, status):
    row = make_return(cast.birch, JANUARY, status)
    with pytest.raises(Refused) as refused:
        accept_return(monthly_return=row, by=cast.max, version=row.versions_sent, now=calendar.now())
    assert refused.value.rule == "return.not-waiting"


def test_a_version_nobody_read_is_not_accepted(cast, sent):
    with pytest.raises(Refused) as refused:
        accept_return(monthly_return=sent, by=cast.max, version=2, now=calendar.now())
    assert refused.value.rule == "return.not-waiting"
