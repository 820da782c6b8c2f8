"""The projects of 2008/09 from the plan; their milestones, passed, waiting or late, are simulated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from daccom.calendar import FinancialYear
from practices.demo import story
from practices.demo.accounts import CHAIR, PROJECT_LEAD
from practices.demo.facts import facts
from practices.demo.moments import at
from practices.models import CommissioningGroup, User
from programmes.models import Milestone, MilestoneStep, Programme, Project

YEAR = FinancialYear(2008)
Status, Kind = Milestone.Status, MilestoneStep.Kind
STATUS = {
    "approved": Status.APPROVED,
    "awaiting decision": Status.SUBMITTED,
    "late": Status.PENDING,
    "planned": Status.PENDING,
}
REASON = "Simulated: the evidence answers what the milestone asks."


def load_projects() -> int:
    """Write the programme, its projects, milestones and their steps; how many rows."""
    programme = Programme.objects.create(
        group=CommissioningGroup.objects.get(slug=story.GROUP),
        name="Commissioning plan projects",
        year=YEAR.start_year,
        started_on=YEAR.first,
        ends_on=YEAR.last,
        scope="The projects that the 2008/09 plan describes. Their milestones are simulated.",
    )
    names = {fact["key"]: fact["name"] for fact in facts("practices", "people")["people"]}
    listed = facts("programmes", "projects_2008")["projects"]
    projects = Project.objects.bulk_create(_project(programme, fact, names) for fact in listed)
    pairs = [
        (_milestone(project, milestone), milestone)
        for project, fact in zip(projects, listed, strict=True)
        for milestone in fact["milestones"]
    ]
    Milestone.objects.bulk_create(milestone for milestone, _ in pairs)
    lead, chair = User.objects.get(email=PROJECT_LEAD), User.objects.get(email=CHAIR)
    steps = MilestoneStep.objects.bulk_create(
        step for milestone, fact in pairs for step in _steps(milestone, fact, lead, chair)
    )
    return 1 + len(projects) + len(pairs) + len(steps)


def _project(programme: Programme, fact: dict[str, Any], names: dict[str, str]) -> Project:
    """A project as the plan describes it; what it is to deliver follows its objective."""
    delivers = "\n".join(f"- {item}" for item in fact["deliverables"])
    return Project(
        programme=programme,
        code=fact["code"],
        title=fact["title"],
        service_area=fact["service_area"],
        clinical_lead=", ".join(names[key] for key in fact["clinical_leads"]),
        objective="\n\n".join(filter(None, [fact["objective"], delivers])),
        timescale=fact["timescale"] or "",
    )


def _milestone(project: Project, fact: dict[str, Any]) -> Milestone:
    return Milestone(
        project=project,
        number=fact["number"],
        status=STATUS[fact["state"]],
        due_on=fact["planned"],
        evidence=fact["evidence"] or "",
        submitted_on=fact["submitted"],
        decided_on=fact["decided"],
        is_simulated=True,
    )


def _steps(milestone: Milestone, fact: dict[str, Any], lead: User, chair: User) -> Iterator[MilestoneStep]:
    """The evidence as it was handed in and the decision as it was taken, where there are such."""
    if fact["submitted"]:
        yield MilestoneStep(
            milestone=milestone,
            number=1,
            kind=Kind.SUBMITTED,
            words=fact["evidence"],
            made_at=at(dt.date.fromisoformat(fact["submitted"]), 12),
            made_by=lead,
        )
    if fact["decided"]:
        yield MilestoneStep(
            milestone=milestone,
            number=2,
            kind=Kind.APPROVED,
            words=REASON,
            meeting=fact["meeting"],
            made_at=at(dt.date.fromisoformat(fact["decided"]), 19),
            made_by=chair,
        )
