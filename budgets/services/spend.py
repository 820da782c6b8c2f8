"""Posting a month's spend: all lines of one practice at once, or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from django.db import IntegrityError, transaction

from budgets.models import Category, MonthlySpend
from daccom import audit, calendar
from daccom.calendar import Month
from daccom.errors import Refused
from daccom.formats import long_date
from practices.models import Practice, User

Amounts = Mapping[int, Decimal]
"""Category id to pounds; a credit is negative."""


@transaction.atomic
def post_spend(
    *, practice: Practice, month: Month, amounts: Amounts, seen: Amounts, by: User, today: dt.date
) -> int:
    """Post or correct the lines of one practice and month; how many changed.

    `seen` is what was posted when the person opened the form: a line that somebody else changed since is
    refused, and then nothing is stored. A posted line can be corrected, never emptied. Raises Refused.
    """
    refuse_month_not_over(month, today)
    if practice.closed_on is not None and practice.closed_on <= month.first:
        raise Refused(
            "spend.practice-closed",
            f"{practice} closed on {long_date(practice.closed_on)}.",
            f"Post {month} for {practice.successor or 'the practices its patients went to'}.",
        )
    emptied = seen.keys() - amounts.keys()
    if emptied:
        raise Refused(
            "spend.cannot-be-emptied",
            "A posted amount cannot be taken away.",
            "Enter 0 where nothing was spent.",
        )
    changed = [pk for pk, amount in amounts.items() if seen.get(pk) != amount]
    for category in Category.objects.filter(pk__in=changed).select_related("parent__parent"):
        refuse_closed(category, month, amounts[category.pk])
    for category_id in changed:
        _post_line(practice, month, category_id, amounts[category_id], seen.get(category_id), by)
    return len(changed)


def refuse_month_not_over(month: Month, today: dt.date) -> None:
    """Spend is posted when the month has ended. Raises Refused."""
    if month.last >= today:
        raise Refused(
            "spend.month-not-over",
            f"{month} is not over yet.",
            f"Post its spend from {month.next()} on.",
        )


def refuse_closed(category: Category, month: Month, amount: Decimal) -> None:
    """A closed category, or one below it, takes nothing but a nought. Raises Refused."""
    above: Category | None = category
    while above is not None:
        if amount and above.closed_from is not None and month.first >= above.closed_from:
            raise Refused(
                "spend.category-closed",
                f"{above} is closed: nothing is posted to it from {Month(above.closed_from)} on.",
                "Post the amount to another line, or 0 to this one.",
            )
        above = above.parent


def _post_line(
    practice: Practice, month: Month, category_id: int, amount: Decimal, before: Decimal | None, by: User
) -> None:
    line = {"practice": practice, "month": month.first, "category_id": category_id}
    posted = {"amount": amount, "posted_at": calendar.now(), "posted_by": by, "is_simulated": False}
    if before is None:
        row = _first_posting(line, posted)
    else:
        if not MonthlySpend.objects.filter(**line, amount=before).update(**posted):
            raise _changed_meanwhile()
        row = MonthlySpend.objects.get(**line)
    audit.record(by=by, verb="spend.posted", target=row, before={"amount": before}, after={"amount": amount})


def _first_posting(line: dict[str, object], posted: dict[str, object]) -> MonthlySpend:
    try:
        with transaction.atomic():
            return MonthlySpend.objects.create(**line, **posted)
    except IntegrityError:
        raise _changed_meanwhile() from None


def _changed_meanwhile() -> Refused:
    return Refused(
        "spend.changed",
        "This practice's spend was posted after you opened the form. Nothing was stored this time.",
        "Open the month again to see what is posted now.",
    )
