"""What comes after its month was settled for good can still be challenged, for a time."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from daccom import calendar
from daccom.errors import Refused
from referrals.models import Challenge, Episode, Load, Reconciliation
from referrals.services.challenge_lapsing import lapse_challenges
from referrals.services.challenges import raise_challenge
from tests.referrals.builders import JANUARY
from tests.referrals.builders_extracts import checked
from tests.referrals.hidas.files import csv_file, row

SEPTEMBER = dt.date(2008, 9, 1)


def september(pct) -> Load:
    """A stay of September, received on 20 February 2009."""
    days = {"admission_date": "2008-09-02", "discharge_date": "2008-09-09"}
    checked(pct, csv_file([row(1, **days)]))
    return Load.objects.current().get()


def claim(by) -> Challenge:
    return raise_challenge(
        episode=Episode.objects.get(),
        by=by,
        reason="late",
        words="First charged after the month was settled.",
        amount=Decimal("4250.00"),
        direction="overcharge",
        now=calendar.now(),
    )


def test_a_month_in_time_settles_by_its_own_dates(places):
    checked(places.pct, csv_file([row(1)]))
    assert Load.objects.current().get().settles_in == JANUARY.first


def test_a_late_month_settles_by_the_dates_of_the_month_due_then(places):
    assert september(places.pct).settles_in == JANUARY.first


def test_the_final_day_itself_is_in_time(places):
    final = dt.date(2009, 2, 20)
    Reconciliation.objects.create(
        pct=places.pct, month=SEPTEMBER, first_on=dt.date(2008, 11, 30), final_on=final
    )
    assert september(places.pct).settles_in == SEPTEMBER


def test_a_late_charge_is_challenged_and_does_not_lapse_at_once(places):
    september(places.pct)
    challenge = claim(places.alice)
    assert challenge.settles_in == JANUARY.first
    assert lapse_challenges(by=None, now=calendar.now()) == 0


def test_a_charge_in_time_is_lost_with_its_month(places):
    load = september(places.pct)
    Load.objects.filter(pk=load.pk).update(settles_in=SEPTEMBER)
    with pytest.raises(Refused, match="settled for good on 31 December 2008") as refused:
        claim(places.alice)
    assert refused.value.rule == "challenge.final-day-passed"
