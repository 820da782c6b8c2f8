"""Which practices' rows a person may read, as a condition any model with a `practice` can use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from daccom import calendar

if TYPE_CHECKING:
    from practices.models import User


def readable_rows(user: User, month: str | None = None) -> Q:
    """Rows of own practices, and of practices in the groups this person reads by name.

    `month` names the row's month field: then membership counts in that month, so that a group keeps the
    history of a practice that left and sees nothing after; without it, membership counts today.
    """
    from practices.models import Membership

    day = OuterRef(month) if month else calendar.today()
    member = Membership.objects.filter(
        Q(left_on=None) | Q(left_on__gt=day),
        practice=OuterRef("practice"),
        group__in=user.access.named_group_ids,
        joined_on__lte=day,
    )
    return Q(practice__in=user.access.practice_ids) | Q(Exists(member))
