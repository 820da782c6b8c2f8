"""The month that waits to be read, for those whose task is to read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse

from daccom.work import WorkItem, register
from practices.models import Role, User
from practices.selectors.groups import group_for
from referrals.selectors.completeness import last_due_month

READERS = (
    Role.EXECUTIVE_MEMBER,
    Role.EXECUTIVE_CHAIR,
    Role.DIRECTOR,
    Role.PATIENT_REPRESENTATIVE,
    Role.PCT_COMMISSIONER,
    Role.PCT_INFORMATION,
    Role.PEC_CHAIR,
    Role.PCT_CHIEF_EXECUTIVE,
)


@register
def month_to_read(user: User, today: dt.date) -> Iterator[WorkItem]:
    """The newest month of the nearest group whose returns were due; two queries, for readers only."""
    group = group_for(user) if user.access.has(*READERS) else None
    if group is None or group.pk not in user.access.named_group_ids:
        return
    month = last_due_month(group, today)
    yield WorkItem(
        title=f"Read the dashboard of {group} for {month}",
        url=reverse("programmes:dashboard", kwargs={"group": group.slug, "month": month}),
        detail="What is late, over budget, out of line or waiting for a decision.",
        kind="Monthly",
    )
