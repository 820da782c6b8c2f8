"""The returns of all groups of a PCT, side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from daccom.calendar import Month
from practices.models import PCT, CommissioningGroup, User
from referrals.selectors.completeness import Completeness, completeness, returns_among
from referrals.selectors.deadlines import deadlines_of
from referrals.selectors.roster import rosters


def groups_of(pct: PCT) -> list[CommissioningGroup]:
    """The PCT's groups by name; one query."""
    return list(CommissioningGroup.objects.filter(pct=pct).select_related("pct").order_by("name"))


def completeness_of_groups(
    *, groups: Sequence[CommissioningGroup], month: Month, user: User, today: dt.date
) -> list[Completeness]:
    """Each group's returns as its own page counts them; four queries however many groups there are."""
    listed = rosters(groups=groups, month=month, user=user)
    ids = {practice.pk for one in listed for practice in one.practices}
    returns = returns_among(ids, month.year, user)
    due = deadlines_of(groups, month.year.months)
    return [completeness(roster=one, returns=returns, due=due[one.group.pk], today=today) for one in listed]
