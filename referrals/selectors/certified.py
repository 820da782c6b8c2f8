"""What a practice certified: while it answers a query its draft changes, and others read what was sent."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, JSONField, OuterRef, Subquery, Sum, When

from daccom.calendar import Month
from practices.models import Practice
from referrals.models import MonthlyReturn, ReferralCount, ReturnVersion

Figure = tuple[str, str, int]
"""A specialty's name, an urgency and the referrals."""


def queried_content() -> Case:
    """For a query of returns: the content last sent of one that is queried, None for every other."""
    newest = ReturnVersion.objects.filter(monthly_return=OuterRef("pk")).order_by("-number")
    queried = When(status=MonthlyReturn.Status.QUERIED, then=Subquery(newest.values("content")[:1]))
    return Case(queried, default=None, output_field=JSONField())


def certified_figures(practice: Practice, month: Month, content: dict[str, Any] | None) -> list[Figure]:
    """The figures of a return that is in: from `content` when it is queried, else as stored; one query."""
    if content:
        return [(row["specialty"], row["urgency"], row["referrals"]) for row in content["counts"]]
    rows = ReferralCount.objects.filter(monthly_return__practice=practice, monthly_return__month=month.first)
    summed = rows.values_list("specialty__name", "urgency").annotate(total=Sum("referrals"))
    return list(summed.order_by("specialty__name", "urgency"))
