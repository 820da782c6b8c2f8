"""Who may do what with money. Rows come from visible_to; these say whose job it is."""

from __future__ import annotations

from practices.models import CommissioningGroup, Role, User


def can_post_spend(user: User, group: CommissioningGroup) -> bool:
    """May this person post what was spent on the patients of the group's practices?"""
    return user.access.has(Role.PCT_FINANCE, organisation=group.pct_id)
