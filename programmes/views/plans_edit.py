"""Writing a plan's sections, and handing it over for signature."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from daccom import audit
from programmes.forms.plans import SectionForm, SendForm
from programmes.models import CommissioningPlan, PlanSection
from programmes.rules import plans as rules
from programmes.selectors import plans as selectors
from programmes.services import plans as services
from programmes.views.plans import find_plan
from referrals.views.common import SignedInRequest

Status = CommissioningPlan.Status
CONFLICT, UNPROCESSABLE = 409, 422


@require_http_methods(["GET", "HEAD", "POST"])
def plan_section_edit(request: SignedInRequest, pk: int, order: int) -> HttpResponse:
    """Change a section's text. When somebody else was faster, both texts are shown and none is lost."""
    section = _editable(request, pk, order)
    form = SectionForm(request.POST or None, initial={"body": section.body, "edition": section.edition})
    if request.method != "POST":
        return _edit_page(request, section, form)
    if not form.is_valid():
        return _edit_page(request, section, form, status=UNPROCESSABLE)
    voids = section.plan.status == Status.SIGNING
    try:
        changed = services.save_section(
            section=section,
            body=form.cleaned_data["body"],
            edition=form.cleaned_data["edition"],
            by=request.user,
        )
    except services.SectionMovedOn as moved:
        return _conflict(request, moved, form.cleaned_data["body"])
    _say(request, section, changed=changed, voids=voids)
    return redirect("programmes:plan-section", pk=pk, order=order)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Freeze the plan and hand it to the three who sign."""
    plan = find_plan(request.user, pk)
    if not rules.may_send(request.user, plan):
        raise PermissionDenied(
            "Only the programme manager of the group sends its plan for signature. Ask them to send it."
        )
    form = SendForm(request.POST or None, initial={"edition": plan.edition})
    if request.method == "POST" and form.is_valid():
        services.send_for_signature(plan=plan, edition=form.cleaned_data["edition"], by=request.user)
        messages.success(request, "The plan is out for signature. Its PDF is being made.")
        return redirect("programmes:plan-detail", pk=pk)
    missing = selectors.to_complete(plan.sections.all())
    context = {"plan": plan, "form": form, "missing": missing, "can_send": plan.status == Status.DRAFT}
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "programmes/plan_send.html", context, status=status)


@require_POST
def plan_freeze(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep the draft as a version and follow the making of its PDF."""
    plan = find_plan(request.user, pk)
    if not rules.may_freeze(request.user, plan):
        raise PermissionDenied(
            "Only those who write the plan make a draft version of it. Ask the programme manager for one."
        )
    job = services.freeze_draft(plan=plan, by=request.user)
    return redirect("job-detail", pk=job.pk)


def _editable(request: SignedInRequest, pk: int, order: int) -> PlanSection:
    """The section, when this person may change it. Raises PermissionDenied, or Refused for a signed plan."""
    plan = find_plan(request.user, pk)
    section = get_object_or_404(plan.sections, order=order)
    section.plan = plan
    if not rules.may_edit_section(request.user, section):
        raise PermissionDenied(
            f"This section is completed by {section.get_completed_by_display()}. "
            "The group's programme manager and the PCT's commissioner write the plan: tell them."
        )
    if plan.status == Status.SIGNED:
        raise services.plan_is_signed()
    return section


def _edit_page(
    request: SignedInRequest, section: PlanSection, form: SectionForm, status: int = 200
) -> HttpResponse:
    version = selectors.current_version(section.plan)
    context = {
        "section": section,
        "plan": section.plan,
        "form": form,
        "voids": section.plan.status == Status.SIGNING,
        "signed": selectors.signing_state(version).signed,
    }
    return render(request, "programmes/plan_section_edit.html", context, status=status)


def _conflict(request: SignedInRequest, moved: services.SectionMovedOn, own_text: str) -> HttpResponse:
    """What the other wrote and what this person wrote; saving again replaces the other's knowingly."""
    section = moved.section
    last = audit.history(section).select_related("actor").first()
    context = {
        "section": section,
        "plan": section.plan,
        "refused": moved,
        "theirs": section.body,
        "saved_by": last.actor if last else "",
        "form": SectionForm(initial={"body": own_text, "edition": section.edition}),
    }
    return render(request, "programmes/plan_section_conflict.html", context, status=CONFLICT)


def _say(request: SignedInRequest, section: PlanSection, *, changed: bool, voids: bool) -> None:
    if not changed:
        messages.info(request, "The text is as it was: nothing was changed.")
    elif voids:
        messages.warning(
            request,
            f"“{section}” is saved. The plan is a draft again: signatures under the earlier text are void, "
            "and it must be sent for signature afresh.",
        )
    else:
        messages.success(request, f"“{section}” is saved.")
