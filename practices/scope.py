"""Which practices' rows a person may read, as a condition any model with a `practice` can use."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import ExtractDay, ExtractMonth, ExtractYear

from daccom import calendar

if TYPE_CHECKING:
    from practices.models import User


def readable_rows(user: User, month: str | None = None) -> Q:
    """Rows of own practices, and of practices in the groups this person reads by name.

    `month` names the row's month field: then membership counts in that month, so that a group keeps the
    history of a practice that left and sees nothing after; without it, membership counts today.
    """
    return Q(practice__in=user.access.practice_ids) | member_rows(user.access.named_group_ids, month)


def member_rows(groups: Collection[int], month: str | None = None) -> Q:
    """Rows of the practices that were in one of `groups` in the row's month (a field's name), or today."""
    from practices.models import Membership

    day = OuterRef(month) if month else calendar.today()
    return Q(
        Exists(
            Membership.objects.filter(
                Q(left_on=None) | Q(left_on__gt=day),
                practice=OuterRef("practice"),
                group__in=groups,
                joined_on__lte=day,
            )
        )
    )


def readable_years(user: User, year: str) -> Q:
    """The same for rows of a financial year (a field with the calendar year it starts in).

    A group keeps the rows of the years in which the practice belonged to it, if only for a part of them.
    """
    from practices.models import Membership

    first, last = OuterRef(year) * 10_000 + 401, OuterRef(year) * 10_000 + 10_331
    member = Membership.objects.alias(joined=_number("joined_on"), left=_number("left_on")).filter(
        Q(left_on=None) | Q(left__gt=first),
        practice=OuterRef("practice"),
        group__in=user.access.named_group_ids,
        joined__lte=last,
    )
    return Q(practice__in=user.access.practice_ids) | Q(Exists(member))


def _number(day: str) -> CombinedExpression:
    """A day as a number that sorts alike: 20090220."""
    return ExtractYear(day) * 10_000 + ExtractMonth(day) * 100 + ExtractDay(day)
