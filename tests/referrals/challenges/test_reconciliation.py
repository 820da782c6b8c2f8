"""When a month is settled: agreed by the PCT, else the usual days."""

import datetime as dt

import pytest

from daccom import audit, calendar
from daccom.errors import Refused
from referrals.challenges.dates import SettlingDates
from referrals.models import Reconciliation
from referrals.selectors.reconciliation import dates_of, settling_dates
from referrals.services.reconciliation import set_reconciliation
from tests.referrals.builders import DECEMBER, JANUARY
from tests.referrals.builders_challenges import settle_by

FIRST, FINAL = dt.date(2009, 3, 20), dt.date(2009, 4, 24)


def agree(cast, name="fin", **changes):
    said = {"month": JANUARY, "first_on": FIRST, "final_on": FINAL, "reason": "Easter."} | changes
    return set_reconciliation(pct=cast.pct, by=cast[name], now=calendar.now(), **said)


def test_the_usual_days_are_the_ends_of_the_second_and_third_month_after(cast):
    assert dates_of(cast.pct.pk, JANUARY.first) == SettlingDates(
        dt.date(2009, 3, 31), dt.date(2009, 4, 30), agreed=False
    )
    assert dates_of(cast.pct.pk, dt.date(2008, 12, 1)).first_on == dt.date(2009, 2, 28)


def test_without_months_nothing_is_asked(cast, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert settling_dates([]) == {}


@pytest.mark.parametrize("name", ["fin", "pat"])
def test_finance_and_the_commissioner_set_them(cast, name):
    row = agree(cast, name)
    assert dates_of(cast.pct.pk, JANUARY.first) == SettlingDates(FIRST, FINAL, agreed=True)
    [entry] = audit.history(row)
    assert entry.changes == {
        "first": ["2009-03-31", "2009-03-20"],
        "final": ["2009-04-30", "2009-04-24"],
        "reason": ["", "Easter."],
    }


def test_setting_them_again_changes_the_one_row(cast):
    agree(cast)
    agree(cast, final_on=dt.date(2009, 4, 29))
    assert Reconciliation.objects.get().final_on == dt.date(2009, 4, 29)


@pytest.mark.parametrize(
    ("name", "changes", "rule"),
    [
        ("ira", {}, "dates.not-your-job"),
        ("alice", {}, "dates.not-your-job"),
        ("zoe", {}, "dates.not-your-job"),
        ("fin", {"reason": " "}, "dates.reason-needed"),
        ("fin", {"first_on": dt.date(2009, 1, 31)}, "dates.not-in-order"),
        ("fin", {"first_on": FINAL}, "dates.not-in-order"),
        ("fin", {"final_on": dt.date(2010, 2, 2)}, "dates.too-late"),
        ("fin", {"first_on": dt.date(2009, 2, 2), "final_on": dt.date(2009, 2, 19)}, "dates.passed"),
    ],
)
def test_what_cannot_be_set(cast, name, changes, rule):
    with pytest.raises(Refused) as caught:
        agree(cast, name, **changes)
    assert caught.value.rule == rule
    assert not Reconciliation.objects.exists()


def test_a_final_date_that_has_passed_stays(cast):
    settle_by(cast.pct, DECEMBER, dt.date(2009, 1, 31), dt.date(2009, 2, 19))
    with pytest.raises(Refused) as caught:
        agree(cast, month=DECEMBER)
    assert caught.value.rule == "dates.passed"


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (dt.date(2009, 4, 19), "5 days left; lost after 24 April 2009"),
        (dt.date(2009, 4, 23), "1 day left; lost after 24 April 2009"),
        (FINAL, "Last day; lost after 24 April 2009"),
        (dt.date(2009, 4, 25), "Closed since 24 April 2009"),
    ],
)
def test_days_left_in_words(today, words):
    assert SettlingDates(FIRST, FINAL, agreed=True).final_words(today) == words


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (dt.date(2009, 3, 18), "2 days to the first date, 20 March 2009"),
        (FIRST, "Today is the first date, 20 March 2009"),
        (dt.date(2009, 3, 21), "First date 20 March 2009 has passed"),
    ],
)
def test_the_first_date_in_words(today, words):
    assert SettlingDates(FIRST, FINAL, agreed=True).first_words(today) == words
