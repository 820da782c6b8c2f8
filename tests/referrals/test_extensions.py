"""Leave to send later: who gives it, until when, and what it does to the due day."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError

from daccom import calendar
from daccom.audit import history
from daccom.calendar import Month
from daccom.errors import Refused
from referrals.models import ReturnExtension
from referrals.presentation import timing
from referrals.selectors.completeness import State, completeness_of
from referrals.selectors.extensions import due_day
from referrals.selectors.months import practice_month
from referrals.selectors.roster import roster
from referrals.services.extensions import end_extension, grant_extension
from tests.referrals.builders import JANUARY, make_return, make_specialty

DUE = dt.date(2009, 2, 13)
IN_TIME = dt.datetime(2009, 2, 10, 9, tzinfo=dt.UTC)
TOO_LATE = dt.datetime(2009, 2, 20, 9, tzinfo=dt.UTC)
UNTIL = dt.date(2009, 2, 25)
ADDRESS = "/referrals/E82901/2009-01/extension/"


def moment(day: int, hour: int = 9) -> dt.datetime:
    return dt.datetime(2009, 2, day, hour, tzinfo=dt.UTC)


def granted(day: int, until: int, ended: dt.datetime | None = None) -> ReturnExtension:
    return ReturnExtension(until=dt.date(2009, 2, until), granted_at=moment(day), ended_at=ended)


@pytest.fixture
def wish(cast):
    return {
        "practice": cast.alder,
        "month": JANUARY,
        "by": cast.max,
        "until": UNTIL,
        "reason": "The computer is broken.",
        "now": IN_TIME,
    }


def rule(**wish):
    with pytest.raises(Refused) as refused:
        grant_extension(**wish)
    return refused.value.rule


@pytest.mark.parametrize(
    ("extensions", "sent", "due"),
    [
        ([], None, 13),
        ([granted(10, 20)], None, 20),
        ([granted(13, 20)], None, 20),
        ([granted(14, 20)], None, 13),
        ([granted(10, 20, ended=moment(12))], None, 13),
        ([granted(10, 20, ended=moment(18))], moment(17), 20),
        ([granted(10, 20, ended=moment(17))], moment(18), 13),
        ([granted(10, 20, ended=moment(18)), granted(18, 25)], None, 25),
        ([granted(10, 16, ended=moment(18)), granted(18, 25)], None, 16),
        ([granted(10, 20, ended=moment(12)), granted(14, 25)], None, 13),
        ([granted(10, 20, ended=moment(18)), granted(18, 25)], moment(17), 20),
        ([granted(20, 25)], moment(19), 13),
    ],
)
def test_the_due_day_of_a_practice(extensions, sent, due):
    assert due_day(DUE, extensions, sent).day == due


def test_before_the_due_day_it_moves_that_day(cast, wish):
    grant_extension(**wish)
    make_return(cast.alder, status="submitted", by=cast.alice, sent_at=moment(25, 23))
    month = practice_month(cast.alder, JANUARY)
    assert (month.due_on, month.days_late, month.is_by_extension) == (UNTIL, 0, True)
    assert timing(month, UNTIL) == "On time, extended to 25 February 2009"


def test_after_the_due_day_it_only_opens_the_month_again(cast, wish):
    grant_extension(
        **{**wish, "now": dt.datetime(2009, 4, 2, 9, tzinfo=dt.UTC), "until": dt.date(2009, 4, 9)}
    )
    month = practice_month(cast.alder, JANUARY)
    assert (month.due_on, month.closes_on) == (DUE, dt.date(2009, 4, 9))
    assert month.can_change(dt.date(2009, 4, 9))
    assert month.is_closed(dt.date(2009, 4, 10))
    assert timing(month, dt.date(2009, 4, 3)) == "49 days overdue, may be sent until 9 April 2009"


def test_completeness_says_extended_until_the_day_is_past(cast, wish):
    grant_extension(**wish)
    make_return(cast.birch, by=cast.charlie, counts={make_specialty(): (1, 1)})

    def cells(today):
        listed = roster(group=cast.dacorum, month=JANUARY, user=cast.erin)
        found = completeness_of(roster=listed, user=cast.erin, today=today)
        return {row.practice: row.current for row in found.rows}

    assert cells(DUE)[cast.alder].state is State.NOT_DUE
    assert cells(UNTIL)[cast.alder].words == "Extended to 25 Feb"
    assert cells(UNTIL + dt.timedelta(days=1))[cast.alder].words == "Missing"
    assert cells(UNTIL)[cast.birch].words == "Missing, draft"


def test_it_is_written_down_with_its_reason(cast, wish):
    made = grant_extension(**wish)
    entry = history(made)[0]
    assert (entry.actor, entry.changes["until"]) == (cast.max, ["", "2009-02-25"])
    assert entry.changes["reason"][1] == "The computer is broken."


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"reason": " "}, "extension.needs-reason"),
        ({"until": dt.date(2009, 2, 9)}, "extension.past"),
        ({"until": DUE}, "extension.not-later"),
        ({"until": dt.date(2009, 6, 1)}, "extension.too-long"),
        ({"month": Month(dt.date(2005, 1, 1))}, "return.not-expected"),
    ],
)
def test_what_cannot_be_granted(wish, change, expected):
    assert rule(**{**wish, **change}) == expected
    assert not ReturnExtension.objects.exists()


@pytest.mark.parametrize("name", ["alice", "pat", "dee", "rita", "olive", "ada"])
def test_who_cannot_grant_it(cast, wish, name):
    assert rule(**{**wish, "by": cast[name]}) == "extension.not-your-job"


def test_nobody_extends_their_own_practice(cast, wish):
    from practices.models import Role
    from tests.cast import give_role

    give_role(cast.alice, Role.EXECUTIVE_CHAIR, cast.dacorum)
    assert rule(**{**wish, "by": cast.alice}) == "extension.not-your-job"


@pytest.mark.parametrize(
    ("status", "expected"), [("submitted", "return.already-submitted"), ("accepted", "return.final")]
)
def test_what_was_sent_needs_no_more_time(cast, wish, status, expected):
    make_return(cast.alder, status=status, by=cast.alice)
    assert rule(**wish) == expected


def test_a_second_one_takes_the_place_of_the_first(cast, wish):
    first = grant_extension(**wish)
    second = grant_extension(**{**wish, "now": TOO_LATE, "until": dt.date(2009, 3, 6)})
    first.refresh_from_db()
    assert (first.ended_at, second.ended_at) == (TOO_LATE, None)
    assert practice_month(cast.alder, JANUARY).due_on == dt.date(2009, 3, 6)


def test_two_at_once_are_told(wish, monkeypatch):
    def taken(**fields):
        raise IntegrityError

    monkeypatch.setattr(ReturnExtension.objects, "create", taken)
    assert rule(**wish) == "extension.changed"


def test_ending_it_brings_the_groups_day_back(cast, wish):
    made = grant_extension(**wish)
    end_extension(extension=made, by=cast.erin, now=TOO_LATE)
    assert practice_month(cast.alder, JANUARY).due_on == DUE
    with pytest.raises(Refused) as refused:
        end_extension(extension=made, by=cast.erin, now=TOO_LATE)
    assert refused.value.rule == "extension.already-ended"


def test_only_reviewers_end_it(cast, wish):
    made = grant_extension(**wish)
    with pytest.raises(Refused) as refused:
        end_extension(extension=made, by=cast.alice, now=TOO_LATE)
    assert refused.value.rule == "extension.not-your-job"
    made.month = dt.date(2005, 1, 1)
    with pytest.raises(Refused) as refused:
        end_extension(extension=made, by=cast.max, now=TOO_LATE)
    assert refused.value.rule == "return.not-expected"


def posted(day: int, month: int = 3) -> dict[str, str]:
    return {"until_day": str(day), "until_month": str(month), "until_year": "2009", "reason": "Illness"}


def test_the_programme_manager_gives_it_and_the_practice_reads_it(cast, as_user):
    page = as_user("max").post(ADDRESS, posted(6), follow=True)
    assert "may send January 2009 until 6 March 2009" in page.content.decode()
    own = as_user("alice").get("/referrals/E82901/2009-01/").content.decode()
    assert "6 March 2009" in own
    assert "Illness" in own


def test_a_wrong_day_stands_by_its_field(as_user):
    page = as_user("max").post(ADDRESS, posted(1, 2))
    assert page.status_code == 422
    assert "1 February 2009 is past." in page.content.decode()


def test_ending_on_the_page(cast, as_user):
    grant_extension(
        practice=cast.alder, month=JANUARY, by=cast.max, until=UNTIL, reason="x", now=calendar.now()
    )
    client = as_user("max")
    assert "has ended" in client.post(ADDRESS + "end/", follow=True).content.decode()
    assert "no extension to end" in client.post(ADDRESS + "end/", follow=True).content.decode()


def test_losing_the_race_to_end_it_is_told(cast, as_user, monkeypatch):
    grant_extension(
        practice=cast.alder, month=JANUARY, by=cast.max, until=UNTIL, reason="x", now=calendar.now()
    )

    def ended(**fields):
        raise Refused("extension.already-ended", "This extension has ended already.")

    monkeypatch.setattr("referrals.views.extensions.end_extension", ended)
    page = as_user("max").post(ADDRESS + "end/", follow=True)
    assert "has ended already" in page.content.decode()


def test_the_page_of_a_sent_return_has_no_form(cast, as_user):
    make_return(cast.alder, status="submitted", by=cast.alice)
    assert "nothing to extend" in as_user("max").get(ADDRESS).content.decode()
