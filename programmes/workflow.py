"""The states of a commissioning plan and of a milestone. docs/states.md is drawn from these tables."""

from daccom.workflow import Transition, transition
from programmes.models import CommissioningPlan, Milestone

Status = CommissioningPlan.Status
Step = Milestone.Status

SEND = transition("send for signature", [Status.DRAFT], Status.SIGNING)
CHANGE = transition("change, which voids the signatures", [Status.DRAFT, Status.SIGNING], Status.DRAFT)
SIGN = transition("sign as the third", [Status.SIGNING], Status.SIGNED)

PLAN: tuple[Transition, ...] = (SEND, CHANGE, SIGN)

SUBMIT = transition("submit", [Step.PENDING, Step.NOT_APPROVED], Step.SUBMITTED)
APPROVE = transition("approve", [Step.SUBMITTED], Step.APPROVED)
REJECT = transition("not approve", [Step.SUBMITTED], Step.NOT_APPROVED)

MILESTONE: tuple[Transition, ...] = (SUBMIT, APPROVE, REJECT)
