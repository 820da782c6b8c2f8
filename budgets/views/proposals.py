"""One proposal to spend freed-up money: read, change, send, decide, record what it cost."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budgets import rules_forecasts as rules
from budgets.forms.reinvestment import DecideForm, ProposalForm, SendForm, SpentForm, StepForm
from budgets.models import ReinvestmentProposal
from budgets.selectors.freed import freed_now, may_see_draft
from budgets.selectors.proposal_writers import writers_of
from budgets.services import reinvestment as services
from daccom import calendar
from daccom.calendar import FinancialYear
from daccom.errors import Refused
from referrals.selectors.completeness import last_due_month
from referrals.views.common import UNPROCESSABLE, SignedInRequest

ROUTE = "budgets:proposal-detail"
Status = ReinvestmentProposal.Status
COLOURS = {Status.APPROVED: "green", Status.PROPOSED: "yellow", Status.DECLINED: "red", Status.SPENT: "blue"}


@require_safe
def proposal_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The proposal, what happened to it, and the form of whoever acts next."""
    return _page(request, _proposal(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    proposal = _drafting(request, pk)
    form = ProposalForm(request.POST or None, bodies=[], proposal=proposal)
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in ("title", "benefit", "amount", "seen")}
        try:
            services.change_proposal(proposal=proposal, by=request.user, **fields)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The draft is saved.")
            return redirect(ROUTE, pk=pk)
    context = {
        "proposal": proposal,
        "back": reverse(ROUTE, args=[pk]),
        "year": FinancialYear(proposal.year),
        "form": form,
    }
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "budgets/proposal_edit.html", context, status=status)


@require_POST
def proposal_send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for a decision on a draft."""
    proposal = _drafting(request, pk)
    form = SendForm(request.POST, pk=pk)
    if not form.is_valid():
        return _page(request, proposal, form)
    try:
        services.propose(
            proposal=proposal, seen=form.cleaned_data["seen"], by=request.user, today=calendar.today()
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The proposal waits for the Executive chair or a director.")
    return redirect(ROUTE, pk=pk)


@require_POST
def proposal_decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Approve or decline."""
    proposal = _proposal(request, pk)
    if not rules.can_decide(request.user, proposal.group):
        raise PermissionDenied("The Executive chair and the directors decide proposals.")
    form = DecideForm(request.POST, pk=pk)
    if not form.is_valid():
        return _page(request, proposal, form)
    try:
        services.decide_proposal(
            proposal=proposal,
            approve=form.approves,
            words=form.cleaned_data["words"],
            by=request.user,
            today=calendar.today(),
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The decision is recorded.")
    return redirect(ROUTE, pk=pk)


@require_POST
def proposal_spend(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record what an approved proposal cost."""
    proposal = _proposal(request, pk)
    if not rules.can_record_spent(request.user, proposal.group):
        raise PermissionDenied("PCT finance records what was spent.")
    form = SpentForm(request.POST, pk=pk)
    if not form.is_valid():
        return _page(request, proposal, form)
    try:
        services.record_spent(proposal=proposal, amount=form.cleaned_data["amount"], by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "What was spent is recorded.")
    return redirect(ROUTE, pk=pk)


def _proposal(request: SignedInRequest, pk: int) -> ReinvestmentProposal:
    """One that the reader may see; a draft of somebody else is not found."""
    rows = ReinvestmentProposal.objects.visible_to(request.user).select_related(
        "group", "practice", "saved_by", "decided_by", "spent_by"
    )
    proposal = get_object_or_404(rows, pk=pk)
    if proposal.status == Status.DRAFT and not may_see_draft(request.user, proposal):
        raise Http404
    return proposal


def _drafting(request: SignedInRequest, pk: int) -> ReinvestmentProposal:
    """One that this person may change and send."""
    proposal = _proposal(request, pk)
    if not rules.can_propose(request.user, proposal.group, proposal.practice):
        raise PermissionDenied("Its practice manager, or for the group the programme manager, writes it.")
    return proposal


def _page(
    request: SignedInRequest, proposal: ReinvestmentProposal, bad: StepForm | None = None
) -> HttpResponse:
    today, group = calendar.today(), proposal.group
    year = FinancialYear(proposal.year)
    now = freed_now(group=group, year=proposal.year, user=request.user, today=today, without=proposal.pk)
    month = min(last_due_month(group, today), year.months[-1])
    can_write = rules.can_propose(request.user, group, proposal.practice)
    context = {
        "proposal": proposal,
        "year": year,
        "colour": COLOURS.get(Status(proposal.status), "grey"),
        "whose": proposal.practice or group,
        "share": now.of(proposal.practice),
        "is_provisional": now.is_provisional,
        "now": now.month,
        "back": reverse("budgets:freed", kwargs={"group": group.slug, "month": month}),
        "can_write": can_write and proposal.status == Status.DRAFT,
        "form": bad or _form(request, proposal, can_write),
        "own": _own(request, proposal),
    }
    status = UNPROCESSABLE if bad else 200
    return render(request, "budgets/proposal_detail.html", context, status=status)


def _own(request: SignedInRequest, proposal: ReinvestmentProposal) -> str:
    """Why somebody who decides proposals may not decide this one."""
    waits = proposal.status == Status.PROPOSED and rules.can_decide(request.user, proposal.group)
    if not waits:
        return ""
    return rules.may_not_decide(request.user, proposal, writers_of([proposal])[proposal.pk])


def _form(request: SignedInRequest, proposal: ReinvestmentProposal, can_write: bool) -> StepForm | None:
    """The form of what comes next, for whoever does it."""
    user, group = request.user, proposal.group
    if proposal.status == Status.DRAFT and can_write:
        return SendForm(pk=proposal.pk, initial={"seen": proposal.edition})
    if proposal.status == Status.PROPOSED and rules.can_decide(user, group) and not _own(request, proposal):
        return DecideForm(pk=proposal.pk)
    if proposal.status == Status.APPROVED and rules.can_record_spent(user, group):
        return SpentForm(pk=proposal.pk, initial={"amount": proposal.amount})
    return None
