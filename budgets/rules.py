"""Who may do what with money. Rows come from visible_to; these say whose job it is."""

from __future__ import annotations

from practices.models import CommissioningGroup, Role, User


def can_post_spend(user: User, group: CommissioningGroup) -> bool:
    """May this person post what was spent on the patients of the group's practices?"""
    return user.access.has(Role.PCT_FINANCE, organisation=group.pct_id)


def can_set_budgets(user: User, group: CommissioningGroup) -> bool:
    """May this person set and publish the group's indicative budgets, and vary them afterwards?"""
    return user.access.has(Role.PCT_FINANCE, organisation=group.pct_id)


def can_make_virement(user: User, group: CommissioningGroup) -> bool:
    """May this person move money between the group's budgets, so that nothing is added in all?"""
    return can_set_budgets(user, group) or user.access.has(Role.PROGRAMME_MANAGER, organisation=group)


def can_read_draft_budgets(user: User, group: CommissioningGroup) -> bool:
    """Drafts stay with the group's own people and the PCT until they are published to the practices."""
    return group.pk in user.access.own_group_ids or group.pct_id in user.access.pct_ids
