"""Closing a budget category, and opening it again."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from budgets.models import Category, MonthlySpend
from daccom.audit import record
from daccom.calendar import Month
from daccom.errors import Refused
from practices.models import User


@transaction.atomic
def close_category(*, category: Category, month: Month | None, by: User) -> None:
    """From `month` on nothing is posted to `category` or beneath it; None opens it again.

    Its earlier months stay as they are. Raises Refused when spend is posted from that month on, or somebody
    else closed or opened it since `category` was read.
    """
    if month is not None:
        _refuse_posted(category, month)
    day = None if month is None else month.first
    if not Category.objects.filter(pk=category.pk, closed_from=category.closed_from).update(closed_from=day):
        raise Refused(
            "category.changed",
            f"Somebody else closed or opened {category} after you opened this page.",
            "Open it again to see how it stands.",
        )
    before, after = {"closed_from": category.closed_from}, {"closed_from": day}
    record(by=by, verb="category.closed", target=category, before=before, after=after)


def _refuse_posted(category: Category, month: Month) -> None:
    posted = (
        MonthlySpend.objects.filter(
            Q(category=category) | Q(category__parent=category) | Q(category__parent__parent=category),
            month__gte=month.first,
        )
        .exclude(amount=0)
        .order_by("-month")
        .first()
    )
    if posted is not None:
        last = Month(posted.month)
        raise Refused(
            "category.has-spend",
            f"Spend is posted to {category} up to {last}.",
            f"Close it from {last.next()} on, or have that spend corrected to 0 first.",
        )
