"""What waits to be sent to each provider, and what was sent."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from daccom.calendar import Month
from practices.models import PCT, User
from referrals.challenges.states import NOTHING
from referrals.models import Challenge, ChallengeBatch, Provider
from referrals.selectors.reconciliation import settling_dates

Direction = Challenge.Direction
OPEN = Q(challenges__status=Challenge.Status.WITH_PROVIDER)
UNDER = Q(challenges__direction=Direction.UNDERCHARGE)
STAKE = "challenges__amount_at_stake"


@dataclass
class Due:
    """What one provider could be sent today.

    `sent` is this month's ordinary batch when it is out already; then only what would lapse before the next
    month begins may go, in a supplementary one. Amounts in pounds, `under` are undercharges.
    """

    provider: Provider
    sent: ChallengeBatch | None
    next_month: Month
    raised: int = 0
    over: Decimal = Decimal(0)
    under: Decimal = Decimal(0)
    may_go: list[int] = field(default_factory=list)
    lapse_on: dt.date | None = None

    @property
    def net(self) -> Decimal:
        return self.over - self.under

    @property
    def is_supplementary(self) -> bool:
        return self.sent is not None

    @property
    def waits(self) -> int:
        """How many stay behind for the next month's batch."""
        return self.raised - len(self.may_go)


def due_batches(pct: PCT, today: dt.date, provider: Provider | None = None) -> list[Due]:
    """What is raised for each provider, the one with most at stake first; three queries.

    What has passed its final date is left out: it is lost.
    """
    raised = Challenge.objects.filter(status=Challenge.Status.RAISED, episode__load__pct=pct)
    if provider:
        raised = raised.filter(provider=provider)
    rows = list(raised.select_related("provider").order_by("pk"))
    dates = settling_dates({(pct.pk, row.settles_in) for row in rows})
    sent = {batch.provider_id: batch for batch in sent_in(pct, Month.of(today))}
    next_month = Month.of(today).next()
    found: dict[int, Due] = {}
    for row in rows:
        final_on = dates[pct.pk, row.settles_in].final_on
        if final_on >= today:
            due = found.setdefault(row.provider_id, Due(row.provider, sent.get(row.provider_id), next_month))
            _count(due, row, final_on)
    return sorted(found.values(), key=lambda due: (-due.over, due.provider.name))


def _count(due: Due, row: Challenge, final_on: dt.date) -> None:
    due.raised += 1
    if row.direction == Direction.OVERCHARGE:
        due.over += row.amount_at_stake
    else:
        due.under += row.amount_at_stake
    if due.sent is None or final_on < due.next_month.first:
        due.may_go.append(row.pk)
    due.lapse_on = min(due.lapse_on or final_on, final_on)


def sent_in(pct: PCT, month: Month) -> QuerySet[ChallengeBatch]:
    """The ordinary batches of one calendar month."""
    return ChallengeBatch.objects.filter(pct=pct, month=month.first, is_supplementary=False)


def batches_of(user: User) -> QuerySet[ChallengeBatch]:
    """The batches a person may read, newest first, with what they hold and what is still unanswered."""
    return (
        ChallengeBatch.objects.visible_to(user)
        .select_related("provider", "pct", "sent_by")
        .annotate(
            held=Count("challenges"),
            gross=Coalesce(Sum(STAKE, filter=~UNDER), NOTHING),
            net=Coalesce(Sum(STAKE), NOTHING) - 2 * Coalesce(Sum(STAKE, filter=UNDER), NOTHING),
            unanswered=Count("challenges", filter=OPEN),
        )
        .order_by("-sent_at", "-pk")
    )


def batch_challenges(batch: ChallengeBatch) -> list[Challenge]:
    """What a batch holds, in the order of its file."""
    held = Challenge.objects.filter(batch=batch).select_related("episode", "practice", "provider")
    return list(held.order_by("pk"))


def unanswered(pct_ids: frozenset[int], today: dt.date) -> dict[ChallengeBatch, dt.date]:
    """Batches with something unanswered, with the first final date among it; two queries and one of dates."""
    rows = list(
        Challenge.objects.filter(status=Challenge.Status.WITH_PROVIDER, batch__pct__in=pct_ids)
        .select_related("batch__provider")
        .order_by("batch", "month")
    )
    dates = settling_dates({(row.batch.pct_id, row.settles_in) for row in rows if row.batch})
    found: dict[ChallengeBatch, list[dt.date]] = defaultdict(list)
    for row in rows:
        if row.batch:
            found[row.batch].append(dates[row.batch.pct_id, row.settles_in].final_on)
    return {batch: min(days) for batch, days in found.items()}
