"""The PCT settles what a provider answered: accepted, accepted in part, or rejected with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from daccom.audit import record
from daccom.errors import Refused
from daccom.formats import long_date, money
from daccom.workflow import Transition, move
from practices.models import User
from referrals.challenges.replies import DECISION, ReplyAnswer, answer_of
from referrals.models import Challenge, ChallengeBatch
from referrals.rules.challenges import require_commissioner
from referrals.selectors.reconciliation import settling_dates
from referrals.services.challenge_steps import add_step
from referrals.services.facts import refresh_challenges
from referrals.workflow import ACCEPT_PART, ACCEPT_WHOLE, REJECT

Status = Challenge.Status
STEPS: Mapping[str, Transition] = {
    Status.ACCEPTED: ACCEPT_WHOLE,
    Status.PARTLY_ACCEPTED: ACCEPT_PART,
    Status.REJECTED: REJECT,
}


@dataclass
class Settled:
    """What became of a reply's answers: settled now, settled so before, and otherwise than it says."""

    now: int = 0
    recovered: Decimal = Decimal(0)
    before: int = 0
    otherwise: list[str] = field(default_factory=list)


@transaction.atomic
def settle_batch(
    *, batch: ChallengeBatch, by: User, answers: Sequence[ReplyAnswer], now: dt.datetime
) -> Settled:
    """Settle each answered challenge of `batch` that is still with the provider.

    What ended before keeps its end and is told apart; the same answers again change nothing. Raises Refused:
    challenge.not-your-job, challenge.not-in-batch, challenge.wrong-answer.
    """
    require_commissioner(by, batch.pct_id)
    rows = Challenge.objects.select_for_update().filter(batch=batch).order_by("pk")
    held = {row.pk: row for row in rows}
    dates = settling_dates({(batch.pct_id, row.settles_in) for row in held.values()})
    settled = Settled()
    for answer in answers:
        challenge = held.get(answer.challenge)
        if challenge is None:
            raise Refused(
                "challenge.not-in-batch", "That challenge is not in this batch.", "Open its own batch."
            )
        _require_fit(challenge, answer)
        lost_on = dates[batch.pct_id, challenge.settles_in].final_on
        _settle(challenge, answer, by, now, lost_on, settled)
    refresh_challenges({(row.practice_id, row.month) for row in held.values()})
    return settled


def _require_fit(challenge: Challenge, answer: ReplyAnswer) -> None:
    """The money rules once more, whoever made the answer."""
    amount = "" if answer.amount is None else f"{answer.amount:.2f}"
    again = answer_of(challenge.pk, answer.decision.value, amount, answer.reason, challenge.amount_at_stake)
    if again != answer:
        wrong = again if isinstance(again, dict) else {DECISION: "Say what the provider decided."}
        raise Refused("challenge.wrong-answer", " ".join(wrong.values()), "Correct the answer.")


def _settle(
    challenge: Challenge,
    answer: ReplyAnswer,
    by: User,
    now: dt.datetime,
    final_on: dt.date,
    settled: Settled,
) -> None:
    """One answer: carried out, or counted among those that ended before."""
    if timezone.localdate(now) > final_on or not move(
        Challenge.objects.filter(pk=challenge.pk),
        STEPS[answer.decision],
        amount_recovered=answer.amount,
        answer=answer.reason,
        ended_at=now,
        ended_by=by,
    ):
        _tell_apart(challenge, answer, final_on, settled)
        return
    challenge.status, challenge.amount_recovered = answer.decision, answer.amount
    add_step(
        challenge=challenge,
        status=answer.decision,
        by=by,
        now=now,
        words=answer.reason,
        amount=answer.amount,
    )
    record(
        by=by,
        verb="challenge.settled",
        target=challenge,
        before={"status": Status.WITH_PROVIDER.value},
        after={"status": answer.decision.value, "recovered": answer.amount},
    )
    settled.now += 1
    settled.recovered += answer.amount or Decimal(0)


def _tell_apart(challenge: Challenge, answer: ReplyAnswer, final_on: dt.date, settled: Settled) -> None:
    if (challenge.status, challenge.amount_recovered) == (answer.decision, answer.amount):
        settled.before += 1
        return
    stands = challenge.get_status_display().lower()
    if challenge.amount_recovered is not None:
        stands += f", {money(challenge.amount_recovered)}"
    if challenge.is_open:
        stands = f"lost, as its month closed on {long_date(final_on)}"
    settled.otherwise.append(f"Challenge {challenge.pk} stays {stands}")
