"""What programmes ask of people: each module registers its provider when it is imported."""

from programmes.work import milestones as milestones
from programmes.work import plans as plans
from programmes.work import reading as reading
from programmes.work import returns as returns
