"""A practice raises a challenge about one episode, or withdraws it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from daccom.audit import record
from daccom.errors import Refused
from daccom.formats import long_date, money
from daccom.workflow import move
from practices.models import User
from referrals.challenges.words import clean_words, own_numbers
from referrals.models import Challenge, Episode, Load
from referrals.rules.challenges import require_raiser
from referrals.selectors.proposals import (
    about_any_version,
    challenged_for_the_pair,
    others_of_the_pair,
)
from referrals.selectors.reconciliation import dates_of
from referrals.services.challenge_steps import add_step
from referrals.services.facts import refresh_challenges
from referrals.workflow import WITHDRAW

PENNY = Decimal("0.01")


@transaction.atomic
def raise_challenge(
    *,
    episode: Episode,
    by: User,
    reason: str,
    words: str,
    amount: Decimal,
    direction: str,
    now: dt.datetime,
) -> Challenge:
    """Challenge what one episode cost; `amount` in pounds, above nought.

    Raises Refused: challenge.not-your-job, .superseded, .final-day-passed, .open, .settled, .pair, .amount,
    .over-the-cost, .words-needed, .words-too-long, .names-a-patient.
    """
    require_raiser(by, episode.practice)
    _require_current(episode)
    require_open_month(episode.load.pct_id, episode.load.settles_in, timezone.localdate(now))
    _require_unchallenged(episode, reason)
    require_amount(amount)
    _require_within_cost(episode, amount, direction)
    words = clean_words(words, needed="Say to the provider what is wrong.", known=own_numbers(episode))
    challenge = _only_one(
        episode,
        reason=reason,
        words=words,
        direction=direction,
        amount_at_stake=amount,
        raised_at=now,
        raised_by=by,
    )
    add_step(challenge=challenge, status=Challenge.Status.RAISED, by=by, now=now, words=words, amount=amount)
    record(
        by=by,
        verb="challenge.raised",
        target=challenge,
        after={"status": "raised", "reason": reason, "direction": direction, "amount": amount},
    )
    refresh_challenges({(challenge.practice_id, challenge.month)})
    return challenge


def _only_one(episode: Episode, reason: str, **given: Any) -> Challenge:
    """The new challenge of the episode; refuses when somebody else was quicker."""
    try:
        with transaction.atomic():
            return Challenge.objects.create(
                episode=episode,
                practice=episode.practice,
                provider=episode.provider,
                month=episode.month,
                settles_in=episode.load.settles_in,
                reason=reason,
                rule_version=_version_of(reason, episode),
                is_simulated=episode.is_simulated,
                **given,
            )
    except IntegrityError as error:
        raise _already_open() from error


def _version_of(reason: str, episode: Episode) -> str:
    """Of the rule that found it; nothing when a person did."""
    return next((row.rule_version for row in episode.findings.all() if row.rule == reason), "")


@transaction.atomic
def withdraw_challenge(*, challenge: Challenge, by: User, words: str, now: dt.datetime) -> None:
    """Take a challenge back that is not settled yet, and say why.

    Raises Refused: challenge.not-your-job, challenge.not-open, and what words must be.
    """
    require_raiser(by, challenge.practice)
    words = clean_words(words, needed="Say why you withdraw it.")
    before = challenge.status
    rows = Challenge.objects.filter(pk=challenge.pk)
    if not move(rows, WITHDRAW, ended_at=now, ended_by=by):
        raise Refused(
            "challenge.not-open", "This challenge has ended. Nothing was changed.", "Look at how it ended."
        )
    add_step(challenge=challenge, status=Challenge.Status.WITHDRAWN, by=by, now=now, words=words)
    record(
        by=by,
        verb="challenge.withdrawn",
        target=challenge,
        before={"status": before},
        after={"status": "withdrawn"},
    )
    refresh_challenges({(challenge.practice_id, challenge.month)})


def require_amount(amount: Decimal) -> None:
    """Raise Refused unless `amount` is above nought, in whole pence."""
    if not amount.is_finite() or amount <= 0 or amount != amount.quantize(PENNY):
        raise Refused(
            "challenge.amount", "The amount must be pounds and pence above nought.", "Type it again."
        )


def most_at_stake(episode: Episode, direction: str) -> Decimal:
    """The most that can be claimed: the cost; for an undercharge also what a check found missing."""
    if direction == Challenge.Direction.OVERCHARGE:
        return episode.total_cost
    missing = [-row.amount for row in episode.findings.all() if row.amount < 0]
    return max([episode.total_cost, *missing])


def _require_within_cost(episode: Episode, amount: Decimal, direction: str) -> None:
    most = most_at_stake(episode, direction)
    if amount > most:
        raise Refused(
            "challenge.over-the-cost",
            f"The episode cost {money(episode.total_cost)}: no more than {money(max(most, Decimal(0)))} "
            "can be at stake.",
            "Claim that or less.",
        )


def _require_current(episode: Episode) -> None:
    """Reads the load again and holds it: it may be replaced at this moment."""
    if Load.objects.select_for_update().get(pk=episode.load_id).status != Load.Status.CURRENT:
        raise Refused(
            "challenge.superseded",
            "The provider has sent this month again: this row no longer counts.",
            "Look at the episode as it stands now.",
        )


def require_open_month(pct_id: int, month: dt.date, today: dt.date) -> None:
    """Raise Refused after the month's final reconciliation date."""
    dates = dates_of(pct_id, month)
    if dates.is_over(today):
        raise Refused(
            "challenge.final-day-passed",
            f"The month was settled for good on {long_date(dates.final_on)}.",
            "Nothing more can be claimed for it.",
        )


def _require_unchallenged(episode: Episode, reason: str) -> None:
    """One challenge at a time, none after the provider's answer, one for the two rows of a pair.

    An open challenge about an earlier version of the row claims the same price.
    """
    if about_any_version(episode).open().exists():
        raise _already_open()
    if Challenge.objects.filter(episode=episode, status__in=Challenge.SETTLED).exists():
        raise Refused(
            "challenge.settled",
            "The provider has answered about this episode already.",
            "Look at the answer in its challenge.",
        )
    if challenged_for_the_pair(others_of_the_pair(episode, reason)).exists():
        raise Refused(
            "challenge.pair",
            "The other row of this pair is challenged already: the same price is claimed once.",
            "Follow that challenge.",
        )


def _already_open() -> Refused:
    return Refused(
        "challenge.open",
        "This episode is challenged already. Nothing was changed.",
        "Follow the challenge that is open.",
    )
