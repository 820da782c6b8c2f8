"""Whether somebody is an administrator at the very moment they change an account."""

from __future__ import annotations

from daccom import calendar
from daccom.errors import Refused
from practices.models import Role, RoleAssignment, User
from practices.rules import ASK_AN_ADMINISTRATOR


def lock_administrators(by: User) -> None:
    """Raise Refused unless `by` is an administrator now; nobody's administrator role changes meanwhile.

    Two administrators who end each other's role at once do not both succeed. Belongs in a transaction.
    """
    held = RoleAssignment.objects.on(calendar.today()).filter(role=Role.ADMINISTRATOR, user__is_active=True)
    if by.pk not in {row.user_id for row in held.order_by("pk").select_for_update(of=("self",))}:
        raise Refused("account.not-your-job", "You may not change accounts or roles.", ASK_AN_ADMINISTRATOR)
