"""Plain builders of challenges: findings, challenges in any state, batches, dates."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from daccom import calendar
from daccom.calendar import Month
from practices.models import PCT, User
from referrals.models import (
    Challenge,
    ChallengeBatch,
    ChallengeStep,
    Episode,
    Finding,
    Reason,
    Reconciliation,
)
from referrals.services.challenges import raise_challenge
from referrals.services.facts import refresh_challenges
from tests.referrals.builders import manager_of

ENDED = ("accepted", "partly_accepted", "rejected", "withdrawn", "lapsed")


def make_finding(episode: Episode, rule: str = "price", amount: str = "1200.00", **fields: Any) -> Finding:
    """What a check found about an episode; a negative amount is an undercharge."""
    defaults: dict[str, Any] = {
        "load": episode.load,
        "practice": episode.practice,
        "month": episode.month,
        "rule_version": f"{rule}-1",
        "words": "Costs more than the tariff for its HRG.",
        "found_on": episode.month,
    }
    return Finding.objects.create(
        episode=episode, rule=rule, amount=Decimal(amount), **{**defaults, **fields}
    )


def claim(episode: Episode, by: User, amount: str = "1000.00", **changes: Any) -> Challenge:
    """Raise a challenge through the service: coding, an overcharge, unless told."""
    said: dict[str, Any] = {
        "reason": "coding",
        "words": "Coded as another operation.",
        "direction": "overcharge",
        "now": calendar.now(),
    }
    return raise_challenge(episode=episode, by=by, amount=Decimal(amount), **{**said, **changes})


def make_batch(pct: PCT, by: User, provider: Any, **fields: Any) -> ChallengeBatch:
    """This month's batch to the provider, sent now."""
    defaults: dict[str, Any] = {
        "number": ChallengeBatch.objects.filter(pct=pct, provider=provider).count() + 1,
        "month": Month.of(calendar.today()).first,
        "sent_at": calendar.now(),
        "sent_by": by,
    }
    return ChallengeBatch.objects.create(pct=pct, provider=provider, **{**defaults, **fields})


def make_challenge(
    episode: Episode,
    status: str = Challenge.Status.RAISED,
    amount: str | Decimal = "1000.00",
    *,
    by: User | None = None,
    batch: ChallengeBatch | None = None,
    **fields: Any,
) -> Challenge:
    """A challenge in any state, with the fields that its state implies and its first step."""
    raiser = by or manager_of(episode.practice)
    now, stake = calendar.now(), Decimal(amount)
    if batch is None and status not in ("raised", "withdrawn", "lapsed"):
        batch = make_batch(episode.load.pct, raiser, episode.provider, is_supplementary=True)
    defaults: dict[str, Any] = {"raised_at": now, "raised_by": raiser, "batch": batch}
    if status in ENDED:
        defaults |= {"ended_at": now, "ended_by": raiser if status != "lapsed" else None}
    recovered = {"accepted": stake, "partly_accepted": (stake / 4).quantize(Decimal("0.01"))}
    made = Challenge.objects.create(
        episode=episode,
        practice=episode.practice,
        provider=episode.provider,
        month=episode.month,
        settles_in=episode.load.settles_in,
        status=status,
        amount_at_stake=stake,
        **{
            "reason": Reason.CODING,
            "words": "Coded as another operation.",
            "amount_recovered": recovered.get(status),
            "answer": "The coding is right." if status == "rejected" else "",
            **defaults,
            **fields,
        },
    )
    ChallengeStep.objects.create(
        challenge=made, number=1, status="raised", words=made.words, amount=stake, made_at=now, made_by=raiser
    )
    refresh_challenges({(made.practice_id, made.month)})
    return made


def settle_by(pct: PCT, month: Month, first_on: dt.date, final_on: dt.date) -> Reconciliation:
    """The agreed dates of a month."""
    return Reconciliation.objects.create(pct=pct, month=month.first, first_on=first_on, final_on=final_on)
