"""The states of a commissioning plan. docs/states.md is drawn from this table."""

from daccom.workflow import Transition, transition
from programmes.models import CommissioningPlan

Status = CommissioningPlan.Status

SEND = transition("send for signature", [Status.DRAFT], Status.SIGNING)
CHANGE = transition("change, which voids the signatures", [Status.DRAFT, Status.SIGNING], Status.DRAFT)
SIGN = transition("sign as the third", [Status.SIGNING], Status.SIGNED)

PLAN: tuple[Transition, ...] = (SEND, CHANGE, SIGN)
