"""The group and the month in an address, checked against what the reader may see."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse

from daccom import calendar
from daccom.calendar import FinancialYear, Month
from practices.models import CommissioningGroup, Practice
from referrals.selectors.roster import Roster, named_groups, roster
from referrals.views.common import SignedInRequest

DASHBOARD = "programmes:dashboard"
"""Where the pages of a group's month lead back to."""
FIRST_YEAR, LAST_YEAR = FinancialYear(2004), FinancialYear(2100)


@dataclass(frozen=True)
class GroupMonth:
    """Where a page stands: `groups` are all that the reader could switch to."""

    groups: list[CommissioningGroup]
    group: CommissioningGroup
    month: Month
    today: dt.date

    @property
    def is_future(self) -> bool:
        return self.month.first > self.today

    @property
    def pick_list(self) -> list[Month]:
        """The months to choose from, newest first: last year, this year so far, and the one in view."""
        year = FinancialYear.of(self.today)
        months = {*year.previous().months, *year.months_to(Month.of(self.today)), self.month}
        return sorted(months, reverse=True)

    def address(self, route: str, month: Month | None = None, **kwargs: Any) -> str:
        """A route of this group, for the month in view or another."""
        return reverse(route, kwargs={"group": self.group.slug, "month": month or self.month, **kwargs})

    def steps(self, route: str, **kwargs: Any) -> dict[str, Any]:
        """The month before and the month after, as the pagination component takes them."""
        previous, following = self.month.previous(), self.month.next()
        return {
            "previous": {"href": self.address(route, previous, **kwargs), "labelText": str(previous)},
            "next": {"href": self.address(route, following, **kwargs), "labelText": str(following)},
        }


def group_month(request: SignedInRequest, group: str, month: Month) -> GroupMonth:
    """The place an address names; 404 for a group that is not the reader's, or a month out of reach."""
    groups = named_groups(request.user)
    found = next((one for one in groups if one.slug == group), None)
    if found is None or not FIRST_YEAR < month.year < LAST_YEAR:
        raise Http404
    return GroupMonth(groups, found, month, calendar.today())


def roster_of(request: SignedInRequest, place: GroupMonth) -> Roster:
    return roster(group=place.group, month=place.month, user=request.user)


def practice_of(listed: Roster, ods: str) -> Practice:
    """A practice that was in the group in the month; else 404."""
    found = [practice for practice in listed.expected(listed.month) if practice.ods_code == ods]
    if not found:
        raise Http404
    return found[0]
