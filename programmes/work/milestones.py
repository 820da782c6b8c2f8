"""What waits for the Executive and for the projects."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse

from daccom.work import WorkItem, register
from practices.models import User
from programmes.models import Milestone
from programmes.rules.milestones import DECIDERS, KEEPERS


@register
def milestone_work(user: User, today: dt.date) -> Iterator[WorkItem]:
    """Milestones to decide, for the Executive; late ones, for those who keep projects. One query each."""
    rows = Milestone.objects.filter(project__programme__group__in=user.access.own_group_ids)
    rows = rows.select_related("project").order_by("due_on", "pk")
    if user.access.has(*DECIDERS):
        for milestone in rows.waiting():
            yield _item("Decide", milestone, "The evidence is in.")
    if user.access.has(*KEEPERS):
        for milestone in rows.late(today).exclude(status=Milestone.Status.SUBMITTED):
            yield _item("Hand in evidence for", milestone, f"{milestone.get_status_display()}.")


def _item(verb: str, milestone: Milestone, detail: str) -> WorkItem:
    return WorkItem(
        title=f"{verb} {milestone}, {milestone.project}",
        url=reverse("programmes:milestone-detail", args=[milestone.pk]),
        due=milestone.due_on,
        detail=detail,
        kind="Milestone",
    )
