"""The practice's months, and the one that needs attention now."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from daccom import calendar
from daccom.calendar import FinancialYear
from practices.models import Practice
from referrals.presentation import status_tag, timing
from referrals.selectors.months import months_of, years_of
from referrals.selectors.waiting import month_in_hand
from referrals.views.common import SignedInRequest, address, own_practice


@require_safe
def your_month(request: SignedInRequest) -> HttpResponse:
    """Lead practice staff to the month that needs them; who works for several practices chooses one."""
    practices = list(Practice.objects.filter(pk__in=request.user.access.practice_ids))
    if not practices:
        raise PermissionDenied("Monthly returns are sent by practices. Look at the dashboard instead.")
    if len(practices) > 1:
        return render(request, "referrals/month_practices.html", {"practices": practices})
    month = month_in_hand(practices[0], calendar.today())
    if month is None:
        return redirect("referrals:month-list", ods=practices[0].ods_code)
    return redirect("referrals:return-detail", **address(month))


@require_safe
def month_list(request: SignedInRequest, ods: str) -> HttpResponse:
    """April of a financial year to the current month, each with its status and one click to open it."""
    practice, today = own_practice(request, ods), calendar.today()
    years = years_of(practice, today)
    year = _chosen(request.GET.get("year", ""), years)
    rows = [
        {"month": month, "tag": status_tag(month, today), "timing": timing(month, today)}
        for month in reversed(months_of(practice, year, today))
    ]
    context = {"practice": practice, "year": year, "years": years, "rows": rows}
    return render(request, "referrals/month_list.html", context)


def _chosen(start: str, years: list[FinancialYear]) -> FinancialYear:
    """The year asked for; this year when none was; a year we know nothing of is no page."""
    if not start:
        return years[0]
    for year in years:
        if str(year.start_year) == start:
            return year
    raise Http404
