"""Many at once on PostgreSQL: one wins, the others are told. Other databases do not collect this module."""

from __future__ import annotations

import pytest

from daccom import calendar
from referrals.challenges.replies import ReplyAnswer
from referrals.models import Challenge, ChallengeBatch, ChallengeStep
from referrals.services.challenge_batches import send_batch
from referrals.services.challenge_lapsing import lapse_challenges
from referrals.services.challenge_settling import settle_batch
from referrals.services.challenges import withdraw_challenge
from tests.referrals.builders import make_episode, make_provider
from tests.referrals.builders_challenges import claim, make_challenge
from tests.referrals.test_concurrency import at_once

pytestmark = pytest.mark.django_db(transaction=True)
Status = Challenge.Status


def test_twenty_raise_the_same_episode_and_one_wins(cast):
    episode = make_episode(cast.alder)
    assert cast.alice.access.practice_ids
    told = at_once(20, lambda number: claim(episode, cast.alice))
    assert told == {"done": 1, "challenge.open": 19}
    assert ChallengeStep.objects.count() == 1


def test_two_settle_at_once_and_the_second_is_told_apart(cast):
    challenge = make_challenge(make_episode(cast.alder), "with_provider")
    assert cast.pat.access.pct_ids
    settled = []

    def settle(number: int) -> None:
        reason = f"Answer {number}"
        answer = ReplyAnswer(challenge.pk, Status.REJECTED, None, reason)
        settled.append(settle_batch(batch=challenge.batch, by=cast.pat, answers=[answer], now=calendar.now()))

    at_once(10, settle)
    assert sorted(one.now for one in settled) == [0] * 9 + [1]
    assert ChallengeStep.objects.filter(status="rejected").count() == 1


def test_two_clicks_make_one_batch(cast):
    make_challenge(make_episode(cast.alder))
    assert cast.pat.access.pct_ids
    told = at_once(
        10,
        lambda number: send_batch(pct=cast.pct, provider=make_provider(), by=cast.pat, now=calendar.now()),
    )
    assert told["done"] == 1
    assert ChallengeBatch.objects.count() == 1
    assert ChallengeStep.objects.filter(status="with_provider").count() == 1


def test_withdrawing_and_lapsing_at_once_end_it_once(cast, settings):
    challenge = make_challenge(make_episode(cast.alder))
    assert cast.alice.access.practice_ids
    settings.TODAY = "2009-05-01"

    def end(number: int) -> None:
        if number % 2:
            lapse_challenges(by=None, now=calendar.now())
        else:
            withdraw_challenge(challenge=challenge, by=cast.alice, words="Ours.", now=calendar.now())

    at_once(10, end)
    challenge.refresh_from_db()
    assert not challenge.is_open
    assert challenge.steps.count() == 2
