"""How each measure is defined."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from referrals.measure_definitions import measure_definition
from referrals.models import Measure
from referrals.selectors.roster import named_groups
from referrals.views.common import SignedInRequest


@require_safe
def rates_definition(request: SignedInRequest, measure: str) -> HttpResponse:
    """One measure in words, with who wrote and who checked them."""
    if measure not in Measure.values:
        raise Http404
    if not named_groups(request.user):
        raise PermissionDenied("Rates are for practices, their groups and PCTs.")
    about = Measure(measure)
    context = {
        "measure": about,
        "definition": measure_definition(about),
        "others": [one for one in Measure if one != about],
    }
    return render(request, "referrals/rates_definition.html", context)
