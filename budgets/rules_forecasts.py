"""Who chooses forecasts, carries debts and decides what freed-up money is spent on."""

from __future__ import annotations

from collections.abc import Collection

from budgets.models import ReinvestmentProposal
from practices.models import CommissioningGroup, Practice, Role, User

EXECUTIVE = (Role.EXECUTIVE_MEMBER, Role.EXECUTIVE_CHAIR)
DECIDERS = (Role.EXECUTIVE_CHAIR, Role.DIRECTOR)


def can_choose_forecast(user: User, group: CommissioningGroup) -> bool:
    """The group's Executive and its programme manager choose by which method it forecasts."""
    return user.access.has(Role.PROGRAMME_MANAGER, *EXECUTIVE, organisation=group)


def can_set_debt(user: User, group: CommissioningGroup) -> bool:
    """PCT finance records what a group overspent and when it is repaid."""
    return user.access.has(Role.PCT_FINANCE, organisation=group.pct_id)


def can_propose_for_group(user: User, group: CommissioningGroup) -> bool:
    """The programme manager proposes what the group's share is spent on."""
    return user.access.has(Role.PROGRAMME_MANAGER, organisation=group)


def can_propose_for_practice(user: User, practice: Practice) -> bool:
    """The practice manager proposes what the practice's share is spent on."""
    return user.access.has(Role.PRACTICE_MANAGER, organisation=practice)


def can_propose(user: User, group: CommissioningGroup, practice: Practice | None) -> bool:
    """For the practice, or for the group when there is none."""
    if practice is None:
        return can_propose_for_group(user, group)
    return can_propose_for_practice(user, practice)


def can_decide(user: User, group: CommissioningGroup) -> bool:
    """The Executive chair and the directors decide proposals; see also `may_not_decide`."""
    return user.access.has(*DECIDERS, organisation=group)


def may_not_decide(user: User, proposal: ReinvestmentProposal, writers: Collection[int]) -> str:
    """Why this decider may not decide this proposal; empty when nothing stands against it.

    `writers` are the ids of all who drafted, changed or proposed it.
    """
    if user.pk in writers:
        return "You wrote this proposal yourself."
    if proposal.practice_id is not None and proposal.practice_id in user.access.practice_ids:
        return "This proposal is for a practice of your own."
    return ""


def can_record_spent(user: User, group: CommissioningGroup) -> bool:
    """PCT finance records what was spent on an approved proposal."""
    return user.access.has(Role.PCT_FINANCE, organisation=group.pct_id)
