"""Complete and on time: two rates, and what each cell of the heat map says."""

from __future__ import annotations

import datetime as dt

import pytest

from daccom.calendar import Month
from practices.models import Membership
from referrals.selectors.completeness import State, completeness_of, last_due_month
from referrals.selectors.roster import roster
from tests.cast import make_practice
from tests.referrals.builders import DECEMBER, FEBRUARY, JANUARY, make_period, make_return, make_specialty

TODAY = dt.date(2009, 2, 20)
DUE = dt.date(2009, 2, 13)
LATE = dt.datetime(2009, 2, 14, 9, tzinfo=dt.UTC)


@pytest.fixture
def find(cast):
    def found(month=JANUARY, today=TODAY):
        listed = roster(group=cast.dacorum, month=month, user=cast.erin)
        return completeness_of(roster=listed, user=cast.erin, today=today)

    return found


def sent(practice, cast, status="submitted", **fields):
    return make_return(practice, by=cast.alice, status=status, counts={make_specialty(): (9, 1)}, **fields)


def state(found, practice):
    return next(row.current for row in found.rows if row.practice == practice)


def test_seventeen_of_nineteen_and_fifteen_on_time(cast, find):
    practices = [cast.alder, cast.birch]
    practices += [make_practice(f"P{n}", f"E83{n:03}", cast.dacorum) for n in range(17)]
    for practice in practices[:15]:
        sent(practice, cast)
    for practice in practices[15:17]:
        sent(practice, cast, sent_at=LATE)
    found = find()
    assert (found.expected, found.complete, found.on_time) == (19, 17, 15)
    assert (round(found.complete_percent, 1), round(found.on_time_percent, 1)) == (89.5, 78.9)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (dt.datetime(2009, 2, 13, 23, 59, tzinfo=dt.UTC), State.ON_TIME),
        (dt.datetime(2009, 2, 14, 0, 0, tzinfo=dt.UTC), State.LATE),
    ],
)
def test_the_due_day_counts_as_on_time(cast, find, moment, expected):
    sent(cast.alder, cast, sent_at=moment)
    assert find().due_on == DUE
    assert state(find(), cast.alder).state is expected


def test_london_decides_which_day_it_was(cast, find):
    make_period(cast.dacorum, Month(dt.date(2008, 6, 1)))
    sent(
        cast.alder,
        cast,
        month=Month(dt.date(2008, 6, 1)),
        sent_at=dt.datetime(2008, 7, 14, 23, 30, tzinfo=dt.UTC),
    )
    found = find(Month(dt.date(2008, 6, 1)))
    assert found.due_on == dt.date(2008, 7, 14)
    assert state(found, cast.alder).state is State.LATE


def test_the_groups_own_date_decides(cast, find):
    make_period(cast.dacorum, due_on=dt.date(2009, 2, 16))
    sent(cast.alder, cast, sent_at=LATE)
    assert state(find(), cast.alder).state is State.ON_TIME


def test_a_draft_is_missing_once_due_and_not_before(cast, find):
    make_return(cast.alder, counts={make_specialty(): (9, 1)})
    assert state(find(), cast.alder).state is State.MISSING
    assert state(find(today=DUE), cast.alder).state is State.NOT_DUE


def test_a_nil_return_is_in_and_says_nil(cast, find):
    make_return(cast.alder, status="accepted", nil_referrals=True)
    cell = state(find(), cast.alder)
    assert (cell.is_in, cell.words) == (True, "Nil, on time")


def test_a_queried_return_is_still_in_and_on_time(cast, find):
    sent(cast.alder, cast, "queried")
    found = find()
    assert (found.complete, found.on_time, found.named(State.QUERIED)) == (1, 1, ["Alder Surgery"])


def test_only_submitted_returns_wait_for_review(cast, find):
    sent(cast.alder, cast)
    sent(cast.birch, cast, "accepted")
    assert find().waiting_for_review == 1


def test_a_closed_practice_is_not_expected(cast, find):
    cast.birch.closed_on = JANUARY.first
    cast.birch.save()
    assert (find().expected, state(find(), cast.birch).state) == (1, State.NOT_MEMBER)


def test_a_practice_that_left_keeps_its_history(cast, find):
    sent(cast.birch, cast, month=DECEMBER)
    Membership.objects.filter(practice=cast.birch).update(left_on=DECEMBER.last)
    assert find().expected == 1
    december = find(DECEMBER)
    assert (december.expected, december.complete) == (2, 1)


def test_with_nobody_expected_there_is_no_percentage(cast, find):
    Membership.objects.filter(group=cast.dacorum).update(joined_on=FEBRUARY.first)
    assert (find().expected, find().complete_percent, find().on_time_percent) == (0, None, None)


def test_the_last_due_month(cast):
    assert last_due_month(cast.dacorum, TODAY) == JANUARY
    assert last_due_month(cast.dacorum, DUE) == DECEMBER


def test_a_later_date_of_the_group_moves_the_last_due_month(cast):
    make_period(cast.dacorum, due_on=TODAY, closes_on=TODAY)
    assert last_due_month(cast.dacorum, TODAY) == DECEMBER


def test_the_page_links_what_is_in_and_says_what_is_missing(cast, as_user):
    sent(cast.alder, cast)
    page = as_user("charlie").get("/referrals/completeness/daccom/2009-01/").content.decode()
    assert "/referrals/E82901/2009-01/review/" in page
    assert "/referrals/E82902/2009-01/review/" not in page
    assert "1 of 2" in page
    assert "Missing" in page


@pytest.mark.parametrize(("today", "is_due"), [(DUE, False), (DUE + dt.timedelta(days=1), True)])
def test_a_month_is_due_once_its_due_day_is_past(find, today, is_due):
    assert find(today=today).is_due is is_due


def test_a_month_not_due_says_until_when_returns_may_come(as_user):
    page = as_user("erin").get("/referrals/completeness/daccom/2009-02/").content.decode()
    assert "returns for February 2009 may come until 13 March 2009" in page


def test_a_month_before_the_group_says_so(as_user):
    page = as_user("erin").get("/referrals/completeness/daccom/2005-05/")
    assert b"No practice belonged to the group" in page.content


@pytest.mark.parametrize("address", ["daccom/2009-13", "watcom/2009-01", "nosuch/2009-01", "daccom/0001-01"])
def test_no_such_month_or_group(as_user, address):
    assert as_user("erin").get(f"/referrals/completeness/{address}/").status_code == 404


def test_a_group_that_does_not_share_is_closed_to_its_practices(cast, as_user):
    cast.dacorum.shares_named_practices = False
    cast.dacorum.save()
    address = "/referrals/completeness/daccom/2009-01/"
    assert as_user("alice").get(address).status_code == 404
    assert as_user("erin").get(address).status_code == 200
