"""What is open after its month's final reconciliation date is lost."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from daccom.audit import record
from daccom.formats import long_date
from practices.models import User
from referrals.challenges.dates import SettlingDates
from referrals.models import Challenge
from referrals.selectors.reconciliation import PctMonth, open_months
from referrals.services.challenge_steps import add_steps
from referrals.services.facts import refresh_challenges
from referrals.workflow import LAPSE


def lapse_challenges(*, by: User | None, now: dt.datetime) -> int:
    """End every open challenge whose month is over; how many. A second run finds none."""
    today = timezone.localdate(now)
    over = {pair: dates for pair, dates in open_months().items() if dates.is_over(today)}
    return sum(lapse_month(month=pair, dates=dates, by=by, now=now) for pair, dates in over.items())


@transaction.atomic
def lapse_month(*, month: PctMonth, dates: SettlingDates, by: User | None, now: dt.datetime) -> int:
    """End what is open in one month of one PCT; how many challenges."""
    pct_id, first = month
    rows = Challenge.objects.select_for_update(of=("self",)).open()
    lost = list(rows.filter(episode__load__pct=pct_id, settles_in=first))
    ids = [row.pk for row in lost]
    Challenge.objects.filter(pk__in=ids, status__in=LAPSE.sources).update(
        status=LAPSE.target, ended_at=now, ended_by=by
    )
    words = f"Not settled by the final date, {long_date(dates.final_on)}."
    add_steps(challenges=ids, status=LAPSE.target, by=by, now=now, words=words)
    for challenge in lost:
        record(
            by=by,
            verb="challenge.lapsed",
            target=challenge,
            before={"status": challenge.status},
            after={"status": LAPSE.target},
        )
    refresh_challenges({(challenge.practice_id, challenge.month) for challenge in lost})
    return len(lost)
