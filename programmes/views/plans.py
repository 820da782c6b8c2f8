"""Reading commissioning plans."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from daccom import calendar
from practices.models import User
from programmes.models import CommissioningPlan, PlanSection
from programmes.presentation import moment, section_shown
from programmes.rules import plans as rules
from programmes.selectors import plans as selectors
from programmes.selectors.plans.blocks import SectionContent
from referrals.views.common import SignedInRequest

Status = CommissioningPlan.Status
COLOURS = {
    Status.DRAFT: "yellow",
    Status.SIGNING: "blue",
    Status.SIGNED: "green",
    "void": "red",
}
STATE_WORDS = {**dict(Status.choices), "void": "Void"}


def find_plan(user: User, pk: int) -> CommissioningPlan:
    """A plan that this person may read. Raises Http404 for any other."""
    plans = CommissioningPlan.objects.visible_to(user).select_related("group__pct")
    return get_object_or_404(plans, pk=pk)


@require_safe
def plan_list(request: SignedInRequest) -> HttpResponse:
    """The plans this person may read, the newest first."""
    plans = CommissioningPlan.objects.visible_to(request.user).select_related("group")
    rows = [
        {"plan": plan, "status": plan.get_status_display(), "colour": COLOURS[plan.status]}
        for plan in plans.order_by("-year", "group__name")
    ]
    return render(request, "programmes/plan_list.html", {"rows": rows})


@require_safe
def plan_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Where a plan stands: its sections, who signs next, its versions and their PDFs."""
    user = request.user
    plan = find_plan(user, pk)
    sections = list(plan.sections.all())
    version = selectors.current_version(plan)
    state = selectors.signing_state(version)
    context = {
        "plan": plan,
        "status": {"text": plan.get_status_display(), "colour": COLOURS[plan.status]},
        "sections": [_entry(plan, section, user) for section in sections],
        "missing": len(selectors.to_complete(sections)) if plan.status == Status.DRAFT else 0,
        "version": version,
        "state": state,
        "lines": [_line(line, state, plan) for line in state.lines],
        "signs_next": state.next_order in rules.signs_as(user, plan) and user.pk not in state.signers,
        "may_send": plan.status == Status.DRAFT and rules.may_send(user, plan),
        "may_freeze": plan.status == Status.DRAFT and rules.may_freeze(user, plan),
        "may_make_pdf": rules.works_for(user, plan),
        "versions": [_version(row) for row in selectors.version_rows(plan, user)],
    }
    return render(request, "programmes/plan_detail.html", context)


@require_safe
def plan_section(request: SignedInRequest, pk: int, order: int) -> HttpResponse:
    """A section as it will print: frozen once the plan is out for signature, live until then."""
    plan = find_plan(request.user, pk)
    section = get_object_or_404(plan.sections, order=order)
    section.plan = plan
    content, as_of = _content(plan, section)
    context = {
        "plan": plan,
        "section": section,
        "shown": section_shown(content, level=1),
        "as_of": as_of,
        "may_edit": plan.status != Status.SIGNED and rules.may_edit_section(request.user, section),
        "pages": _neighbours(plan, order),
    }
    return render(request, "programmes/plan_section.html", context)


def _content(plan: CommissioningPlan, section: PlanSection) -> tuple[SectionContent, str]:
    """The section's content and the moment of its figures (empty: now)."""
    version = selectors.current_version(plan)
    if version is None:
        return selectors.section_content(plan, section, calendar.today()), ""
    frozen: list[SectionContent] = version.content["sections"]
    found = next(entry for entry in frozen if entry["order"] == section.order)
    return found, moment(version.content["as_of"])


def _entry(plan: CommissioningPlan, section: PlanSection, user: User) -> dict[str, Any]:
    section.plan = plan
    complete = plan.status != Status.DRAFT or section.is_complete
    return {
        "title": str(section),
        "url": reverse("programmes:plan-section", args=[plan.pk, section.order]),
        "is_part": "." in section.number,
        "completed_by": section.get_completed_by_display(),
        "complete": complete,
        "yours": not complete and rules.may_edit_section(user, section),
    }


def _line(line: Any, state: Any, plan: CommissioningPlan) -> dict[str, Any]:
    if line.name:
        return {"role": line.role, "name": line.name, "signed_at": line.signed_at, "state": "signed"}
    is_next = plan.status == Status.SIGNING and line.order == state.next_order
    return {"role": line.role, "name": "", "signed_at": None, "state": "next" if is_next else "later"}


def _version(row: Any) -> dict[str, Any]:
    return {
        "row": row,
        "version": row.version,
        "state": STATE_WORDS[row.state],
        "colour": COLOURS[row.state],
        "documents": row.documents,
        "job": row.job if row.job and row.job.is_open else None,
        "may_make": not row.has_wanted and not (row.job and row.job.is_open),
    }


def _neighbours(plan: CommissioningPlan, order: int) -> dict[str, str]:
    """The section before and the one after, as NHS.UK pagination takes them."""
    sections = {section.order: section for section in plan.sections.defer("body")}
    before = max((other for other in sections if other < order), default=None)
    after = min((other for other in sections if other > order), default=None)
    pages: dict[str, str] = {}
    for place, other in (("previous", before), ("next", after)):
        pages[f"{place}_url"] = reverse("programmes:plan-section", args=[plan.pk, other]) if other else ""
        pages[f"{place}_page"] = str(sections[other]) if other else ""
    return pages
