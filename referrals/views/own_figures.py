"""A practice looks at its own referrals by clinician; a GP sees own ones beside the colleagues'."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from daccom.charts import COUNT, Bar, Chart, bar_chart
from daccom.formats import plural
from referrals.selectors.months import PracticeMonth
from referrals.selectors.own_figures import OwnFigures, own_figures
from referrals.views.common import SignedInRequest, for_own_practice


@require_safe
@for_own_practice
def return_by_clinician(request: SignedInRequest, month: PracticeMonth) -> HttpResponse:
    """The month's referrals of each clinician, with the months before."""
    found = own_figures(month, request.user)
    context = {"month": month, "found": found, "chart": _chart(month, found) if found.lines else None}
    return render(request, "referrals/return_by_clinician.html", context)


def _chart(month: PracticeMonth, found: OwnFigures) -> Chart:
    most = max(found.lines, key=lambda line: line.total)
    return bar_chart(
        title=f"Referrals by clinician, {month.month}",
        sentence=f"{most.clinician} referred most: {plural(most.total, 'patient')}.",
        names=("Clinician", "Referrals"),
        bars=[
            Bar(line.clinician.name, line.total, note="you" if line.is_you else "") for line in found.lines
        ],
        unit=COUNT,
    )
