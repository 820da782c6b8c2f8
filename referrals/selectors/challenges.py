"""One challenge: its history, and what a newer version of its month says about it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from referrals.models import Challenge, ChallengeStep, Episode, Load


@dataclass(frozen=True)
class Replacement:
    """The provider sent the month again: the version that counts now, and the episode in it.

    `now` None: the episode is no longer there, or nothing counts any more.
    """

    load: Load | None
    was: Decimal
    now: Decimal | None
    is_corrected: bool
    """The provider now charges what the challenge asks for, or nothing at all."""


def replacement_of(challenge: Challenge) -> Replacement | None:
    """What replaced the challenged row; None while it still counts. Reads `episode.load`."""
    old = challenge.episode
    if old.load.status == Load.Status.CURRENT:
        return None
    same_month = Load.objects.current().filter(pct=old.load.pct_id, provider=old.provider_id, month=old.month)
    load = same_month.select_related("extract").first()
    new = Episode.every.filter(load=load, episode_id=old.episode_id).first() if load else None
    now = new.total_cost if new else None
    return Replacement(load, old.total_cost, now, _is_corrected(challenge, old.total_cost, now))


def _is_corrected(challenge: Challenge, was: Decimal, now: Decimal | None) -> bool:
    moved = was - (now or Decimal(0))
    if challenge.direction == Challenge.Direction.UNDERCHARGE:
        moved = -moved
    return moved >= challenge.amount_at_stake


def history(challenge: Challenge) -> QuerySet[ChallengeStep]:
    """Its steps, the newest first, with who made them."""
    return ChallengeStep.objects.filter(challenge=challenge).select_related("made_by").order_by("-number")
