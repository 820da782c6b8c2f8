from programmes.models.decisions import MilestoneStep
from programmes.models.documents import PlanDocument
from programmes.models.plans import CommissioningPlan, PlanSection
from programmes.models.priorities import Priority, PriorityItem, PriorityRow
from programmes.models.projects import Milestone, Programme, Project
from programmes.models.reviews import ReviewedObjective
from programmes.models.savings import SavingsMonth, SavingsTarget
from programmes.models.signing import PlanSignature, PlanVersion
from programmes.models.snapshots import DashboardSnapshot

__all__ = [
    "CommissioningPlan",
    "DashboardSnapshot",
    "Milestone",
    "MilestoneStep",
    "PlanDocument",
    "PlanSection",
    "PlanSignature",
    "PlanVersion",
    "Priority",
    "PriorityItem",
    "PriorityRow",
    "Programme",
    "Project",
    "ReviewedObjective",
    "SavingsMonth",
    "SavingsTarget",
]
