"""The posted rows behind a figure, and posting a month of them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from budgets import rules
from budgets.forms.spend import SpendForm
from budgets.models import Category
from budgets.places import places
from budgets.selectors import spend as selectors
from budgets.selectors.counted import counted_practices
from budgets.services.spend import post_spend
from budgets.tables import SpendTable
from budgets.words import rows_heading
from daccom.calendar import Month
from daccom.errors import Refused
from daccom.formats import plural
from practices.models import Practice
from referrals.selectors.roster import Roster
from referrals.views.common import SignedInRequest
from referrals.views.group_month import GroupMonth, group_month, practice_of, roster_of

UNPROCESSABLE = 422
PAGE = 50
POSTING = "budgets:spend-month"


@require_safe
def spend_rows(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """Every posted row of the year to date, for one practice, one category, both or neither."""
    place = group_month(request, group, month)
    listed = roster_of(request, place)
    ods = request.GET.get("practice", "")
    category = _category(request.GET.get("category", ""))
    practice = _counted(listed, ods) if ods else None
    found = selectors.spend_rows(roster=listed, user=request.user, practice=practice, category=category)
    table = SpendTable(found.rows, caption=f"Posted from {month.year.months[0]} to {month}")
    RequestConfig(request, paginate={"per_page": PAGE}).configure(table)
    context = {
        "place": place,
        "back": place.address("budgets:position"),
        "what": rows_heading(practice, category),
        "found": found,
        "table": table,
    }
    return render(request, "budgets/spend_rows.html", context)


def _counted(listed: Roster, ods: str) -> Practice:
    """A practice whose money counts in the month, also one that closed earlier in the year; else 404."""
    found = [practice for practice in counted_practices(listed) if practice.ods_code == ods]
    if not found:
        raise Http404
    return found[0]


def _category(code: str) -> Category | None:
    """The category asked for; 404 for a code that is none, also one that no database would take."""
    if not code:
        return None
    if not code.isprintable():
        raise Http404
    return get_object_or_404(Category, code=code)


@require_safe
def spend_month(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """Which practices' spend is posted for a month, for PCT finance."""
    place = posting_place(request, group, month)
    practices = selectors.posted_practices(roster=roster_of(request, place), user=request.user)
    context = {
        "place": place,
        "places": places(place, POSTING, request.user),
        "back": place.address("budgets:position"),
        "file_url": place.address("budgets:spend-file"),
        "practices": practices,
        "posted": sum(row.total is not None for row in practices),
        "expected": len(practices),
        "is_simulated": any(row.is_simulated for row in practices),
        "steps": place.steps(POSTING),
    }
    return render(request, "budgets/spend_month.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def spend_post(request: SignedInRequest, group: str, month: Month, ods: str) -> HttpResponse:
    """Post or correct one practice's month, all lines at once."""
    place = posting_place(request, group, month)
    practice = practice_of(roster_of(request, place), ods)
    form = SpendForm(
        request.POST or None,
        categories=selectors.lines_to_post(practice, month),
        posted=selectors.posted_amounts(practice, month),
    )
    if request.method == "POST" and form.is_valid():
        try:
            changed = post_spend(
                practice=practice,
                month=month,
                amounts=form.amounts,
                seen=form.cleaned_data["seen"],
                by=request.user,
                today=place.today,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{plural(changed, 'line')} of {practice} posted for {month}.")
            return redirect(place.address(POSTING))
    status = UNPROCESSABLE if request.method == "POST" else 200
    back = place.address(POSTING)
    context = {"place": place, "back": back, "practice": practice, "form": form}
    return render(request, "budgets/spend_post.html", context, status=status)


def posting_place(request: SignedInRequest, group: str, month: Month) -> GroupMonth:
    """The place, for somebody who may post there."""
    place = group_month(request, group, month)
    if not rules.can_post_spend(request.user, place.group):
        raise PermissionDenied("PCT finance posts what was spent. Ask them when a figure is wrong.")
    return place
