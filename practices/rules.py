"""Who may do what with accounts, roles, imports and the access log."""

from __future__ import annotations

import datetime as dt

from daccom.errors import Refused
from daccom.formats import long_date
from practices.models import Practice, Role, RoleAssignment, User

ASK_AN_ADMINISTRATOR = "Ask an administrator to do it."


def can_administer(user: User) -> bool:
    """Accounts and roles are given by administrators alone."""
    return user.access.is_administrator


def can_see_practices(user: User) -> bool:
    """Whoever has a practice, a group or a PCT, and administrators, who keep the register."""
    access = user.access
    return bool(access.practice_ids or access.group_ids or access.pct_ids or access.is_administrator)


def can_see_clinicians(user: User) -> bool:
    """May this person see clinicians' names? A patient representative who holds no other role may not."""
    return {role for role, _ in user.access.roles} != {Role.PATIENT_REPRESENTATIVE}


def answers_for_patients(user: User) -> bool:
    """Practice managers and GPs."""
    return user.access.has(Role.PRACTICE_MANAGER, Role.GP)


def can_read_access_log(user: User, practice: Practice) -> bool:
    """Those who answer for a practice's patients see who looked at them."""
    return user.access.has(Role.PRACTICE_MANAGER, Role.GP, organisation=practice) and (
        practice.pk in user.access.practice_ids
    )


def can_import(by: User | None) -> bool:
    """The system itself, administrators, and those who upload for the PCT."""
    return by is None or (by.is_active and by.access.has(Role.ADMINISTRATOR, Role.PCT_INFORMATION))


def require_import(by: User | None) -> None:
    """Raise Refused unless `by` may import national files."""
    if not can_import(by):
        raise Refused(
            "import.not-your-job",
            f"{by} may not import national files.",
            "An administrator or PCT information can.",
        )


def require_administrator(by: User) -> None:
    """Raise Refused unless `by` gives out accounts and roles."""
    if not can_administer(by):
        raise Refused("account.not-your-job", "You may not change accounts or roles.", ASK_AN_ADMINISTRATOR)


def require_other_account(by: User, user: User) -> None:
    """Raise Refused when somebody would lock themselves out."""
    if by.pk == user.pk:
        raise Refused("account.own", "You cannot close your own account.", "Ask another administrator.")


def require_can_end(by: User, assignment: RoleAssignment, ended_on: dt.date) -> None:
    """Raise Refused when a role may not end, or not on that day."""
    if assignment.role == Role.ADMINISTRATOR and assignment.user_id == by.pk:
        raise Refused(
            "role.own-administrator",
            "You cannot end your own administrator role: the service would lose whoever can give it back.",
            "Ask another administrator to end it.",
        )
    if assignment.ended_on is not None:
        raise Refused("role.ended", "This role has ended already.", "Nothing more is needed.")
    if ended_on < assignment.started_on:
        raise Refused(
            "role.ends-before-start",
            f"The role started on {long_date(assignment.started_on)} and cannot end before.",
            "Give that day or a later one.",
        )


def can_keep_clinicians(user: User, practice: Practice) -> bool:
    """The practice manager keeps the practice's list of clinicians; nobody outside ever sees it."""
    return practice.pk in user.access.practice_ids and user.access.has(
        Role.PRACTICE_MANAGER, organisation=practice
    )


def require_keeper(by: User, practice: Practice) -> None:
    """Raise Refused unless `by` keeps the practice's list of clinicians."""
    if not can_keep_clinicians(by, practice):
        raise Refused(
            "clinician.not-your-job",
            "Only the practice manager changes the list of clinicians.",
            "Ask your practice manager.",
        )
