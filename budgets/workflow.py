"""How the setting of a year's budgets moves on."""

from budgets.models import BudgetSetting
from daccom.workflow import transition

Status = BudgetSetting.Status

SAVE = transition("save", [Status.DRAFT], Status.DRAFT)
PUBLISH = transition("publish", [Status.DRAFT], Status.PUBLISHED)
