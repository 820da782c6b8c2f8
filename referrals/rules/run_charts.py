"""Who writes on run charts, who asks a practice for its reasons, and who answers."""

from __future__ import annotations

from daccom.errors import Refused
from practices.models import CommissioningGroup, Practice, User
from referrals.models import OutlierRequest
from referrals.rules.returns import REVIEWERS, can_open_return, can_review_return

WHO_WRITES = "The programme manager and the Executive of the group write on its charts."
WHO_REBASES = f"{WHO_WRITES} Nobody sets the limits of their own practice anew."
WHO_FOLLOWS = "The programme manager and the Executive of the group ask practices, and nobody their own."


def can_write_note(user: User, group: CommissioningGroup) -> bool:
    """May this person write a dated note on a chart of the group or its practices, or withdraw one?"""
    return user.access.has(*REVIEWERS, organisation=group) and group.pk in user.access.own_group_ids


def require_note_writer(by: User, group: CommissioningGroup) -> None:
    """Raise Refused unless `by` writes on the group's charts."""
    if not can_write_note(by, group):
        raise Refused("chart-note.not-your-job", WHO_WRITES, "Ask one of them.")


def can_rebase(user: User, group: CommissioningGroup, practice: Practice | None) -> bool:
    """May this person set a chart's limits anew? Not those of a practice of their own."""
    own = practice is not None and practice.pk in user.access.practice_ids
    return can_write_note(user, group) and not own


def require_rebaser(by: User, group: CommissioningGroup, practice: Practice | None) -> None:
    """Raise Refused unless `by` sets these limits."""
    if not can_rebase(by, group, practice):
        raise Refused("rebase.not-your-job", WHO_REBASES, "Ask one of them.")


def can_ask(user: User, practice: Practice, group_id: int) -> bool:
    """May this person ask the practice for its reasons, and follow what it answers? Never their own."""
    return can_review_return(user, practice, group_id)


def require_asker(by: User, practice: Practice, group_id: int) -> None:
    """Raise Refused unless `by` asks and follows the practice."""
    if not can_ask(by, practice, group_id):
        raise Refused("outlier.not-your-job", WHO_FOLLOWS, "Ask one of them.")


def can_answer(user: User, practice: Practice) -> bool:
    """May this person give the practice's reasons and action plan? Its manager and its GPs."""
    return can_open_return(user, practice)


def require_answerer(by: User, request: OutlierRequest) -> None:
    """Raise Refused unless `by` answers for the practice that was asked."""
    if not can_answer(by, request.practice):
        raise Refused(
            "outlier.not-your-practice",
            f"Only a practice manager or GP of {request.practice} answers for it.",
            "Ask them.",
        )
