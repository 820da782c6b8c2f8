"""How the setting of a year's budgets and a proposal to spend freed-up money move on."""

from budgets.models import BudgetSetting, ReinvestmentProposal
from daccom.workflow import Transition, transition

Status = BudgetSetting.Status

SAVE = transition("save", [Status.DRAFT], Status.DRAFT)
PUBLISH = transition("publish", [Status.DRAFT], Status.PUBLISHED)

Stage = ReinvestmentProposal.Status
CHANGE = transition("change", [Stage.DRAFT], Stage.DRAFT)
PROPOSE = transition("propose", [Stage.DRAFT], Stage.PROPOSED)
APPROVE = transition("approve", [Stage.PROPOSED], Stage.APPROVED)
DECLINE = transition("decline", [Stage.PROPOSED], Stage.DECLINED)
SPEND = transition("record what was spent", [Stage.APPROVED], Stage.SPENT)

REINVESTMENT: tuple[Transition, ...] = (PROPOSE, APPROVE, DECLINE, SPEND, CHANGE)
