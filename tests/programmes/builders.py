"""Plain builders of projects, milestones and savings."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from daccom.calendar import FinancialYear, Month
from practices.models import CommissioningGroup
from programmes.models import Milestone, Programme, Project, SavingsMonth, SavingsTarget

Status = Milestone.Status
DUE = dt.date(2009, 1, 28)
SUBMITTED_ON, DECIDED_ON = dt.date(2009, 2, 2), dt.date(2009, 2, 11)


def make_programme(group: CommissioningGroup, year: int = 2008) -> Programme:
    return Programme.objects.get_or_create(group=group, year=year, name="Service redesign")[0]


def make_project(group: CommissioningGroup, code: str = "DIA", **fields: Any) -> Project:
    """Diabetes, unless told; the same code gives the same row."""
    defaults = {"title": "Diabetes redesign", "clinical_lead": "Dr Elizabeth Ash", **fields}
    programme = make_programme(group)
    return Project.objects.get_or_create(programme=programme, code=code, defaults=defaults)[0]


def make_milestone(
    project: Project, number: int = 1, status: str = Status.PENDING, due_on: dt.date = DUE, **fields: Any
) -> Milestone:
    """A milestone in any state, with the dates that its state implies."""
    if status != Status.PENDING:
        fields = {"submitted_on": SUBMITTED_ON, "evidence": "The pathway is written.", **fields}
    if status in (Status.APPROVED, Status.NOT_APPROVED):
        fields = {"decided_on": DECIDED_ON, **fields}
    return Milestone.objects.create(project=project, number=number, status=status, due_on=due_on, **fields)


def make_target(
    project: Project, number: str = "1.1", planned: int = 1200, year: int = 2008
) -> SavingsTarget:
    return SavingsTarget.objects.create(
        project=project, number=number, name="Clinical assessment", year=year, planned=Decimal(planned)
    )


def make_saving(
    target: SavingsTarget, month: Month, planned: int = 100, actual: int | None = None
) -> SavingsMonth:
    return SavingsMonth.objects.create(
        target=target,
        month=month.first,
        planned=Decimal(planned),
        actual=None if actual is None else Decimal(actual),
        evidence="" if actual is None else "Activity against baseline",
    )


def make_phased_target(
    project: Project, actual: int | None = 90, known: int = 9, **fields: Any
) -> SavingsTarget:
    """A target of 100 a month, of which `known` months have an actual."""
    target = make_target(project, **fields)
    for month in FinancialYear(target.year).months:
        make_saving(target, month, 100, actual if month.number <= known else None)
    return target
