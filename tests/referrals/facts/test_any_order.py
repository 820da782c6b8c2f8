"""Whatever happens in whatever order, the facts kept are those of a full rebuild."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from daccom import calendar
from daccom.errors import Refused
from referrals.challenges.replies import ReplyAnswer
from referrals.models import ActivityFact, Challenge, Episode, MonthFact, MonthlyReturn, ReferralFact
from referrals.selectors.months import practice_month
from referrals.selectors.returns import preview
from referrals.services.challenge_batches import send_batch
from referrals.services.challenge_lapsing import lapse_challenges
from referrals.services.challenge_settling import settle_batch
from referrals.services.challenges import withdraw_challenge
from referrals.services.facts_rebuilding import months_with_facts, rebuild_month
from referrals.services.reviews import accept_return, query_return
from referrals.services.submission import submit_return
from referrals.services.summaries import post_summaries
from referrals.summary_files import SummaryLine
from tests.cast import Cast
from tests.referrals.builders import JANUARY, make_provider, make_specialty
from tests.referrals.builders_challenges import claim
from tests.referrals.builders_extracts import checked
from tests.referrals.hidas.files import csv_file, row

CODES = ("E82901", "E82902", "E82903")


def load(cast: Cast, number: int) -> None:
    """A file with some of the practices, which replaces the one before."""
    rows = [
        row(each, practice_code=CODES[(number + each) % 3], hrg=f"H{number}") for each in range(1 + number)
    ]
    checked(cast.pct, csv_file(rows))


def submit(cast: Cast, number: int) -> None:
    found = practice_month(cast.alder, JANUARY)
    submit_return(
        practice=cast.alder,
        month=JANUARY,
        by=cast.alice,
        declared_name="Alice",
        seen=preview(found).seen,
        now=calendar.now(),
        answer="Counted again.",
    )


def query(cast: Cast, number: int) -> None:
    sent = MonthlyReturn.objects.get(practice=cast.alder)
    now, version = calendar.now(), sent.versions_sent
    query_return(monthly_return=sent, by=cast.max, reason="Why?", version=version, now=now)
    sent.counts.update(referrals=number)


def accept(cast: Cast, number: int) -> None:
    sent = MonthlyReturn.objects.get(practice=cast.alder)
    accept_return(monthly_return=sent, by=cast.max, version=sent.versions_sent, now=calendar.now())


def challenge(cast: Cast, number: int) -> None:
    for episode in Episode.objects.filter(practice=cast.alder).order_by("pk")[number : number + 1]:
        claim(episode, cast.alice, f"{100 + number}.50")


def withdraw(cast: Cast, number: int) -> None:
    for found in Challenge.objects.open()[:1]:
        withdraw_challenge(challenge=found, by=cast.alice, words="A mistake.", now=calendar.now())


def settle(cast: Cast, number: int) -> None:
    batch = send_batch(pct=cast.pct, provider=make_provider(), by=cast.pat, now=calendar.now())
    answers = [ReplyAnswer(row.pk, Challenge.Status.REJECTED, None, "No.") for row in batch.challenges.all()]
    settle_batch(batch=batch, by=cast.pat, answers=answers[:1], now=calendar.now())


def lapse(cast: Cast, number: int) -> None:
    lapse_challenges(by=None, now=calendar.now() + dt.timedelta(days=100))


def post(cast: Cast, number: int) -> None:
    practices = (cast.alder, cast.birch, cast.oak)
    lines = [
        SummaryLine(practice.pk, month, "OPFA", make_specialty().pk, 40, Decimal("10.25"), number)
        for practice in practices[: 1 + number % 3]
        for month in ("2009-01", "2008-12")[: 1 + number % 2]
    ]
    post_summaries(pct=cast.pct, lines=lines, file_name="counts.csv", by=cast.ira)


STEPS: list[Callable[[Cast, int], None]] = [
    load,
    submit,
    query,
    accept,
    challenge,
    withdraw,
    settle,
    lapse,
    post,
]


def facts() -> list[list[Any]]:
    """All facts that say something, without their ids."""
    found = []
    for model in (MonthFact, ActivityFact, ReferralFact):
        names = [field.attname for field in model._meta.concrete_fields if field.name != "id"]
        found.append(sorted(map(repr, model.objects.values_list(*names))))
    return found


@pytest.mark.usefixtures("january", "places")
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 5)), min_size=3, max_size=10))
def test_any_steps_leave_what_a_rebuild_counts(cast, steps):
    with transaction.atomic():
        for step, number in steps:
            try:
                with transaction.atomic():
                    step(cast, number)
            except Refused:
                continue
        kept = facts()
        for month in months_with_facts():
            rebuild_month(month)
        assert facts() == kept
        transaction.set_rollback(True)
