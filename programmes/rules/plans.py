"""Who may do what with a commissioning plan."""

from __future__ import annotations

from practices.models import Role, User
from programmes.models import CommissioningPlan, PlanSection, PlanSignature

Order = PlanSignature.Order
By = PlanSection.CompletedBy


def works_for(user: User, plan: CommissioningPlan) -> bool:
    """Inside the plan's group or PCT: reads its drafts, asks for its PDF."""
    return plan.group_id in user.access.own_group_ids or plan.group.pct_id in user.access.pct_ids


def writes_for_group(user: User, plan: CommissioningPlan) -> bool:
    return user.access.has(Role.PROGRAMME_MANAGER, organisation=plan.group)


def writes_for_pct(user: User, plan: CommissioningPlan) -> bool:
    return user.access.has(Role.PCT_COMMISSIONER, organisation=plan.group.pct)


def may_edit_section(user: User, section: PlanSection) -> bool:
    """DacCom's sections are the programme manager's, the PCT's its commissioner's, the others both theirs."""
    for_group = section.completed_by in (By.GROUP, By.BOTH) and writes_for_group(user, section.plan)
    return for_group or (section.completed_by in (By.PCT, By.BOTH) and writes_for_pct(user, section.plan))


def may_send(user: User, plan: CommissioningPlan) -> bool:
    """Hand the plan to the three who sign: the programme manager alone."""
    return writes_for_group(user, plan)


def may_freeze(user: User, plan: CommissioningPlan) -> bool:
    """Keep the draft as it stands as a numbered version, to print it: whoever writes it."""
    return writes_for_group(user, plan) or writes_for_pct(user, plan)


def signs_as(user: User, plan: CommissioningPlan) -> frozenset[int]:
    """The places (1, 2, 3) at which this person may sign this plan."""
    places = {
        Order.EXECUTIVE_CHAIR: (Role.EXECUTIVE_CHAIR, plan.group),
        Order.PEC_CHAIR: (Role.PEC_CHAIR, plan.group.pct),
        Order.CHIEF_EXECUTIVE: (Role.PCT_CHIEF_EXECUTIVE, plan.group.pct),
    }
    return frozenset(
        order.value
        for order, (role, organisation) in places.items()
        if user.access.has(role, organisation=organisation)
    )
