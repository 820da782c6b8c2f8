"""Who may set the automatic checks of a group."""

from __future__ import annotations

from daccom.errors import Refused
from practices.models import CommissioningGroup, Role, User

WHO_SETS = "The programme manager of the group sets its automatic checks."


def can_set_checks(user: User, group: CommissioningGroup) -> bool:
    """May this person switch the group's checks on or off, change their values and run them again?"""
    return user.access.has(Role.PROGRAMME_MANAGER, organisation=group)


def require_setter(user: User, group: CommissioningGroup) -> None:
    """Raises Refused: check.not-your-job."""
    if not can_set_checks(user, group):
        raise Refused("check.not-your-job", WHO_SETS, "Ask her or him.")
