"""What waits for PCT finance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial

from django.urls import reverse

from budgets import rules
from budgets.selectors.spend import months_to_post
from daccom.work import WorkItem, register
from practices.models import Role, User
from referrals.selectors.completeness import last_due_month
from referrals.selectors.roster import named_groups, roster


@register
def spend_to_post(user: User, today: dt.date) -> Iterator[WorkItem]:
    """The months of the year for which a practice has no spend yet; for PCT finance, by group."""
    if not user.access.has(Role.PCT_FINANCE):
        return
    for group in filter(partial(rules.can_post_spend, user), named_groups(user)):
        listed = roster(group=group, month=last_due_month(group, today), user=user)
        for gap in months_to_post(roster=listed, user=user):
            yield WorkItem(
                title=f"Post spend for {gap.month}, {group}",
                url=reverse("budgets:spend-month", kwargs={"group": group.slug, "month": gap.month}),
                detail=f"Posted for {gap.posted} of {gap.expected} practices",
                kind="Spend",
            )
