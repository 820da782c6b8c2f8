"""What the database itself refuses about activity, and what rows are called."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from referrals.models import MonthlyReturn, ReferralCount
from referrals.services.submission import submit_return
from tests.referrals.builders import (
    JANUARY,
    make_episode,
    make_period,
    make_provider,
    make_return,
    make_specialty,
    make_validation,
)

MOMENT = dt.datetime(2009, 2, 20, 12, tzinfo=dt.UTC)


def refused(change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change()


def test_one_return_per_practice_and_month(cast):
    make_return(cast.alder)
    refused(lambda: make_return(cast.alder))


@pytest.mark.parametrize(
    "fields",
    [
        {"month": dt.date(2009, 1, 2)},
        {"status": "lost"},
        {"status": "submitted"},
        {"versions_sent": 1},
        {"submitted_at": MOMENT},
        {"accepted_at": MOMENT},
        {"queried_at": MOMENT},
        {"referrals_saved_at": MOMENT},
    ],
    ids=str,
)
def test_a_return_that_contradicts_itself(cast, fields):
    row = make_return(cast.alder)
    refused(lambda: MonthlyReturn.objects.filter(pk=row.pk).update(**fields))


def test_a_query_without_a_reason(cast):
    refused(lambda: make_return(cast.alder, status="queried", query_reason=""))


@pytest.mark.parametrize("fields", [{"referrals": 10_000}, {"referrals": -1}, {"urgency": "soon"}], ids=str)
def test_a_count_that_cannot_be(cast, fields):
    row = make_return(cast.alder, counts={make_specialty(): (1, None)})
    refused(lambda: ReferralCount.objects.filter(monthly_return=row).update(**fields))


def test_one_count_per_specialty_and_urgency(cast):
    row = make_return(cast.alder, counts={make_specialty(): (1, None)})
    again = ReferralCount(monthly_return=row, specialty=make_specialty(), urgency="elective", referrals=2)
    refused(again.save)


def test_one_version_per_number(submission):
    version = submit_return(**submission)
    version.pk = None
    refused(lambda: version.save(force_insert=True))


def test_versions_count_from_one(submission):
    version = submit_return(**submission)
    version.pk, version.number = None, 0
    refused(lambda: version.save(force_insert=True))


@pytest.mark.parametrize("fields", [{"pod": "XX"}, {"sex": "3"}, {"month": dt.date(2009, 1, 2)}], ids=str)
def test_an_episode_that_cannot_be(cast, fields):
    episode = make_episode(cast.alder)
    refused(lambda: type(episode).objects.filter(pk=episode.pk).update(**fields))


def test_an_episode_comes_once_from_its_provider(cast):
    make_episode(cast.alder, episode_id="E-1")
    refused(lambda: make_episode(cast.alder, episode_id="E-1"))


def test_an_answer_is_yes_no_or_not_known(cast):
    refused(lambda: make_validation(make_episode(cast.alder), dates_correct="perhaps"))


@pytest.mark.parametrize(
    "fields", [{"closes_on": dt.date(2009, 2, 1)}, {"validation_threshold": -1}], ids=str
)
def test_a_period_that_cannot_be(cast, fields):
    refused(lambda: make_period(cast.dacorum, **fields))


def test_a_period_begins_with_its_month(cast):
    period = make_period(cast.dacorum)
    period.month = dt.date(2009, 1, 2)
    refused(period.save)


def test_one_period_per_group_and_month(cast):
    make_period(cast.dacorum)
    refused(lambda: make_period(cast.dacorum))


def test_what_rows_are_called(cast, submission):
    version = submit_return(**submission)
    count = version.monthly_return.counts.first()
    assert str(version) == "Alder Surgery, January 2009, version 1"
    assert str(count) == "General Surgery elective: 3"
    assert str(make_period(cast.dacorum, JANUARY)) == "DacCom January 2009"
    assert str(make_provider()) == "West Hertfordshire Hospitals NHS Trust"


def test_no_patient_is_in_the_name_of_a_row(cast):
    episode = make_episode(cast.alder)
    assert str(episode) == f"Episode {episode.pk}"
    assert str(make_validation(episode)) == f"Answers about episode {episode.pk}"


def test_rows_are_read_by_those_who_may(cast):
    make_return(cast.alder)
    make_return(cast.oak)
    mine = make_episode(cast.alder)
    make_episode(cast.birch)
    assert [row.practice for row in MonthlyReturn.objects.visible_to(cast.max)] == [cast.alder]
    assert list(type(mine).objects.visible_to(cast.bob)) == [mine]
    assert not type(mine).objects.visible_to(cast.max)
