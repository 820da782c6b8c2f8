"""Who may do what with HIDAS extracts. Rows come from visible_to; these say whose job it is."""

from __future__ import annotations

from daccom.errors import Refused
from practices.models import PCT, Role, User


def can_load_extracts(user: User, pct: PCT | int) -> bool:
    """May this person upload extracts for the PCT, decide about them and see what was wrong in them?"""
    return user.access.has(Role.PCT_INFORMATION, organisation=pct)


def require_load(by: User | None, pct: PCT | int) -> None:
    """Raises Refused unless `by` may load extracts for the PCT; None is the system."""
    if by is not None and not can_load_extracts(by, pct):
        raise Refused(
            "extract.not-allowed",
            "Only PCT information staff of this PCT may load extracts.",
            "Ask them to do it.",
        )
