"""A practice's month: dates, lateness, and what has become of its return."""

import datetime as dt
from decimal import Decimal

import pytest

from daccom.calendar import FinancialYear, Month
from practices.models import Membership
from referrals.presentation import days_left, nhs_number, status_tag, timing
from referrals.selectors.months import months_of, practice_month, readable_month, years_of
from tests.cast import make_practice
from tests.referrals.builders import DECEMBER, FEBRUARY, JANUARY, make_period, make_return

TODAY = dt.date(2009, 2, 20)
DUE = dt.date(2009, 2, 13)


def at(day):
    return dt.datetime(2009, 2, day, 12, tzinfo=dt.UTC)


def test_a_month_without_a_return_is_missing(cast):
    month = practice_month(cast.alder, JANUARY)
    assert (month.status, month.edition, month.versions_sent, month.sent_on) == ("missing", 0, 0, None)
    assert (month.period.due_on, month.threshold) == (DUE, Decimal("3000.00"))


def test_the_groups_own_period_counts(cast):
    make_period(cast.dacorum, JANUARY, validation_threshold=Decimal("2500.00"))
    assert practice_month(cast.alder, JANUARY).threshold == Decimal("2500.00")
    assert practice_month(cast.oak, JANUARY).threshold == Decimal("3000.00")


def test_a_practice_without_a_group_owes_no_return(cast):
    alone = make_practice("Elm Surgery", "E82909")
    assert practice_month(alone, JANUARY) is None
    assert months_of(alone, FinancialYear(2008), TODAY) == []
    assert years_of(alone, TODAY) == [FinancialYear(2008)]


def test_the_year_lists_april_to_the_current_month(cast):
    make_return(cast.alder, JANUARY)
    months = months_of(cast.alder, FinancialYear(2008), TODAY)
    assert [months[0].month, months[-1].month] == [Month(dt.date(2008, 4, 1)), FEBRUARY]
    assert [month.status for month in months[-2:]] == ["draft", "missing"]
    assert len(months) == 11


def test_a_practice_that_left_owes_nothing_after(cast):
    Membership.objects.filter(practice=cast.alder).update(left_on=dt.date(2008, 12, 31))
    months = months_of(cast.alder, FinancialYear(2008), TODAY)
    assert months[-1].month == DECEMBER


def test_no_year_before_the_practice_joined(cast):
    assert [str(year) for year in years_of(cast.alder, TODAY)] == ["2008/09", "2007/08", "2006/07"]


@pytest.mark.parametrize(
    ("status", "words"),
    [("submitted", "Submitted"), ("accepted", "Accepted"), ("queried", "Queried"), ("draft", "Overdue")],
)
def test_a_status_in_words(cast, status, words):
    make_return(cast.alder, JANUARY, status)
    assert status_tag(practice_month(cast.alder, JANUARY), TODAY).text == words


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (dt.date(2009, 1, 31), "Not due yet"),
        (dt.date(2009, 2, 1), "To do"),
        (DUE, "To do"),
        (dt.date(2009, 2, 14), "Overdue"),
        (dt.date(2009, 4, 1), "Not sent"),
    ],
)
def test_a_missing_return_grows_urgent(cast, today, words):
    assert status_tag(practice_month(cast.alder, JANUARY), today).text == words


def test_a_draft_before_it_is_due(cast):
    make_return(cast.alder, FEBRUARY)
    assert status_tag(practice_month(cast.alder, FEBRUARY), TODAY).text == "Draft"


@pytest.mark.parametrize(("day", "words"), [(13, "On time"), (14, "1 day late"), (16, "3 days late")])
def test_the_due_day_itself_is_on_time(cast, day, words):
    make_return(cast.alder, JANUARY, "submitted", sent_at=at(day))
    assert timing(practice_month(cast.alder, JANUARY), TODAY) == words


def test_late_is_a_fact_of_the_first_submission(cast):
    make_return(cast.alder, JANUARY, "submitted", sent_at=at(20), first_submitted_at=at(12))
    assert timing(practice_month(cast.alder, JANUARY), TODAY) == "On time"


def test_what_was_not_sent_says_what_time_is_left(cast):
    month = practice_month(cast.alder, JANUARY)
    assert timing(month, TODAY) == "7 days overdue"
    assert timing(month, dt.date(2009, 4, 1)) == "Closed 31 March 2009"
    assert days_left(DUE, DUE) == "due today"
    assert days_left(DUE, dt.date(2009, 2, 12)) == "1 day left"


def test_an_nhs_number_in_groups():
    assert nhs_number("9434765919") == "943 476 5919"
    assert nhs_number("") == ""


@pytest.mark.parametrize("name", ["alice", "charlie", "erin", "pat"])
def test_the_group_and_the_pct_read_a_practices_month(cast, name):
    assert readable_month(cast[name], "E82901", JANUARY).practice == cast.alder


@pytest.mark.parametrize("name", ["olive", "zoe", "ada", "nobody"])
def test_others_do_not(cast, name):
    assert readable_month(cast[name], "E82901", JANUARY) is None


def test_a_group_reads_nothing_after_a_practice_left(cast):
    Membership.objects.filter(practice=cast.alder).update(left_on=dt.date(2008, 12, 31))
    assert readable_month(cast.erin, "E82901", DECEMBER)
    assert readable_month(cast.erin, "E82901", JANUARY) is None
