"""Live sections about what is to be done: priorities, Appendix 1, and last year's objectives."""

from __future__ import annotations

import datetime as dt
from typing import Any

from daccom.calendar import FinancialYear
from programmes.models import CommissioningPlan, Priority, PriorityItem, PriorityRow, ReviewedObjective
from programmes.selectors.plans.blocks import Block, table

CAPTIONS = {
    Priority.Section.NATIONAL: "National and regional priorities",
    Priority.Section.LOCAL: "Local priorities",
}


def national_list(plan: CommissioningPlan, day: dt.date) -> list[Block]:
    return [_list(plan, Priority.Section.NATIONAL)]


def local_list(plan: CommissioningPlan, day: dt.date) -> list[Block]:
    return [_list(plan, Priority.Section.LOCAL)]


def national_rows(plan: CommissioningPlan, day: dt.date) -> list[Block]:
    return [_appendix(plan, Priority.Section.NATIONAL)]


def local_rows(plan: CommissioningPlan, day: dt.date) -> list[Block]:
    return [_appendix(plan, Priority.Section.LOCAL)]


def review(plan: CommissioningPlan, day: dt.date) -> list[Block]:
    """The objectives of the year before, with how far each came."""
    year = plan.year - 1
    found = ReviewedObjective.objects.filter(group=plan.group, year=year)
    return [
        table(
            f"Objectives of {FinancialYear(year)} and how far they came",
            {"No.": "text", "Objective": "text", "Progress": "text", "Comments": "list"},
            (
                [str(row.number), row.objective, row.get_progress_display(), list(row.comments)]
                for row in found
            ),
        )
    ]


def _list(plan: CommissioningPlan, section: Priority.Section) -> Block:
    rows = plan.priorities.filter(section=section)
    return table(
        CAPTIONS[section],
        {"Code": "text", "Priority": "text"},
        ([row.code, row.objective.partition("\n\n")[0]] for row in rows),
        note="The rows of each priority are in Appendix 1.",
    )


def _appendix(plan: CommissioningPlan, section: Priority.Section) -> Block:
    """Every row of every priority with its actions, milestones and outcomes."""
    found = plan.priorities.filter(section=section).prefetch_related("rows__items")
    return Block(
        kind="priorities",
        caption=CAPTIONS[section],
        note="",
        simulated=False,
        priorities=[_priority(priority) for priority in found],
    )


def _priority(priority: Priority) -> dict[str, Any]:
    return {
        "code": priority.code,
        "objective": priority.objective,
        "notes": list(priority.notes),
        "rows": [_row(row) for row in priority.rows.all()],
    }


def _row(row: PriorityRow) -> dict[str, Any]:
    items = list(row.items.all())
    return {
        "lead": row.lead,
        "timescale": row.timescale,
        "actions": _texts(items, PriorityItem.Kind.ACTION),
        "milestones": _texts(items, PriorityItem.Kind.MILESTONE),
        "outcomes": _texts(items, PriorityItem.Kind.OUTCOME),
    }


def _texts(items: list[PriorityItem], kind: PriorityItem.Kind) -> list[str]:
    return [item.text for item in items if item.kind == kind]
