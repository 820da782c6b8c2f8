"""Facts by specialty, summed by the database for the practices of a group."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import F, Q, QuerySet

from daccom.calendar import Month
from practices.models import CommissioningGroup, User
from practices.scope import member_rows
from referrals.models import ActivityFact, ReferralFact

Row = TypeVar("Row", bound=ActivityFact | ReferralFact)


def fact_rows(
    model: type[Row], *, group: CommissioningGroup, user: User, first: Month, last: Month
) -> QuerySet[Row]:
    """The rows of practices while they were in the group and open, as the roster expects them; unread."""
    rows: Any = model._default_manager
    found: QuerySet[Row] = (
        rows.visible_to(user)
        .between(first, last)
        .filter(member_rows([group.pk], month="month"))
        .filter(Q(practice__closed_on=None) | Q(practice__closed_on__gt=F("month")))
        .order_by()
    )
    return found
