"""What the form picks that leads to another group or month."""

from __future__ import annotations

from django.http import Http404

from daccom import calendar
from daccom.calendar import Month
from practices.models import CommissioningGroup
from referrals.selectors.deadlines import last_due_month
from referrals.selectors.roster import named_groups
from referrals.views.common import SignedInRequest


def picked_group(request: SignedInRequest) -> CommissioningGroup:
    """The group picked, else the reader's nearest; 404 for one that is not the reader's."""
    groups = {group.slug: group for group in named_groups(request.user)}
    found = groups.get(request.GET.get("group") or next(iter(groups), ""))
    if found is None:
        raise Http404
    return found


def picked_month(request: SignedInRequest) -> Month | None:
    """The month picked; None for none, 404 for what is no month."""
    slug = request.GET.get("month")
    try:
        return Month.parse(slug) if slug else None
    except ValueError:
        raise Http404 from None


def picked_month_of(request: SignedInRequest, group: CommissioningGroup) -> Month:
    """The month picked; else the last whose returns the group expected."""
    return picked_month(request) or last_due_month(group, calendar.today())
