"""The checks of facts find any fact, and any row behind one, that was changed behind their back."""

from __future__ import annotations

import pytest
from django.db.models import F

from daccom import calendar
from referrals.models import (
    ActivityFact,
    ActivitySummary,
    Challenge,
    Episode,
    MonthFact,
    MonthlyReturn,
    ReferralCount,
    ReferralFact,
)
from referrals.selectors.months import practice_month
from referrals.selectors.returns import preview
from referrals.services.reviews import query_return
from referrals.services.submission import submit_return
from tests.books import discrepancies
from tests.referrals.builders import JANUARY, SENT_AT, make_episode, make_return, make_specialty
from tests.referrals.builders_challenges import make_challenge
from tests.referrals.builders_summaries import make_summary

LINES, CERTIFIED, MONTHS = (
    "facts of activity equal rows and summaries",
    "facts of referrals equal what was certified",
    "facts of months equal their rows",
)


@pytest.fixture(autouse=True)
def _month(cast):
    """A month with everything in it."""
    make_return(cast.alder, status="submitted", counts={make_specialty(): (3, 1)}, by=cast.alice)
    make_challenge(make_episode(cast.alder, pod="OPFA", source_of_referral="05"), "partly_accepted", "400.00")
    make_summary(cast.alder, pod="OPFA", activity=40, from_consultant=6)


def test_facts_that_fit_pass():
    assert discrepancies(LINES, CERTIFIED, MONTHS) == []


@pytest.mark.parametrize(
    ("name", "model", "fields"),
    [
        (LINES, ActivityFact, {"activity": F("activity") + 1}),
        (LINES, ActivityFact, {"cost": F("cost") + 1}),
        (LINES, ActivityFact, {"from_consultant": None}),
        (LINES, ActivityFact, {"pod": "AE", "from_consultant": None}),
        (LINES, Episode, {"source_of_referral": "03"}),
        (LINES, Episode, {"source_of_referral": ""}),
        (LINES, ActivitySummary, {"activity": F("activity") + 1}),
        (CERTIFIED, ReferralFact, {"referrals": F("referrals") + 1}),
        (CERTIFIED, ReferralCount, {"referrals": 9}),
        (MONTHS, MonthFact, {"referrals": 5}),
        (MONTHS, MonthFact, {"elective_referrals": 4}),
        (MONTHS, MonthFact, {"is_nil": True}),
        (MONTHS, MonthFact, {"has_activity": False}),
        (MONTHS, MonthFact, {"opfa_activity": 40}),
        (MONTHS, MonthFact, {"ae_cost": 1}),
        (MONTHS, MonthFact, {"challenges": 2}),
        (MONTHS, MonthFact, {"lost": 299}),
        (MONTHS, MonthFact, {"is_simulated": True}),
        (MONTHS, Episode, {"total_cost": F("total_cost") + 1}),
        (MONTHS, Challenge, {"direction": "undercharge"}),
        (MONTHS, MonthlyReturn, {"nil_referrals": True}),
    ],
)
def test_a_changed_row_is_found(name, model, fields):
    model._base_manager.filter(pk=model._base_manager.order_by("pk")[0].pk).update(**fields)
    assert discrepancies(name)


@pytest.mark.parametrize(
    ("name", "model"), [(LINES, ActivityFact), (CERTIFIED, ReferralFact), (MONTHS, MonthFact)]
)
def test_a_fact_that_is_missing_is_found(name, model):
    model.objects.all().delete()
    assert discrepancies(name)


def test_a_fact_without_rows_is_found(cast):
    MonthFact.objects.create(
        practice=cast.birch, month="2009-01-01", referrals=0, elective_referrals=0, unscheduled_referrals=0
    )
    assert discrepancies(MONTHS) == [
        "facts of months equal their rows: referrals of E82902, January 2009: shown (0, 0, 0, False), "
        "counted (None, None, None, False)"
    ]


def test_a_fact_that_says_that_nothing_is_known_is_none(cast):
    MonthFact.objects.create(practice=cast.birch, month="2009-01-01")
    assert discrepancies(MONTHS) == []


@pytest.fixture
def birchs_january(cast):
    """Birch's return, sent through the service."""
    make_return(cast.birch, counts={make_specialty(): (4, 2)}, by=cast.charlie)
    seen = preview(practice_month(cast.birch, JANUARY)).seen
    said = {"declared_name": "Charlie", "seen": seen, "now": calendar.now()}
    return submit_return(practice=cast.birch, month=JANUARY, by=cast.charlie, **said).monthly_return


def test_of_a_queried_return_the_check_counts_what_was_sent(cast, birchs_january):
    query_return(monthly_return=birchs_january, by=cast.max, reason="Why?", version=1, now=SENT_AT)
    birchs_january.counts.update(referrals=70)
    assert discrepancies(CERTIFIED, MONTHS) == []
    ReferralFact.objects.filter(practice=cast.birch).update(referrals=70)
    assert discrepancies(CERTIFIED)
