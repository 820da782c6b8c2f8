"""Who may do what with a monthly return. Rows come from visible_to; these say whose job it is."""

from __future__ import annotations

from practices.models import Practice, Role, User

REVIEWERS = (Role.PROGRAMME_MANAGER, Role.EXECUTIVE_MEMBER, Role.EXECUTIVE_CHAIR)


def can_open_return(user: User, practice: Practice) -> bool:
    """May this person open the practice's own pages of the return, with its patients' episodes?"""
    return user.access.has(Role.PRACTICE_MANAGER, Role.GP, organisation=practice) and (
        practice.pk in user.access.practice_ids
    )


def can_submit_return(user: User, practice: Practice) -> bool:
    """May this person fill in the figures and send them in the practice's name?"""
    return can_open_return(user, practice) and user.access.has(Role.PRACTICE_MANAGER, organisation=practice)


def can_answer_episodes(user: User, practice: Practice) -> bool:
    """May this person answer the five questions about the practice's episodes?"""
    return can_open_return(user, practice)


def can_review_return(user: User, practice: Practice, group_id: int) -> bool:
    """May this person query or accept the practice's return for its group? Never for their own practice."""
    return user.access.has(*REVIEWERS, organisation=group_id) and practice.pk not in user.access.practice_ids
