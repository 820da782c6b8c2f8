"""The commissioning plan 2008/09: its sections in order and the 33 priorities of Appendix 1."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from practices.demo import story
from practices.demo.accounts import PROGRAMME_MANAGER
from practices.demo.facts import facts
from practices.models import CommissioningGroup, User
from programmes.models import CommissioningPlan, PlanSection, Priority, PriorityItem, PriorityRow
from programmes.services.plans import send_for_signature

YEAR = 2008
Live, CompletedBy, Kind = PlanSection.Live, PlanSection.CompletedBy, PriorityItem.Kind
SAVINGS_AFTER = "milestones"
SAVINGS: dict[str, Any] = {
    "number": "18.2",
    "title": "Savings in the demonstration",
    "live": Live.SAVINGS,
    "completed_by": ["DacCom"],
    "markdown": "The plan prints no savings targets for 2008/09. These figures are simulated.",
}


def load_plan() -> int:
    """Write the draft plan with sections and priorities; how many rows."""
    plan = CommissioningPlan.objects.create(group=CommissioningGroup.objects.get(slug=story.GROUP), year=YEAR)
    sections = [
        PlanSection(
            plan=plan,
            order=order,
            number=fact["number"],
            heading=fact["title"],
            body=fact["markdown"],
            live=_live(fact),
            completed_by=_completed_by(fact["completed_by"]),
        )
        for order, fact in enumerate(_sections(), start=1)
    ]
    PlanSection.objects.bulk_create(sections)
    return 1 + len(sections) + _load_priorities(plan)


def _sections() -> Iterator[dict[str, Any]]:
    """The sections of the file, with live budget figures under the section on budgets, and savings added."""
    for fact in facts("programmes", "plan_2008")["sections"]:
        yield fact
        if fact["key"] == SAVINGS_AFTER:
            yield SAVINGS


def _live(fact: dict[str, Any]) -> str:
    if fact.get("key") == "budget":
        return Live.BUDGET
    return Live((fact["live"] or "").replace("-", "_"))


def _completed_by(parties: list[str]) -> str:
    if len(parties) > 1:
        return CompletedBy.BOTH
    return CompletedBy.PCT if parties == ["PCT"] else CompletedBy.GROUP


def _load_priorities(plan: CommissioningPlan) -> int:
    """Priorities, their rows and items; national ones first, in the order of the appendix."""
    listed = facts("programmes", "priorities_2008")["priorities"]
    priorities = [
        Priority(
            plan=plan,
            section=fact["section"],
            code=fact["code"],
            order=order,
            objective="\n\n".join([fact["title"], *fact["further"]]),
            notes=_notes(fact),
        )
        for order, fact in enumerate(listed, start=1)
    ]
    Priority.objects.bulk_create(priorities)
    rows = [
        (
            PriorityRow(
                priority=priority,
                order=row["order"],
                lead=row["lead"] or "",
                timescale=row["timescale"] or "",
            ),
            row,
        )
        for priority, fact in zip(priorities, listed, strict=True)
        for row in fact["rows"]
    ]
    PriorityRow.objects.bulk_create(made for made, _ in rows)
    items = PriorityItem.objects.bulk_create(item for made, fact in rows for item in _items(made, fact))
    return len(priorities) + len(rows) + len(items)


def _notes(fact: dict[str, Any]) -> list[str]:
    """What the source leaves unfinished or open."""
    return [*filter(None, [fact["incomplete"]]), *fact["ambiguities"]]


def _items(row: PriorityRow, fact: dict[str, Any]) -> Iterator[PriorityItem]:
    texts = ((Kind.ACTION, "actions"), (Kind.MILESTONE, "milestones"), (Kind.OUTCOME, "outcomes"))
    for kind, name in texts:
        for order, text in enumerate(fact[name], start=1):
            yield PriorityItem(row=row, kind=kind, order=order, text=text)


def send_plan() -> int:
    """Send the plan for signature as the programme manager would, so that the chair's turn has come."""
    plan = CommissioningPlan.objects.get(group__slug=story.GROUP, year=YEAR)
    by = User.objects.get(email=PROGRAMME_MANAGER)
    return send_for_signature(plan=plan, edition=plan.edition, by=by).number
