"""When each month is settled with the providers: the PCT sees and sets the two dates."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from daccom import calendar
from daccom.calendar import FinancialYear, Month
from daccom.errors import Refused
from practices.models import PCT
from referrals.forms.challenges import DatesForm
from referrals.rules import challenges as rules
from referrals.selectors.challenge_register import open_sums
from referrals.selectors.reconciliation import dates_of, settling_dates
from referrals.services.reconciliation import set_reconciliation
from referrals.views.common import UNPROCESSABLE, SignedInRequest

MONTHS = 12


@require_safe
def reconciliation_list(request: SignedInRequest, pct: str) -> HttpResponse:
    """The last twelve months, each with its dates, what is left of them and what is still open."""
    found = _pct(request, pct)
    today = calendar.today()
    months = [Month.of(today)]
    while len(months) < MONTHS:
        months.append(months[-1].previous())
    dates = settling_dates({(found.pk, month.first) for month in months})
    sums = open_sums(found)
    rows = [
        {
            "month": month,
            "dates": (held := dates[found.pk, month.first]),
            "words": held.final_words(today),
            "can_change": not held.is_over(today),
            "open": sums.get(month.first),
        }
        for month in months
    ]
    return render(request, "referrals/reconciliation_list.html", {"pct": found, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def reconciliation_set(request: SignedInRequest, pct: str, month: Month) -> HttpResponse:
    """Set both dates of one month, and say what was agreed."""
    found = _pct(request, pct)
    if not FinancialYear(2004) < month.year < FinancialYear(2100):
        raise Http404
    now = dates_of(found.pk, month.first)
    form = DatesForm(request.POST or None, initial={"first_on": now.first_on, "final_on": now.final_on})
    if request.method == "POST" and form.is_valid():
        try:
            set_reconciliation(
                pct=found, month=month, by=request.user, now=calendar.now(), **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"The dates for {month} are set.")
            return redirect("referrals:reconciliation-list", pct=found.ods_code)
    context = {
        "pct": found,
        "month": month,
        "dates": now,
        "words": now.final_words(calendar.today()),
        "form": form,
    }
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "referrals/reconciliation_set.html", context, status=status)


def _pct(request: SignedInRequest, ods_code: str) -> PCT:
    found = get_object_or_404(PCT, pk__in=request.user.access.pct_ids, ods_code=ods_code)
    if not rules.can_set_reconciliation(request.user, found):
        raise PermissionDenied(
            "The PCT's commissioner and finance agree these dates with the providers. Ask them."
        )
    return found
