"""The pilot of 2006/07 with its nine savings targets, and the same nine carried on, simulated, in 2008/09."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from daccom.calendar import FinancialYear, Month
from practices.demo import story
from practices.demo.draws import ONE, Draws
from practices.demo.facts import facts
from practices.demo.shares import shared
from practices.models import CommissioningGroup
from programmes.models import Programme, Project, SavingsMonth, SavingsTarget

PILOT, NOW = FinancialYear(2006), FinancialYear(2008)
CARRIED_ON_PERCENT = 60
"""How much of each pilot target the simulated 2008/09 target is."""
LAST_REPORTED = story.LAST_MONTH.previous()
"""The last month whose savings are in: the newest is still to be typed."""
REACHED_PERCENT = {
    "1.1": 104,
    "1.3": 71,
    "1.4": 96,
    "1.5": 110,
    "1.7": 83,
    "1.8": 99,
    "1.9": 62,
    "2.1": 91,
    "2.3": 107,
}
"""The level of simulated savings against plan, by FRP number; 1.3 and 1.9 are well behind."""


def load_pilot() -> int:
    """Write the pilot's projects and targets as stated, phased evenly by us; how many rows."""
    about = facts("programmes", "pilot_2006")
    programme = Programme.objects.create(
        group=CommissioningGroup.objects.get(slug=story.GROUP),
        name=about["name"],
        year=PILOT.start_year,
        started_on=about["from"],
        ends_on=about["to"],
        scope="\n\n".join(about["rationale"]),
    )
    projects = {
        fact["code"]: Project(
            programme=programme, code=fact["code"], title=fact["name"], objective=fact["note"] or ""
        )
        for fact in about["projects"]
    }
    Project.objects.bulk_create(projects.values())
    targets = [
        _target(projects[fact["project"]], fact, PILOT, fact["planned_gbp"])
        for fact in about["savings_targets"]
    ]
    return len(projects) + _save(targets)


def load_savings() -> int:
    """Write the simulated targets of 2008/09 with what was saved so far; how many rows."""
    projects = {row.code: row for row in Project.objects.filter(programme__year=PILOT.start_year)}
    targets = [
        _target(projects[fact["project"]], fact, NOW, fact["planned_gbp"] * CARRIED_ON_PERCENT // 100)
        for fact in facts("programmes", "pilot_2006")["savings_targets"]
    ]
    return _save(targets)


def _target(project: Project, fact: dict[str, Any], year: FinancialYear, pounds: int) -> SavingsTarget:
    """A target as the pilot states it, or, in another year, a simulated one of the same number."""
    stated = year == PILOT
    return SavingsTarget(
        project=project,
        number=fact["number"],
        name=fact["name"],
        year=year.start_year,
        planned=Decimal(pounds),
        as_written=fact["as_written"] if stated else "",
        note=(fact["note"] or "") if stated else f"Simulated: {CARRIED_ON_PERCENT}% of the pilot's target.",
        is_simulated=not stated,
    )


def _save(targets: list[SavingsTarget]) -> int:
    SavingsTarget.objects.bulk_create(targets)
    months = SavingsMonth.objects.bulk_create(row for target in targets for row in _months(target))
    return len(targets) + len(months)


def _months(target: SavingsTarget) -> list[SavingsMonth]:
    """Twelve months of one target; no document phases the plan, so an even split, marked simulated."""
    year = FinancialYear(target.year)
    planned = shared(int(target.planned * 100), [1] * 12)
    noise = (100 + 12 * Draws("savings", target.number).normal(12) // ONE).tolist()
    return [
        SavingsMonth(
            target=target,
            month=month.first,
            planned=Decimal(pence) / 100,
            is_simulated=True,
            **_actual(target, month, pence * varied),
        )
        for month, pence, varied in zip(year.months, planned, noise, strict=True)
    ]


def _actual(target: SavingsTarget, month: Month, hundredths: int) -> dict[str, Any]:
    """What was saved, where it is known: nothing is for the pilot, nor after the last month reported."""
    if not target.is_simulated or month > LAST_REPORTED:
        return {}
    pounds = max(hundredths * REACHED_PERCENT[target.number] // 1_000_000, 0)
    return {"actual": Decimal(pounds), "evidence": f"Simulated: activity against baseline, {month}"}
