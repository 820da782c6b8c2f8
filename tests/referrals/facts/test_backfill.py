"""An upgrade counts what was there before facts were kept."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import call_command

from daccom import calendar
from referrals.models import ActivityFact, MonthFact, ReferralFact
from referrals.services.reviews import query_return
from referrals.services.submission import submit_return
from tests.referrals.builders import DECEMBER, make_episode, make_return, make_specialty
from tests.referrals.builders_challenges import make_challenge

count_facts = import_module("referrals.migrations.0015_count_what_was_there").count_facts
pytestmark = pytest.mark.usefixtures("facts_agree")


def forget() -> None:
    for model in (MonthFact, ActivityFact, ReferralFact):
        model.objects.all().delete()


@pytest.fixture
def before(cast, submission):
    """Rows of every kind, without facts."""
    sent = submit_return(**submission).monthly_return
    query_return(monthly_return=sent, by=cast.max, reason="Why?", version=1, now=calendar.now())
    sent.counts.update(referrals=9)
    make_return(cast.birch, DECEMBER, "accepted", counts={make_specialty(): (4, 2)})
    make_return(cast.birch, nil_referrals=True, status="submitted", is_simulated=True)
    make_episode(cast.birch, pod="OPFA", source_of_referral="05")
    make_episode(cast.birch, pod="OPFA", source_of_referral="")
    make_episode(cast.alder, pod="OPFA")
    for status in ("raised", "partly_accepted", "rejected", "withdrawn"):
        make_challenge(make_episode(cast.alder), status, "400.00")
    make_challenge(make_episode(cast.alder, is_simulated=True), direction="undercharge")
    forget()


def test_everything_is_counted_once(before):
    count_facts(apps, None)
    assert MonthFact.objects.count() == 3


def test_facts_that_are_kept_are_left_alone(before):
    call_command("rebuild_facts")
    count_facts(apps, None)


def test_an_empty_database_stays_empty(db):
    count_facts(apps, None)
    assert not MonthFact.objects.exists()


def test_a_command_counts_again_and_says_so(before, capsys):
    call_command("rebuild_facts")
    call_command("rebuild_facts")
    told = capsys.readouterr()
    assert told.out.splitlines() == ["2 months counted again."] * 2
    assert told.err.splitlines()[:2] == ["December 2008: 1 practice", "January 2009: 2 practices"]
