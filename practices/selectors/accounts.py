"""Accounts and the roles they hold."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Prefetch, Q

from practices.models import RoleAssignment, User
from practices.models.roles import RoleAssignmentQuerySet
from practices.models.users import UserQuerySet

SHOWN = {
    "all": "All accounts",
    "no-role": "Open accounts without a role",
    "waiting": "Open accounts whose link to set a password was never used",
    "closed": "Closed accounts",
}


def without_role(users: UserQuerySet, today: dt.date) -> UserQuerySet:
    """Those of `users` that are open and hold no role today or later."""
    held = RoleAssignment.objects.filter(Q(ended_on=None) | Q(ended_on__gt=today), user=OuterRef("pk"))
    return users.filter(~Exists(held), is_active=True)


def accounts(users: UserQuerySet, today: dt.date, show: str = "all", words: str = "") -> UserQuerySet:
    """Those of `users` in one of SHOWN whose name or email has every word; each with `roles_now`, a list."""
    found = _shown(users, today, show)
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return found.prefetch_related(
        Prefetch("role_assignments", queryset=_with_organisation().on(today), to_attr="roles_now")
    ).order_by("name", "pk")


def _shown(users: UserQuerySet, today: dt.date, show: str) -> UserQuerySet:
    if show == "no-role":
        return without_role(users, today)
    if show == "waiting":
        return users.waiting_for_password()
    return users.filter(is_active=False) if show == "closed" else users


def roles_of(user: User) -> list[RoleAssignment]:
    """Every role a person holds, held or will hold, the latest first."""
    return list(_with_organisation().filter(user=user).order_by("-started_on", "-pk"))


def _with_organisation() -> RoleAssignmentQuerySet:
    return RoleAssignment.objects.select_related("practice", "group", "pct", "given_by", "ended_by")
