"""Two versions of a return, and what changed from one to the other."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from daccom.calendar import Month
from referrals import rules
from referrals.models import ReturnVersion
from referrals.selectors.months import PracticeMonth
from referrals.selectors.versions import (
    Difference,
    episodes_behind,
    outside_difference,
    own_difference,
    versions_of,
)
from referrals.services.answers import note_view
from referrals.views.common import SignedInRequest
from referrals.views.reviews import readable_or_404


@require_safe
def return_difference(request: SignedInRequest, ods: str, month: Month) -> HttpResponse:
    """Compare the two versions that `older` and `newer` name; the last two when nothing is named."""
    found = readable_or_404(request, ods, month)
    versions = versions_of(found.monthly_return)
    if not versions:
        raise Http404
    is_own = rules.can_open_return(request.user, found.practice)
    context = {
        "month": found,
        "versions": list(reversed(versions)),
        "is_own": is_own,
        "difference": _difference(request, found, versions, is_own) if len(versions) > 1 else None,
    }
    return render(request, "referrals/return_difference.html", context)


def _difference(
    request: SignedInRequest, month: PracticeMonth, versions: list[ReturnVersion], is_own: bool
) -> Difference:
    older = _chosen(request.GET.get("older", ""), versions, versions[1])
    newer = _chosen(request.GET.get("newer", ""), versions, versions[0])
    older, newer = sorted([older, newer], key=lambda version: version.number)
    if not is_own:
        return outside_difference(request.user, month, older, newer)
    found = own_difference(older, newer)
    note_view(
        by=request.user, episodes=episodes_behind(month, found.answers), purpose="Versions of the return"
    )
    return found


def _chosen(number: str, versions: list[ReturnVersion], usual: ReturnVersion) -> ReturnVersion:
    """The version asked for; a number that was never sent is no page."""
    if not number:
        return usual
    for version in versions:
        if str(version.number) == number:
            return version
    raise Http404
