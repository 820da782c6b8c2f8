"""Projects and their milestones: evidence in, decision out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from daccom import calendar
from daccom.errors import Refused
from daccom.formats import long_date
from daccom.markdown import to_html
from programmes.forms.milestones import DecisionForm, EvidenceForm, StepForm
from programmes.models import Milestone, Project
from programmes.rules import milestones as rules
from programmes.selectors import milestones as selectors
from programmes.services.milestones import decide_milestone, submit_milestone
from referrals.views.common import SignedInRequest

UNPROCESSABLE = 422
Status = Milestone.Status
COLOURS = {Status.APPROVED: "green", Status.SUBMITTED: "yellow"}


@require_safe
def milestone_list(request: SignedInRequest) -> HttpResponse:
    """Every project one may read, with its four milestones."""
    today = calendar.today()
    projects = selectors.projects_with_milestones(request.user)
    rows = [(project, cells(project, today)) for project in projects]
    context = {
        "rows": rows,
        "shows_leads": rules.can_see_leads(request.user),
        "some_simulated": any(cell and cell.milestone.is_simulated for _, found in rows for cell in found),
    }
    return render(request, "programmes/milestone_list.html", context)


@require_safe
def milestone_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One milestone: its evidence, its history, and the form of whoever acts next."""
    return _page(request, _milestone(request, pk), None)


@require_POST
def milestone_submit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand in evidence for the milestone."""
    milestone = _milestone(request, pk)
    if not rules.can_submit_milestone(request.user, milestone):
        raise PermissionDenied("The group's project leads and programme manager hand in evidence.")
    form = EvidenceForm(request.POST, milestone_id=pk)
    if not form.is_valid():
        return _page(request, milestone, form, UNPROCESSABLE)
    try:
        submit_milestone(
            milestone=milestone,
            evidence=form.cleaned_data["evidence"],
            seen=form.cleaned_data["seen"],
            by=request.user,
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The evidence is in. The Executive decides next.")
    return redirect("programmes:milestone-detail", pk=pk)


@require_POST
def milestone_decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record the Executive's decision."""
    milestone = _milestone(request, pk)
    if not rules.can_decide_milestone(request.user, milestone):
        raise PermissionDenied("The members of the group's Executive decide milestones.")
    form = DecisionForm(request.POST, milestone_id=pk)
    if not form.is_valid():
        return _page(request, milestone, form, UNPROCESSABLE)
    try:
        step = decide_milestone(
            milestone=milestone,
            approve=form.approves,
            reason=form.cleaned_data["reason"],
            meeting=form.cleaned_data["meeting"],
            seen=form.cleaned_data["seen"],
            by=request.user,
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Recorded: {step.get_kind_display().lower()}.")
    return redirect("programmes:milestone-detail", pk=pk)


@dataclass(frozen=True)
class MilestoneCell:
    """One milestone in the table of projects."""

    milestone: Milestone
    words: str
    colour: str
    dated: str


def cells(project: Project, today: dt.date) -> list[MilestoneCell | None]:
    """The four milestones of a project in their columns; None for one that it does not have."""
    found = {step.number: step for step in project.milestones.all()}
    return [_cell(found[number], today) if number in found else None for number in Milestone.Number.values]


def _cell(milestone: Milestone, today: dt.date) -> MilestoneCell:
    decided = milestone.decided_on if milestone.status == Status.APPROVED else None
    dated = f"on {long_date(decided)}" if decided else f"due {long_date(milestone.due_on)}"
    return MilestoneCell(milestone, *look(milestone, today), dated)


def look(milestone: Milestone, today: dt.date) -> tuple[str, str]:
    """A milestone's state in words, and the colour of its tag."""
    words = selectors.state_words(milestone, today)
    if words.endswith("late"):
        return words, "red"
    return words, COLOURS.get(Status(milestone.status), "grey")


def _milestone(request: SignedInRequest, pk: int) -> Milestone:
    rows = Milestone.objects.visible_to(request.user).select_related("project__programme__group")
    return get_object_or_404(rows, pk=pk)


def _page(
    request: SignedInRequest, milestone: Milestone, form: StepForm | None, status: int = 200
) -> HttpResponse:
    steps = list(milestone.steps.select_related("made_by").order_by("-number"))
    words, colour = look(milestone, calendar.today())
    earlier = selectors.earlier_open(milestone)
    context = {
        "milestone": milestone,
        "steps": steps,
        "objective": to_html(milestone.project.objective),
        "evidence": to_html(milestone.evidence, 3),
        "back": reverse("programmes:milestone-list"),
        "earlier": earlier,
        "order_words": f"{earlier} comes first. Milestones are decided in order." if earlier else "",
        "words": words,
        "colour": colour,
        "shows_leads": rules.can_see_leads(request.user),
        "form": form or (None if earlier else _form(request, milestone, len(steps))),
    }
    return render(request, "programmes/milestone_detail.html", context, status=status)


def _form(request: SignedInRequest, milestone: Milestone, seen: int) -> StepForm | None:
    """The form of whoever acts next, when that is the reader."""
    initial = {"seen": seen}
    if milestone.status == Status.SUBMITTED and rules.can_decide_milestone(request.user, milestone):
        return DecisionForm(initial=initial, milestone_id=milestone.pk)
    if milestone.status in (Status.PENDING, Status.NOT_APPROVED) and rules.can_submit_milestone(
        request.user, milestone
    ):
        return EvidenceForm(initial=initial, milestone_id=milestone.pk)
    return None
