"""The history of a challenge: called in the transaction that moves its state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from decimal import Decimal

from django.db.models import Count

from practices.models import User
from referrals.models import Challenge, ChallengeStep


def add_step(
    *,
    challenge: Challenge,
    status: str,
    by: User | None,
    now: dt.datetime,
    words: str = "",
    amount: Decimal | None = None,
) -> None:
    """The next line of one challenge's history; `by` None is the system, `amount` in pounds."""
    number = ChallengeStep.objects.filter(challenge=challenge).count() + 1
    ChallengeStep.objects.create(
        challenge=challenge,
        number=number,
        status=status,
        words=words,
        amount=amount,
        made_at=now,
        made_by=by,
    )


def add_steps(
    *, challenges: Collection[int], status: str, by: User | None, now: dt.datetime, words: str = ""
) -> None:
    """The same next line for many, by id; two queries."""
    so_far = dict(
        Challenge.objects.filter(pk__in=challenges)
        .order_by("pk")
        .annotate(so_far=Count("steps"))
        .values_list("pk", "so_far")
    )
    ChallengeStep.objects.bulk_create(
        ChallengeStep(challenge_id=pk, number=steps + 1, status=status, words=words, made_at=now, made_by=by)
        for pk, steps in so_far.items()
    )
