"""Freed-up money of a group's year, and what is proposed to be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from budgets import rules_forecasts as rules
from budgets.forms.reinvestment import ProposalForm
from budgets.places import places
from budgets.selectors.freed import Freed, freed, proposals
from budgets.services.reinvestment import draft_proposal
from daccom.calendar import Month
from daccom.exports import Export, export_links, export_wanted
from daccom.formats import pounds as money
from daccom.spreadsheets.writing import Value
from practices.models import Practice
from referrals.views.common import UNPROCESSABLE, SignedInRequest
from referrals.views.group_month import GroupMonth, group_month, roster_of

ROUTE = "budgets:freed"
GROUP = "group"
HEADS = (
    "Practice",
    "Budget",
    "Outturn",
    "Freed up",
    "Practice’s share",
    "Group’s share",
    "Taken",
    "Left",
    "Note",
)


@require_safe
def freed_up(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """Each practice's underspend, how it is shared, and the proposals of the year."""
    place = group_month(request, group, month)
    found = freed(roster=roster_of(request, place), user=request.user)
    exports = [Export("freed", "Freed-up money", HEADS, _cells(found))]
    file = export_wanted(request, exports, f"freed-{place.group.slug}-{month.slug}")
    if file is not None:
        return file
    context = {
        "place": place,
        "places": places(place, ROUTE, request.user),
        "back": place.address("budgets:position"),
        "found": found,
        "over_words": _over_words(found),
        "proposals": proposals(group=place.group, year=month.year, user=request.user),
        "new": place.address("budgets:proposal-new") if _bodies(request, place) else "",
        "exports": export_links(request, exports),
        "steps": place.steps(ROUTE),
    }
    return render(request, "budgets/freed.html", context)


def _over_words(found: Freed) -> str:
    return (
        f"All practices together are forecast to end {money(found.over or 0)} over their budgets. "
        "What some free up is there only if the PCT carries what others overspend."
    )


def _cells(found: Freed) -> list[Sequence[Value]]:
    rows: list[Sequence[Value]] = [
        (
            row.name,
            row.budget,
            row.outturn,
            row.freed.total if row.freed else None,
            row.freed.practice if row.freed else None,
            row.freed.group if row.freed else None,
            row.share.taken,
            row.share.left,
            row.why,
        )
        for row in found.rows
    ]
    total = ("All", None, None, found.total, found.practices, found.group.freed, None, None, "")
    group = (
        "Group’s share",
        None,
        None,
        None,
        None,
        found.group.freed,
        found.group.taken,
        found.group.left,
        "",
    )
    return [*rows, total, group]


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_new(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """Draft a proposal for the own practice's share, or for the group's."""
    place = group_month(request, group, month)
    bodies = _bodies(request, place)
    if not bodies:
        raise PermissionDenied(
            "Practice managers propose for their practice, the programme manager for the group."
        )
    labels = [(key, str(practice or place.group)) for key, practice in bodies.items()]
    form = ProposalForm(request.POST or None, bodies=labels)
    if request.method == "POST" and form.is_valid():
        made = draft_proposal(
            group=place.group,
            practice=bodies[form.cleaned_data["body"]],
            year=month.year.start_year,
            by=request.user,
            **{name: form.cleaned_data[name] for name in ("title", "benefit", "amount")},
        )
        return redirect("budgets:proposal-detail", pk=made.pk)
    context = {
        "place": place,
        "back": place.address(ROUTE),
        "year": month.year,
        "form": form,
        "proposal": None,
    }
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "budgets/proposal_edit.html", context, status=status)


def _bodies(request: SignedInRequest, place: GroupMonth) -> dict[str, Practice | None]:
    """Whose shares the person may propose to spend: practices by ODS code, the group last."""
    listed = roster_of(request, place)
    found: dict[str, Practice | None] = {
        practice.ods_code: practice
        for practice in listed.expected(listed.month)
        if rules.can_propose_for_practice(request.user, practice)
    }
    if rules.can_propose_for_group(request.user, place.group):
        found[GROUP] = None
    return found
