"""Whether the person who entered a month may send it, and how the group decided that."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from daccom.audit import history
from daccom.formats import long_date
from practices.models import CommissioningGroup, User
from referrals.selectors.months import PracticeMonth

VERB = "group.certifier-set"


def prepared_by_same(month: PracticeMonth, user: User) -> str:
    """Why `user` may not send the month that they entered themselves, in words; "" when they may.

    One query, and that only for whoever entered it.
    """
    sent = month.monthly_return
    if sent is None or sent.referrals_saved_at is None or sent.referrals_saved_by_id != user.pk:
        return ""
    group = CommissioningGroup.objects.filter(pk=month.group_id, certifier_differs=True).first()
    if group is None:
        return ""
    return (
        f"{user.name} entered the referrals on {long_date(sent.referrals_saved_at)}, and {group} asks that "
        "somebody else sends the return."
    )


@dataclass(frozen=True)
class Decided:
    """Who set the rule last, when and why."""

    by: str
    at: dt.datetime
    reason: str


def last_decision(group: CommissioningGroup) -> Decided | None:
    """The newest change of the setting; None while it is as it was at the start."""
    for entry in history(group).select_related("actor"):
        if (entry.additional_data or {}).get("verb") == VERB:
            return Decided(str(entry.actor or ""), entry.timestamp, entry.changes["reason"][1])
    return None
