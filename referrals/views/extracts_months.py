"""The months that are loaded, and what each version of one changed. No page here shows a patient."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from daccom.calendar import Month
from practices.models import PCT
from practices.requests import SignedInRequest
from referrals.extract_words import VersionLine
from referrals.models import Provider
from referrals.selectors.load_versions import MOST_VERSIONS, current_loads, versions_of, with_differences
from referrals.tables_extracts import MonthsTable
from referrals.views.extracts_access import own_pct, pct_staff_only

PER_PAGE = 48
"""A year of four providers."""


@require_safe
def extract_months(request: SignedInRequest) -> HttpResponse:
    """Which months of which providers count, in which version."""
    pct_staff_only(request)
    table = MonthsTable(current_loads(request.user), caption="Versions that count")
    RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
    return render(request, "referrals/extract_months.html", {"table": table})


@require_safe
def extract_month(request: SignedInRequest, pct: str, provider: str, month: Month) -> HttpResponse:
    """The versions of one provider's month, and what each changed in the one before."""
    whose = own_pct(request, get_object_or_404(PCT, ods_code=pct))
    sender = get_object_or_404(Provider, ods_code=provider)
    loads = versions_of(whose, sender, month)
    if not loads:
        raise Http404
    context = {
        "provider": sender,
        "month": month,
        "lines": [VersionLine.of(version) for version in with_differences(loads)],
        "has_more": len(loads) > MOST_VERSIONS,
    }
    return render(request, "referrals/extract_month.html", context)
