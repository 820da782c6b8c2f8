"""Savings against plan, and the months behind each target."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from budgets.selectors.statements import recovery_total
from daccom import calendar
from daccom.calendar import FinancialYear, Month
from programmes.brief.savings import savings_words
from programmes.figures.build_change import savings_figures
from programmes.models import SavingsTarget
from programmes.selectors import savings as selectors
from referrals.selectors.roster import named_groups
from referrals.views.common import SignedInRequest
from referrals.views.group_month import DASHBOARD, group_month


@require_safe
def savings(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """Every target of the month's year, to date."""
    place = group_month(request, group, month)
    found = selectors.savings(group=place.group, month=month, user=request.user)
    whole = recovery_total(place.group, month.year.start_year)
    context = {
        "place": place,
        "back": place.address(DASHBOARD),
        "found": found,
        "sentence": savings_words(savings_figures(found), place.month),
        "whole": whole,
        "share": found.share_of(whole.amount) if whole else None,
        "steps": place.steps("programmes:savings"),
    }
    return render(request, "programmes/savings.html", context)


@require_safe
def savings_target(request: SignedInRequest, pk: int) -> HttpResponse:
    """One target's twelve months, with the evidence for what was saved."""
    readable = SavingsTarget.objects.visible_to(request.user).filter(
        project__programme__group__in=named_groups(request.user)
    )
    target = get_object_or_404(readable.select_related("project__programme__group"), pk=pk)
    year = FinancialYear(target.year)
    last = min(year.months[-1], Month.of(calendar.today()))
    back = reverse("programmes:savings", args=[target.project.programme.group.slug, last])
    context = {"target": target, "months": selectors.target_months(target), "year": year, "back": back}
    return render(request, "programmes/savings_target.html", context)
