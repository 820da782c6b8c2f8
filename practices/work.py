"""What waits for an administrator: accounts that lead nowhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse

from daccom.formats import plural
from daccom.work import WorkItem, register
from practices import rules
from practices.models import User
from practices.models.users import UserQuerySet
from practices.selectors.accounts import without_role

MOST_NAMED = 3


@register
def account_work(user: User, today: dt.date) -> Iterator[WorkItem]:
    """Accounts without a role, and links nobody used; two queries, none for anybody else."""
    if not rules.can_administer(user):
        return
    known = User.objects.visible_to(user)
    yield from _item("no-role", without_role(known, today), "Give a role to", "Without a role")
    yield from _item("waiting", known.waiting_for_password(), "Remind", "Never set a password")


def _item(show: str, users: UserQuerySet, verb: str, why: str) -> Iterator[WorkItem]:
    names = [user.name for user in users.order_by("name")]
    if names:
        more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        yield WorkItem(
            title=f"{verb} {plural(len(names), 'account')}",
            url=f"{reverse('practices:user-list')}?show={show}",
            detail=f"{why}: {', '.join(names[:MOST_NAMED])}{more}",
            kind="Accounts",
        )
