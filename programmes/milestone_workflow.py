"""The life of a milestone on one screen."""

from daccom.workflow import Transition, transition
from programmes.models import Milestone

Status = Milestone.Status

SUBMIT = transition("submit", [Status.PENDING, Status.NOT_APPROVED], Status.SUBMITTED)
APPROVE = transition("approve", [Status.SUBMITTED], Status.APPROVED)
REJECT = transition("not approve", [Status.SUBMITTED], Status.NOT_APPROVED)

MILESTONE: tuple[Transition, ...] = (SUBMIT, APPROVE, REJECT)
