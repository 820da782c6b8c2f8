"""Live sections with dates and money: milestones, the indicative budget, savings."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db.models import Count, Q, Sum

from budgets.models import IndicativeBudget
from daccom.calendar import FinancialYear
from daccom.formats import long_date
from practices.models import Practice
from programmes.models import CommissioningPlan, Milestone, Project, SavingsMonth, SavingsTarget
from programmes.selectors.plans.blocks import Block, Cell, pounds, table


def milestones(plan: CommissioningPlan, day: dt.date) -> list[Block]:
    """The year's projects: what each is for, and when its four milestones are due or were decided."""
    projects = list(
        Project.objects.filter(programme__group=plan.group, programme__year=plan.year).prefetch_related(
            "milestones"
        )
    )
    simulated = any(project.is_simulated for project in projects)
    return [
        table(
            f"Projects of {FinancialYear(plan.year)}",
            {"Project": "text", "Clinical lead": "text", "Timescale": "text", "Objective": "text"},
            ([row.title, row.clinical_lead, row.timescale, row.objective] for row in projects),
            simulated=simulated,
        ),
        table(
            f"Milestones as they stood on {long_date(day)}",
            {"Project": "text", **{f"{step.value}. {step.label}": "text" for step in Milestone.Number}},
            ([project.title, *_steps(project, day)] for project in projects),
            simulated=simulated
            or any(step.is_simulated for project in projects for step in project.milestones.all()),
        ),
    ]


def _steps(project: Project, day: dt.date) -> list[str]:
    """What stands under each of the four headings; nothing for a milestone that was never planned."""
    found = {step.number: step for step in project.milestones.all()}
    return [_step(found[number], day) if number in found else "" for number in Milestone.Number]


def _step(step: Milestone, day: dt.date) -> str:
    if step.decided_on:
        return f"{step.get_status_display()} on {long_date(step.decided_on)}"
    if step.status == Milestone.Status.SUBMITTED:
        return f"{step.get_status_display()}; due {long_date(step.due_on)}"
    return f"{'Late: due' if step.due_on < day else 'Due'} {long_date(step.due_on)}"


def budget(plan: CommissioningPlan, day: dt.date) -> list[Block]:
    """The indicative budget of the year by category, over all practices of the group."""
    members = Practice.objects.in_group(plan.group, day)
    lines = list(
        IndicativeBudget.objects.filter(practice__in=members, year=plan.year)
        .values("category__order", "category__name", "category__outside_pbc")
        .annotate(total=Sum("amount"), made_up=Count("pk", filter=Q(is_simulated=True)))
        .order_by("category__order", "category__name")
    )
    rows: list[list[Cell]] = [
        [
            f"{line['category__name']}{' (outside PBC)' if line['category__outside_pbc'] else ''}",
            pounds(line["total"]),
        ]
        for line in lines
    ]
    whole = sum((line["total"] for line in lines), Decimal())
    return [
        table(
            f"Indicative budget {FinancialYear(plan.year)}",
            {"Category": "text", "Budget": "money"},
            rows,
            total=["All categories", pounds(whole)],
            simulated=any(line["made_up"] for line in lines),
        )
    ]


def savings(plan: CommissioningPlan, day: dt.date) -> list[Block]:
    """Every savings target up to the plan's year, and what was saved with evidence."""
    targets = list(
        SavingsTarget.objects.filter(
            project__programme__group=plan.group, year__lte=plan.year
        ).select_related("project")
    )
    sums = dict(
        SavingsMonth.objects.filter(target__in=targets, actual__isnull=False)
        .values_list("target")
        .annotate(Sum("actual"))
        .order_by()
    )
    months = SavingsMonth.objects.filter(target__in=targets, is_simulated=True)
    rows = [_savings_row(target, sums.get(target.pk)) for target in targets]
    planned = sum((target.planned for target in targets), Decimal())
    saved = sum(sums.values(), Decimal())
    return [
        table(
            "Savings: planned, and achieved with evidence",
            {
                "Year": "text",
                "Number": "text",
                "Target": "text",
                "Project": "text",
                "Planned": "money",
                "Saved": "money",
            },
            rows,
            total=["All targets", None, None, None, pounds(planned), pounds(saved)],
            simulated=any(target.is_simulated for target in targets) or months.exists(),
        )
    ]


def _savings_row(target: SavingsTarget, saved: Decimal | None) -> list[Cell]:
    return [
        str(FinancialYear(target.year)),
        target.number,
        target.name,
        target.project.title,
        pounds(target.planned),
        None if saved is None else pounds(saved),
    ]
