"""Who may do what with a challenge. Rows come from visible_to; these say whose job it is."""

from __future__ import annotations

from daccom.errors import Refused
from practices.models import PCT, Practice, Role, User
from referrals.models import Challenge
from referrals.rules.returns import can_open_return


def can_raise_challenge(user: User, practice: Practice) -> bool:
    """May this person raise and withdraw challenges in the practice's name?"""
    return can_open_return(user, practice)


def can_read_register(user: User) -> bool:
    """Whoever has a practice, a group or a PCT."""
    return bool(user.access.practice_ids or user.access.group_ids or user.access.pct_ids)


def can_read_challenges(user: User) -> bool:
    """May this person read single challenges, each of which is about one stay?

    A patient representative who holds no other role reads the sums and nothing about a patient.
    """
    return can_read_register(user) and {role for role, _ in user.access.roles} != {
        Role.PATIENT_REPRESENTATIVE
    }


def can_send_batches(user: User, pct: PCT | int) -> bool:
    """May this person send challenges to providers for the PCT, and settle what comes back?"""
    return user.access.has(Role.PCT_COMMISSIONER, organisation=pct)


def can_set_reconciliation(user: User, pct: PCT | int) -> bool:
    """May this person agree the reconciliation dates for the PCT?"""
    return user.access.has(Role.PCT_COMMISSIONER, Role.PCT_FINANCE, organisation=pct)


def can_read_words(user: User, challenge: Challenge, pct_id: int) -> bool:
    """May this person read what was written about the stay? Its practice, and who answers for the PCT."""
    return can_open_return(user, challenge.practice) or can_send_batches(user, pct_id)


def can_open_patient_row(user: User, challenge: Challenge, pct_id: int) -> bool:
    """May this person see whose stay it is? As can_read_words; every look is written down."""
    return can_read_words(user, challenge, pct_id)


def require_raiser(by: User, practice: Practice) -> None:
    """Raise Refused unless `by` raises and withdraws challenges for the practice."""
    if not can_raise_challenge(by, practice):
        raise Refused(
            "challenge.not-your-job",
            f"Only a practice manager or GP of {practice} raises and withdraws its challenges.",
            "Ask them.",
        )


def require_commissioner(by: User, pct: PCT | int) -> None:
    """Raise Refused unless `by` answers for challenges at the PCT."""
    if not can_send_batches(by, pct):
        raise Refused(
            "challenge.not-your-job",
            "Only the PCT's commissioner sends and settles challenges.",
            "Ask them.",
        )
