"""What comes once, in past months and months to come."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from budgets import rules_spend
from budgets.forms.spend_notes import OnceForm
from budgets.models import NonRecurrent
from budgets.places import places
from budgets.selectors.category_tree import category_tree
from budgets.selectors.once import ComesOnce, comes_once
from budgets.services.spend_notes import add_once, withdraw_once
from daccom import calendar
from daccom.calendar import Month
from daccom.errors import Refused
from daccom.exports import Export, export_links, export_wanted
from referrals.views.common import UNPROCESSABLE, SignedInRequest
from referrals.views.group_month import GroupMonth, group_month, roster_of

ROUTE = "budgets:once"
NOT_YOURS = "PCT finance and the programme manager say what comes once. Ask one of them."


@require_http_methods(["GET", "HEAD", "POST"])
def once(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """The list, and for those who may the form to add to it."""
    place = group_month(request, group, month)
    may_change = rules_spend.can_shape_spend(request.user, place.group)
    if request.method == "POST" and not may_change:
        raise PermissionDenied(NOT_YOURS)
    form = _form(request, place) if may_change else None
    if request.method == "POST" and form is not None and form.is_valid():
        add_once(group=place.group, **form.said, by=request.user, now=calendar.now())
        messages.success(request, "It is added.")
        return redirect(place.address(ROUTE))
    found = comes_once(group=place.group, month=month, user=request.user)
    exports = [_export(found)]
    file = export_wanted(request, exports, f"{place.group.slug}-{month.slug}")
    if file is not None:
        return file
    context = {
        "place": place,
        "places": places(place, ROUTE, request.user),
        "back": place.address("budgets:position"),
        "rows": found.rows,
        "to_date": found.to_date,
        "whole_year": found.whole_year,
        "may_change": may_change,
        "form": form,
        "exports": export_links(request, exports),
    }
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "budgets/once.html", context, status=status)


def _form(request: SignedInRequest, place: GroupMonth) -> OnceForm:
    nodes = category_tree().values()
    above = {node.category.parent_id for node in nodes}
    return OnceForm(
        request.POST or None,
        categories=[node.category for node in nodes if node.category.pk not in above and not node.is_outside],
        months=place.month.year.months,
        practices=roster_of(request, place).practices,
        initial={"month": place.month.slug},
    )


def _export(found: ComesOnce) -> Export:
    return Export(
        "once",
        "What comes once",
        ["What it is", "Category", "Practice", "Month", "Amount", "By"],
        [
            [
                row.words,
                row.category.name,
                row.practice.name if row.practice else "",
                row.month,
                row.amount,
                str(row.recorded_by.name),
            ]
            for row in found.rows
        ],
    )


@require_POST
def once_withdraw(request: SignedInRequest, group: str, month: Month, pk: int) -> HttpResponse:
    """Take one back."""
    place = group_month(request, group, month)
    if not rules_spend.can_shape_spend(request.user, place.group):
        raise PermissionDenied(NOT_YOURS)
    rows = NonRecurrent.objects.visible_to(request.user).filter(group=place.group)
    try:
        withdraw_once(row=get_object_or_404(rows, pk=pk), by=request.user, now=calendar.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "It is withdrawn.")
    return redirect(place.address(ROUTE))
