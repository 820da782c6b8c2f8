"""Plain builders of activity that came as counts; facts follow them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from daccom import calendar
from daccom.calendar import Month
from practices.models import PCT, Practice
from referrals.models import ActivitySummary, PointOfDelivery
from referrals.services.facts import refresh_activity
from tests.referrals.builders import JANUARY, make_specialty


def make_summary(
    practice: Practice, month: Month = JANUARY, cost: str | Decimal = "1000.00", **fields: Any
) -> ActivitySummary:
    """Ten follow-ups in dermatology, posted by the system, unless `fields` say other."""
    defaults: dict[str, Any] = {
        "pct": fields.get("pct") or PCT.objects.order_by("pk")[0],
        "specialty": fields.get("specialty") or make_specialty(),
        "pod": PointOfDelivery.OPFUP,
        "activity": 10,
        "posted_at": calendar.now(),
    }
    made = ActivitySummary.objects.create(
        practice=practice, month=month.first, cost=Decimal(cost), **{**defaults, **fields}
    )
    refresh_activity({(practice.pk, month.first)})
    return made
