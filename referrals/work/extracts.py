"""What waits for PCT information staff: files that are checked and need a decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse

from daccom.formats import number
from daccom.navigation import NavItem
from daccom.navigation import register as register_item
from daccom.work import WorkItem, register
from practices.models import Role, User
from referrals.selectors.extracts import waiting_for

register_item(
    NavItem("HIDAS extracts", "referrals:extract-list", lambda user: bool(user.access.pct_ids), order=36)
)


@register
def extract_work(user: User, today: dt.date) -> Iterator[WorkItem]:
    """One item for all files that wait; one query."""
    if not user.access.has(Role.PCT_INFORMATION):
        return
    if waiting := waiting_for(user):
        alone = len(waiting) == 1
        yield WorkItem(
            title="1 extract waits for your decision"
            if alone
            else f"{number(len(waiting))} extracts wait for your decision",
            url=reverse("referrals:extract-detail", kwargs={"pk": waiting[0].pk})
            if alone
            else reverse("referrals:extract-list"),
            detail=", ".join(extract.file_name for extract in waiting[:3]),
            kind="Extract",
        )
