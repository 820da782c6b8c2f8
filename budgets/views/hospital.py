"""Acute spend that finance posted, beside what the extracts come to."""

from __future__ import annotations

from pathlib import Path

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budgets import rules_spend
from budgets.forms.spend_notes import ExplanationForm
from budgets.hospital_rows import by_line, by_month, by_practice, explained_lines, hospital_exports
from budgets.hospital_words import hospital_sentence
from budgets.models import Category, SpendExplanation
from budgets.places import places
from budgets.selectors.hospital import hospital_care
from budgets.selectors.hospital_parts import PODS
from budgets.services.spend_notes import add_explanation, withdraw_explanation
from daccom import calendar
from daccom.calendar import Month
from daccom.definitions import read_definition
from daccom.errors import Refused
from daccom.exports import export_links, export_wanted
from referrals.views.common import UNPROCESSABLE, SignedInRequest
from referrals.views.group_month import GroupMonth, group_month, roster_of

ROUTE = "budgets:hospital"
DEFINITION = Path(__file__).parent.parent / "definitions" / "hospital_care.md"


@require_safe
def hospital(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """The difference line by line, by month, by acute line and by practice."""
    place = group_month(request, group, month)
    found = hospital_care(roster=roster_of(request, place), user=request.user)
    lines = by_line(found, Category.objects.in_bulk(list(PODS), field_name="code"))
    exports = hospital_exports(found, lines)
    file = export_wanted(request, exports, f"hospital-{place.group.slug}-{month.slug}")
    if file is not None:
        return file
    context = {
        "place": place,
        "places": places(place, ROUTE, request.user),
        "back": place.address("budgets:position"),
        "found": found,
        "sentence": hospital_sentence(found),
        "lines": explained_lines(found),
        "months": by_month(found),
        "categories": lines,
        "practices": by_practice(found),
        "explanations": [one for one in found.explanations if one.month == month.first],
        "definition": read_definition(DEFINITION),
        "may_explain": rules_spend.can_shape_spend(request.user, place.group),
        "explain_url": place.address("budgets:explanation-new"),
        "exports": export_links(request, exports),
        "steps": place.steps(ROUTE),
    }
    return render(request, "budgets/hospital.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def explanation_new(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """Say what explains a part of the difference."""
    place = _explaining(request, group, month)
    form = ExplanationForm(
        request.POST or None,
        categories=Category.objects.filter(code__in=PODS),
        months=[one for one in month.year.months if one.last < place.today],
        initial={"month": month.slug},
    )
    if request.method == "POST" and form.is_valid():
        add_explanation(
            group=place.group, **form.said, by=request.user, now=calendar.now(), today=place.today
        )
        messages.success(request, "The explanation is added.")
        return redirect(place.address(ROUTE))
    context = {"place": place, "back": place.address(ROUTE), "form": form}
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "budgets/explanation_new.html", context, status=status)


@require_POST
def explanation_withdraw(request: SignedInRequest, group: str, month: Month, pk: int) -> HttpResponse:
    """Take an explanation back."""
    place = _explaining(request, group, month)
    rows = SpendExplanation.objects.visible_to(request.user).filter(group=place.group)
    try:
        withdraw_explanation(row=get_object_or_404(rows, pk=pk), by=request.user, now=calendar.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The explanation is withdrawn.")
    return redirect(place.address(ROUTE))


def _explaining(request: SignedInRequest, group: str, month: Month) -> GroupMonth:
    place = group_month(request, group, month)
    if not rules_spend.can_shape_spend(request.user, place.group):
        raise PermissionDenied("PCT finance and the programme manager explain differences. Ask one of them.")
    return place
