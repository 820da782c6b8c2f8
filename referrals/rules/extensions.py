"""Who lets a practice send later, and who says that two people must make a return."""

from __future__ import annotations

from daccom.errors import Refused
from practices.models import CommissioningGroup, Practice, Role, User
from referrals.rules.returns import can_review_return

WHO_GRANTS = (
    "The programme manager and the Executive of the group give extensions, and nobody their own practice."
)
SETTERS = (Role.PROGRAMME_MANAGER, Role.EXECUTIVE_CHAIR)
WHO_SETS = "The programme manager and the chair of the group decide who certifies returns."


def can_extend_return(user: User, practice: Practice, group_id: int) -> bool:
    """May this person let the practice send its return later? Whoever judges it may."""
    return can_review_return(user, practice, group_id)


def require_extender(by: User, practice: Practice, group_id: int) -> None:
    """Raise Refused unless `by` grants and ends extensions of the practice."""
    if not can_extend_return(by, practice, group_id):
        raise Refused("extension.not-your-job", WHO_GRANTS, "Ask one of them.")


def can_set_certifier(user: User, group: CommissioningGroup) -> bool:
    """May this person say whether preparer and certifier of a return must differ?"""
    return user.access.has(*SETTERS, organisation=group) and group.pk in user.access.own_group_ids


def require_certifier_setter(by: User, group: CommissioningGroup) -> None:
    """Raise Refused unless `by` decides it for the group."""
    if not can_set_certifier(by, group):
        raise Refused("certifier.not-your-job", WHO_SETS, "Ask one of them.")
