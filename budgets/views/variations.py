"""What changed published budgets: the year's list, and one of them."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from budgets import rules
from budgets.places import places
from budgets.selectors import variations as selectors
from budgets.selectors.sheets import setting_of
from budgets.worksheet_files import variation_files
from daccom.calendar import Month
from daccom.exports import export_links, export_wanted
from referrals.views.common import SignedInRequest
from referrals.views.group_month import group_month, roster_of

ROUTE = "budgets:variation-list"


@require_safe
def variation_list(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """The year's variations with their running effect, the reserves, and the budgets as they stand."""
    place = group_month(request, group, month)
    stands = selectors.standing(roster=roster_of(request, place), user=request.user)
    found = selectors.variation_rows(
        group=place.group, year=month.year, user=request.user, published=stands.total.published
    )
    reserves = selectors.reserve_rows(group=place.group, month=month, user=request.user)
    files = variation_files(found, reserves, stands)
    wanted = export_wanted(request, files, f"{place.group.slug}-{month.slug}")
    if wanted is not None:
        return wanted
    setting = setting_of(group=place.group, year=month.year, user=request.user)
    published = setting is not None and setting.published_at is not None
    context = {
        "place": place,
        "places": places(place, ROUTE, request.user),
        "back": place.address("budgets:position"),
        "found": [
            (row, place.address("budgets:variation-detail", number=row.variation.number)) for row in found
        ],
        "reserves": reserves,
        "stands": stands,
        "is_published": published,
        "variation_url": place.address("budgets:variation-new", kind="variation")
        if published and rules.can_set_budgets(request.user, place.group)
        else "",
        "virement_url": place.address("budgets:variation-new", kind="virement")
        if published and rules.can_make_virement(request.user, place.group)
        else "",
        "exports": export_links(request, files),
        "steps": place.steps(ROUTE),
    }
    return render(request, "budgets/variation_list.html", context)


@require_safe
def variation_detail(request: SignedInRequest, group: str, month: Month, number: int) -> HttpResponse:
    """One variation: its lines, who agreed it, when and why."""
    place = group_month(request, group, month)
    made = selectors.variation_of(group=place.group, year=month.year, number=number, user=request.user)
    if made is None:
        raise Http404
    context = {
        "place": place,
        "back": place.address(ROUTE),
        "made": made,
        "from_month": Month(made.month),
        "total": sum(line.amount for line in made.lines.all()),
    }
    return render(request, "budgets/variation_detail.html", context)
