"""The PCT sends a provider what its practices raised: one batch a calendar month (docs/adr/0052)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from daccom.audit import record
from daccom.calendar import Month
from daccom.errors import Refused
from daccom.formats import long_date
from practices.models import PCT, User
from referrals.models import Challenge, ChallengeBatch, Provider
from referrals.rules.challenges import require_commissioner
from referrals.selectors.challenge_batches import Due, due_batches, sent_in
from referrals.services.challenge_steps import add_steps
from referrals.workflow import SEND


@transaction.atomic
def send_batch(*, pct: PCT, provider: Provider, by: User, now: dt.datetime) -> ChallengeBatch:
    """Send all that may go to `provider` today as one batch, and number it.

    Raises Refused: challenge.not-your-job, batch.nothing-to-send, batch.sent-this-month (what is left waits
    for the next month).
    """
    require_commissioner(by, pct)
    PCT.objects.select_for_update().get(pk=pct.pk)  # of two clicks the second finds the first one's batch
    today = timezone.localdate(now)
    due = _due(pct, provider, today)
    batch = ChallengeBatch.objects.create(
        pct=pct,
        provider=provider,
        number=_next_number(pct, provider),
        month=Month.of(today).first,
        is_supplementary=due.is_supplementary,
        sent_at=now,
        sent_by=by,
    )
    Challenge.objects.filter(pk__in=due.may_go, status__in=SEND.sources).update(
        status=SEND.target, batch=batch
    )
    held = list(batch.challenges.values_list("pk", flat=True))
    if not held:
        raise _nothing(provider)
    add_steps(challenges=held, status=SEND.target, by=by, now=now, words=f"In batch {batch.number}.")
    record(
        by=by,
        verb="batch.sent",
        target=batch,
        after={"provider": provider.ods_code, "number": batch.number, "challenges": len(held)},
    )
    return batch


def _due(pct: PCT, provider: Provider, today: dt.date) -> Due:
    """What may go, or a refusal that says when the rest can."""
    found = due_batches(pct, today, provider)
    if found and found[0].may_go:
        return found[0]
    sent = sent_in(pct, Month.of(today)).filter(provider=provider).first()
    if sent is None:
        raise _nothing(provider)
    next_month = Month.of(today).next().first
    raise Refused(
        "batch.sent-this-month",
        f"Batch {sent.number} went to {provider} this month, and nothing would lapse before the next.",
        f"What is raised goes from {long_date(next_month)}.",
    )


def _nothing(provider: Provider) -> Refused:
    return Refused("batch.nothing-to-send", f"Nothing is raised for {provider}.", "Wait for the practices.")


def _next_number(pct: PCT, provider: Provider) -> int:
    sent = ChallengeBatch.objects.filter(pct=pct, provider=provider)
    return (sent.aggregate(last=Max("number"))["last"] or 0) + 1
