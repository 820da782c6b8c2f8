"""What the programme manager chases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse

from daccom.formats import plural
from daccom.work import WorkItem, register
from practices.models import Role, User
from referrals.selectors.completeness import State, completeness_of, last_due_month
from referrals.selectors.roster import named_groups, roster
from referrals.words import names


@register
def late_returns(user: User, today: dt.date) -> Iterator[WorkItem]:
    """The returns of the last due month that are still missing; five queries, for programme managers only."""
    if not user.access.has(Role.PROGRAMME_MANAGER):
        return
    for group in named_groups(user):
        if not user.access.has(Role.PROGRAMME_MANAGER, organisation=group):
            continue
        month = last_due_month(group, today)
        listed = roster(group=group, month=month, user=user)
        found = completeness_of(roster=listed, user=user, today=today)
        missing = found.named(State.MISSING)
        if missing:
            yield WorkItem(
                title=f"Chase {plural(len(missing), 'missing return')} for {month}",
                url=reverse("referrals:completeness", kwargs={"group": group.slug, "month": month}),
                due=found.due_on,
                detail=names(missing),
                kind="Return",
            )
