"""Many who change one month at once on PostgreSQL: the facts end right, and nobody waits for ever."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from decimal import Decimal

import pytest
from django.db import connection, transaction

from daccom import calendar
from referrals.challenges.replies import ReplyAnswer
from referrals.models import Challenge, MonthFact
from referrals.services.challenge_settling import settle_batch
from referrals.services.facts_rebuilding import rebuild_month
from referrals.services.summaries import post_summaries
from referrals.summary_files import SummaryLine
from tests.referrals.builders import DECEMBER, JANUARY, make_episode, make_provider, make_specialty
from tests.referrals.builders_challenges import claim, make_batch, make_challenge
from tests.referrals.builders_summaries import make_summary
from tests.referrals.test_concurrency import at_once

ACCEPTED = Challenge.Status.ACCEPTED
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("facts_agree_after")]


@pytest.fixture
def facts_agree_after(cast, facts_agree):
    """Agreed after the last thread, before the tables are emptied."""


def test_twenty_challenge_a_month_of_one_practice(cast):
    episodes = [make_episode(cast.alder) for _ in range(20)]
    assert cast.alice.access.practice_ids
    told = at_once(20, lambda number: claim(episodes[number], cast.alice))
    assert told == {"done": 20}
    fact = MonthFact.objects.get(practice=cast.alder, month=JANUARY.first)
    assert (fact.challenges, fact.challenged_gross) == (20, Decimal(20_000))


def test_two_providers_answers_about_the_same_practices(cast):
    """Each settles both practices' challenges, in the other order."""
    batches = []
    for code in ("RWG", "RYJ"):
        provider = make_provider(code, f"Trust {code}")
        batch = make_batch(cast.pct, cast.pat, provider)
        practices = [cast.alder, cast.birch] if code == "RWG" else [cast.birch, cast.alder]
        for practice in practices * 5:
            for month in (JANUARY, DECEMBER):
                make_challenge(make_episode(practice, month, provider=provider), "with_provider", batch=batch)
        batches.append(batch)
    assert cast.pat.access.pct_ids

    def settle(number: int) -> None:
        batch = batches[number % 2]
        answers = [ReplyAnswer(row.pk, ACCEPTED, Decimal(1000), "") for row in batch.challenges.all()]
        settle_batch(batch=batch, by=cast.pat, answers=answers, now=calendar.now())

    assert at_once(2, settle) == {"done": 2}


def test_the_second_waits_and_counts_what_the_first_wrote(cast):
    """The other PCT posts while our own has counted and not yet committed."""

    def post() -> None:
        with transaction.atomic():
            make_summary(cast.alder, pct=cast.other_pct, pod="AE", activity=7)
        connection.close()

    make_episode(cast.alder)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            make_summary(cast.alder)
            second = pool.submit(post)
            assert not wait([second], timeout=1).done
        second.result()
    fact = MonthFact.objects.get(practice=cast.alder)
    assert (fact.nel_activity, fact.opfup_activity, fact.ae_activity) == (1, 10, 7)


def test_counts_posted_while_a_rebuild_runs_and_challenges_come(cast):
    episodes = [make_episode(cast.alder) for _ in range(12)]
    specialty = make_specialty().pk
    assert cast.alice.access.practice_ids
    assert cast.ira.access.pct_ids

    def act(number: int) -> None:
        if number % 3 == 0:
            line = SummaryLine(cast.alder.pk, "2009-01", "AE", specialty, number, Decimal(number), None)
            post_summaries(pct=cast.pct, lines=[line], file_name="a.csv", by=cast.ira)
        elif number % 3 == 1:
            rebuild_month(JANUARY)
        else:
            claim(episodes[number], cast.alice)

    assert at_once(12, act) == {"done": 12}
