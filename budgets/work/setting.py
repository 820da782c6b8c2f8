"""The draft of a year's budgets that waits to be published, for PCT finance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from budgets import rules
from budgets.selectors.sheets import drafts_for
from daccom.calendar import FinancialYear
from daccom.formats import long_date
from daccom.work import WorkItem, register
from practices.models import Role, User


@register
def budgets_to_publish(user: User, today: dt.date) -> Iterator[WorkItem]:
    """Every draft of a group whose budgets this person sets; due before the year begins."""
    if not user.access.has(Role.PCT_FINANCE):
        return
    for setting in drafts_for(user):
        year = FinancialYear(setting.year)
        if rules.can_set_budgets(user, setting.group):
            yield WorkItem(
                title=f"Publish the budgets of {setting.group}, {year}",
                url=reverse("budgets:worksheet", args=[setting.group.slug, year.months[0]]),
                due=year.first,
                detail=f"Draft, last saved on {long_date(timezone.localdate(setting.saved_at))}",
                kind="Budgets",
            )
