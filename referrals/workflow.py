"""The life of a monthly return on one screen. docs/states.md is drawn from this table."""

from daccom.workflow import Transition, transition
from referrals.models import MonthlyReturn

Status = MonthlyReturn.Status

SUBMIT = transition("submit", [Status.DRAFT, Status.QUERIED], Status.SUBMITTED)
QUERY = transition("query", [Status.SUBMITTED], Status.QUERIED)
ACCEPT = transition("accept", [Status.SUBMITTED], Status.ACCEPTED)

RETURN: tuple[Transition, ...] = (SUBMIT, QUERY, ACCEPT)
OPEN = SUBMIT.sources
"""The states in which the practice may still change what it will send."""
