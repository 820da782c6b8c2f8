"""The pictures of the dashboards that people open next, drawn before they do.

A picture is drawn once for each specification and then kept: a second or two for those of a page that nobody
has seen yet. Opening the page draws them, so that is what is done.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from daccom import calendar
from practices.models import CommissioningGroup, Role, RoleAssignment, User
from programmes.views.dashboard import dashboard
from programmes.views.pct import pct_dashboard
from referrals.selectors.deadlines import last_due_month

READERS = (Role.EXECUTIVE_MEMBER, Role.EXECUTIVE_CHAIR, Role.PCT_COMMISSIONER)
"""Whose dashboards are opened; all of one organisation see the same pictures."""


def draw_dashboards() -> int:
    """Open the last due month of every group and PCT as one of its people; how many pages were opened."""
    held = RoleAssignment.objects.on(calendar.today()).filter(role__in=READERS, user__is_active=True)
    people = {
        (assignment.group_id, assignment.pct_id): assignment
        for assignment in held.select_related("user", "group", "pct").order_by("-pk")
    }
    return sum(_drawn(assignment) for assignment in people.values())


def _drawn(assignment: RoleAssignment) -> bool:
    """Whether there was a page to open."""
    group = (
        assignment.group or CommissioningGroup.objects.filter(pct=assignment.pct_id).order_by("name").first()
    )
    if group is None:
        return False
    month = last_due_month(group, calendar.today())
    if assignment.pct is not None:
        return _is_open(pct_dashboard, assignment.user, pct=assignment.pct.ods_code, month=month)
    return _is_open(dashboard, assignment.user, group=group.slug, month=month)


def _is_open(view: Callable[..., HttpResponse], reader: User, **place: object) -> bool:
    request = HttpRequest()
    request.method, request.user = "GET", reader
    return view(request, **place).status_code == 200
