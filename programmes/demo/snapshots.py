"""The months kept as they stood, and what finance corrected afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.utils import timezone

from budgets.models import MonthlySpend
from daccom import audit
from daccom.calendar import Month, due_date
from practices.demo import story
from practices.models import CommissioningGroup, User
from programmes.services.snapshots import take_snapshot

NIGHT = dt.time(2, 30)
FINANCE = "finance@westherts.example"
CORRECTED = (("E82050", "2008-11", Decimal("-8250.00")), ("E82640", "2008-10", Decimal("3120.50")))
"""By practice and month: what a line of prescribing was corrected by, after its month had been kept."""


def load_snapshots(months: Sequence[Month]) -> int:
    """Keep each of the months but the last, as on the night after the returns of the next were due."""
    group = CommissioningGroup.objects.select_related("pct").get(slug=story.GROUP)
    settled = [month for month in months if month < story.LAST_MONTH]
    for month in settled:
        night = dt.datetime.combine(due_date(month.next()) + dt.timedelta(days=1), NIGHT)
        take_snapshot(group=group, month=month, at=timezone.make_aware(night))
    return len(settled)


def correct_old_spend() -> int:
    """Finance corrects lines of months that are kept: what the dashboard says changed since."""
    by = User.objects.get(email=FINANCE)
    return sum(_corrected(ods, Month.parse(slug), amount, by) for ods, slug, amount in CORRECTED)


def _corrected(ods: str, month: Month, amount: Decimal, by: User) -> int:
    line = MonthlySpend.objects.filter(
        practice__ods_code=ods, month=month.first, category__code__startswith="PRE"
    ).first()
    if line is None:
        return 0
    before, line.amount = line.amount, line.amount + amount
    line.save(update_fields=["amount"])
    audit.record(
        by=by, verb="spend.posted", target=line, before={"amount": before}, after={"amount": line.amount}
    )
    return 1
