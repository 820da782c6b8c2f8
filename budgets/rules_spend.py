"""Who shapes a group's year and explains its spend, and who closes a category."""

from __future__ import annotations

from practices.models import CommissioningGroup, Role, User


def can_shape_spend(user: User, group: CommissioningGroup) -> bool:
    """PCT finance and the programme manager set profiles, name what comes once and explain differences."""
    return user.access.has(Role.PCT_FINANCE, organisation=group.pct_id) or user.access.has(
        Role.PROGRAMME_MANAGER, organisation=group
    )


def can_close_category(user: User) -> bool:
    """Categories are the same for every PCT, so an administrator closes them."""
    return user.access.is_administrator
