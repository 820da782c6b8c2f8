"""Who may do what with a milestone. Rows come from visible_to; these say whose job it is."""

from __future__ import annotations

from practices.models import Role, User
from practices.rules import can_see_clinicians
from programmes.models import Milestone

DECIDERS = (Role.EXECUTIVE_MEMBER, Role.EXECUTIVE_CHAIR, Role.DIRECTOR)
KEEPERS = (Role.PROJECT_LEAD, Role.PROGRAMME_MANAGER)


def can_decide_milestone(user: User, milestone: Milestone) -> bool:
    """Does this person sit on the Executive of the group whose project it is?"""
    return user.access.has(*DECIDERS, organisation=milestone.project.programme.group_id)


def can_submit_milestone(user: User, milestone: Milestone) -> bool:
    """Does this person lead projects of the group, or manage its programme?"""
    return user.access.has(*KEEPERS, organisation=milestone.project.programme.group_id)


def can_see_leads(user: User) -> bool:
    """May this person see who leads a project? Leads are clinicians."""
    return can_see_clinicians(user)
