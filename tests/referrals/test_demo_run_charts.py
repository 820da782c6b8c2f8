"""What the demonstration writes on run charts and asks of practices."""

from __future__ import annotations

import datetime as dt

import pytest

from daccom.calendar import Month
from practices.demo import story
from practices.demo.accounts import load_accounts
from practices.demo.organisations import load_list_sizes, load_organisations
from practices.models import Practice
from referrals.demo.run_charts import NOTES, REQUESTS, load_run_charts
from referrals.models import ChartNote, OutlierRequest, Rebase
from tests.books import discrepancies
from tests.referrals.builders_facts import make_fact

ACTIVITY = {"EL": 30, "DC": 60, "OPFUP": 200, "AE": 50}


@pytest.fixture
def places(db):
    load_organisations()
    load_list_sizes()
    load_accounts()


def test_each_state_is_shown_once_or_more(places):
    practices = Practice.objects.in_bulk([one.ods_code for one in REQUESTS], field_name="ods_code")
    for one in REQUESTS:
        make_fact(practices[one.ods_code], Month.parse(one.month), 90, ACTIVITY)
    assert load_run_charts() == len(NOTES) + 1 + len(REQUESTS)
    assert {one.status for one in OutlierRequest.objects.all()} == set(OutlierRequest.Status.values)
    assert all(one.finding for one in OutlierRequest.objects.all())
    assert OutlierRequest.objects.filter(status="asked", due_on__lt=story.BUSINESS_DATE).count() == 1
    assert discrepancies("requests stand where their history left them") == []


def test_without_figures_nobody_is_asked(places):
    assert load_run_charts() == len(NOTES) + 1
    assert not OutlierRequest.objects.exists()
    assert (ChartNote.objects.count(), Rebase.objects.count()) == (len(NOTES), 1)


def test_nothing_happens_after_the_business_date(places):
    days = [step.day for one in REQUESTS for step in one.steps]
    assert max(days) <= story.BUSINESS_DATE
    assert min(days) > dt.date(2008, 4, 1)
    load_run_charts()
    assert all(note.written_at.date() <= story.BUSINESS_DATE for note in ChartNote.objects.all())
