"""What the provider said is settled once, and told apart when it was settled before."""

import datetime as dt
from decimal import Decimal

import pytest

from daccom import audit, calendar
from daccom.errors import Refused
from referrals.challenges.replies import ReplyAnswer
from referrals.models import Challenge
from referrals.services.challenge_settling import settle_batch
from tests.referrals.builders import JANUARY, make_episode
from tests.referrals.builders_challenges import make_batch, make_challenge, settle_by

Status = Challenge.Status


@pytest.fixture
def challenge(cast):
    """With the provider, £1,000.00 at stake."""
    return make_challenge(make_episode(cast.alder), "with_provider")


def answer(challenge, decision="accepted", amount="1000.00", reason=""):
    pounds = Decimal(amount) if amount else None
    return ReplyAnswer(challenge.pk, Status(decision), pounds, reason)


def settle(cast, challenge, *answers, by="pat", now=None):
    return settle_batch(batch=challenge.batch, by=cast[by], answers=answers, now=now or calendar.now())


@pytest.mark.parametrize(
    ("decision", "amount", "reason"),
    [
        ("accepted", "1000.00", ""),
        ("partly_accepted", "400.50", "Only the bed days."),
        ("rejected", None, "The coding is right."),
    ],
)
def test_each_decision(cast, challenge, decision, amount, reason):
    settled = settle(cast, challenge, answer(challenge, decision, amount, reason))
    challenge.refresh_from_db()
    assert (challenge.status, challenge.answer, challenge.ended_by) == (decision, reason, cast.pat)
    assert challenge.amount_recovered == (Decimal(amount) if amount else None)
    assert (settled.now, settled.recovered) == (1, Decimal(amount or 0))
    step = challenge.steps.last()
    assert (step.status, step.amount, step.words) == (decision, challenge.amount_recovered, reason)
    assert audit.history(challenge)[0].additional_data["verb"] == "challenge.settled"


@pytest.mark.parametrize("name", ["fin", "alice", "max", "zoe"])
def test_only_the_commissioner_settles(cast, challenge, name):
    with pytest.raises(Refused) as caught:
        settle(cast, challenge, answer(challenge), by=name)
    assert caught.value.rule == "challenge.not-your-job"


@pytest.mark.parametrize(
    ("decision", "amount", "reason"),
    [
        ("accepted", "999.99", ""),
        ("partly_accepted", "1000.00", ""),
        ("partly_accepted", "0.00", ""),
        ("rejected", None, ""),
        ("rejected", "1.00", "No."),
        ("withdrawn", None, "Never mind."),
        ("accepted", "1000.00", "Patient 9434765919"),
    ],
)
def test_the_money_rules_hold_whoever_answers(cast, challenge, decision, amount, reason):
    with pytest.raises(Refused) as caught:
        settle(cast, challenge, answer(challenge, decision, amount, reason))
    challenge.refresh_from_db()
    assert (caught.value.rule, challenge.status) == ("challenge.wrong-answer", "with_provider")


def test_all_or_nothing(cast, challenge):
    other = make_challenge(make_episode(cast.alder), "with_provider", batch=challenge.batch)
    with pytest.raises(Refused):
        settle(cast, challenge, answer(challenge), answer(other, "rejected", None))
    challenge.refresh_from_db()
    assert challenge.status == "with_provider"


def test_a_challenge_of_another_batch_is_refused(cast, challenge):
    other = make_challenge(make_episode(cast.alder), "with_provider")
    with pytest.raises(Refused) as caught:
        settle(cast, challenge, answer(other))
    assert caught.value.rule == "challenge.not-in-batch"


def test_the_same_answers_again_change_nothing_and_say_so(cast, challenge):
    settle(cast, challenge, answer(challenge))
    again = settle(cast, challenge, answer(challenge))
    assert (again.now, again.before, again.otherwise) == (0, 1, [])
    assert challenge.steps.count() == 2


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("withdrawn", "withdrawn"),
        ("lapsed", "lapsed"),
        ("rejected", "rejected"),
        ("partly_accepted", "partly accepted, £250"),
    ],
)
def test_what_ended_otherwise_is_told_apart(cast, challenge, status, words):
    ended = make_challenge(make_episode(cast.alder), status, batch=challenge.batch)
    settled = settle(cast, challenge, answer(challenge), answer(ended))
    assert (settled.now, settled.otherwise) == (1, [f"Challenge {ended.pk} stays {words}"])
    ended.refresh_from_db()
    assert ended.status == status


def test_the_final_date_still_counts_and_the_day_after_does_not(cast, challenge):
    settle_by(cast.pct, JANUARY, dt.date(2009, 2, 10), calendar.today())
    tomorrow = calendar.now() + dt.timedelta(days=1)
    late = settle(cast, challenge, answer(challenge), now=tomorrow)
    assert late.otherwise == [f"Challenge {challenge.pk} stays lost, as its month closed on 20 February 2009"]
    assert settle(cast, challenge, answer(challenge)).now == 1


def test_few_queries_for_a_batch_of_many(cast, django_assert_max_num_queries):
    batch = make_batch(cast.pct, cast.pat, make_episode(cast.alder).provider)
    held = [make_challenge(make_episode(cast.alder), "with_provider", batch=batch) for _ in range(10)]
    with django_assert_max_num_queries(10 * 4 + 12):
        assert settle(cast, held[0], *map(answer, held)).now == 10
