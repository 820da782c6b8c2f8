"""After a month's final date everything open is lost, once."""

import datetime as dt

import pytest

from daccom import audit, calendar
from referrals.models import Challenge
from referrals.services.challenge_lapsing import lapse_challenges
from referrals.tasks import lapse_overdue_challenges
from tests.referrals.builders import DECEMBER, JANUARY, make_episode
from tests.referrals.builders_challenges import make_challenge, settle_by

AFTER = dt.datetime(2009, 5, 1, 1, 0, tzinfo=dt.UTC)
LAST_DAY = dt.datetime(2009, 4, 30, 22, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize("status", ["raised", "with_provider"])
def test_what_is_open_is_lost_the_day_after(cast, status):
    challenge = make_challenge(make_episode(cast.alder), status)
    assert lapse_challenges(by=None, now=LAST_DAY) == 0
    assert lapse_challenges(by=None, now=AFTER) == 1
    challenge.refresh_from_db()
    assert (challenge.status, challenge.ended_at, challenge.ended_by) == ("lapsed", AFTER, None)
    step = challenge.steps.last()
    assert (step.status, step.made_by) == ("lapsed", None)
    assert step.words == "Not settled by the final date, 30 April 2009."
    assert audit.history(challenge)[0].additional_data["verb"] == "challenge.lapsed"


def test_a_second_run_finds_nothing(cast):
    make_challenge(make_episode(cast.alder))
    assert [lapse_challenges(by=None, now=AFTER) for _ in range(2)] == [1, 0]


@pytest.mark.parametrize("status", ["accepted", "partly_accepted", "rejected", "withdrawn", "lapsed"])
def test_what_has_ended_keeps_its_end(cast, status):
    make_challenge(make_episode(cast.alder), status)
    assert lapse_challenges(by=None, now=AFTER) == 0
    assert Challenge.objects.get().status == status


def test_each_month_and_pct_by_its_own_dates(cast):
    december = make_challenge(make_episode(cast.alder, DECEMBER))
    make_challenge(make_episode(cast.alder, JANUARY))
    settle_by(cast.pct, DECEMBER, dt.date(2009, 1, 31), dt.date(2009, 2, 19))
    settle_by(cast.other_pct, JANUARY, dt.date(2009, 2, 1), dt.date(2009, 2, 19))
    assert lapse_challenges(by=None, now=calendar.now()) == 1
    assert Challenge.objects.get(status="lapsed") == december


def test_the_daily_task_does_it_by_the_business_date(cast, settings):
    make_challenge(make_episode(cast.alder))
    assert lapse_overdue_challenges() == 0
    settings.TODAY = "2009-05-01"
    assert [lapse_overdue_challenges() for _ in range(2)] == [1, 0]


def test_beat_runs_it_every_day(settings):
    tasks = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert "referrals.tasks.lapse_overdue_challenges" in tasks
