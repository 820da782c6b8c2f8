"""Which returns are in, and when they came."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from daccom.calendar import Month
from referrals.heatmap import heat_map
from referrals.selectors.completeness import completeness_of
from referrals.views.common import SignedInRequest
from referrals.views.group_month import DASHBOARD, group_month, roster_of

ROUTE = "referrals:completeness"


@require_safe
def completeness(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """The group's returns for a month, and for its year as a heat map."""
    place = group_month(request, group, month)
    found = completeness_of(roster=roster_of(request, place), user=request.user, today=place.today)
    context = {
        "place": place,
        "back": place.address(DASHBOARD),
        "found": found,
        "heat": heat_map(found),
        "steps": place.steps(ROUTE),
    }
    return render(request, "referrals/completeness.html", context)
