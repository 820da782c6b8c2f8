"""The whole content of a plan as one plain value, and its digest: what is frozen, signed and printed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from daccom.calendar import FinancialYear
from programmes.models import CommissioningPlan, PlanSection, PlanSignature
from programmes.selectors.plans import figures, objectives, organisations
from programmes.selectors.plans.blocks import Block, Content, SectionContent

Live = PlanSection.Live
LIVE: dict[str, Callable[[CommissioningPlan, dt.date], list[Block]]] = {
    Live.PRACTICES: organisations.practices,
    Live.EXECUTIVE: organisations.executive,
    Live.PRIORITIES_NATIONAL: objectives.national_list,
    Live.PRIORITIES_LOCAL: objectives.local_list,
    Live.APPENDIX_NATIONAL: objectives.national_rows,
    Live.APPENDIX_LOCAL: objectives.local_rows,
    Live.REVIEW: objectives.review,
    Live.MILESTONES: figures.milestones,
    Live.BUDGET: figures.budget,
    Live.SAVINGS: figures.savings,
}


def assemble(plan: CommissioningPlan, as_of: dt.datetime) -> Content:
    """Everything the printed plan shows, with its live figures as they stand at `as_of`."""
    year = FinancialYear(plan.year)
    return Content(
        title=f"Commissioning Plan {year}",
        group=plan.group.name,
        pct=plan.group.pct.name,
        year=str(year),
        first_day=year.first.isoformat(),
        last_day=year.last.isoformat(),
        as_of=as_of.isoformat(timespec="seconds"),
        signatories=[str(order.label) for order in PlanSignature.Order],
        sections=[section_content(plan, section, as_of.date()) for section in plan.sections.all()],
    )


def section_content(plan: CommissioningPlan, section: PlanSection, day: dt.date) -> SectionContent:
    """One section as it would print on `day`."""
    return SectionContent(
        order=section.order,
        number=section.number,
        heading=section.heading,
        completed_by=section.get_completed_by_display(),
        body=section.body,
        blocks=LIVE[section.live](plan, day) if section.live else [],
    )


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 (64 hex digits) of the canonical JSON: keys sorted, no spaces, UTF-8."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
