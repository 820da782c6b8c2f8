"""Referrals per 1,000 patients, by practice and, within a practice, by specialty."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from daccom.calendar import Month
from referrals import charts
from referrals.heatmap import STAND_IN
from referrals.rate_rows import count_words, rate_rows, row_words
from referrals.selectors import rates as selectors
from referrals.selectors.completeness import returns_of
from referrals.selectors.specialties import practice_activity
from referrals.views.common import SignedInRequest
from referrals.views.group_month import DASHBOARD, group_month, practice_of, roster_of


@require_safe
def rates(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """Every practice of the group beside the group, for a month and the year to date."""
    place = group_month(request, group, month)
    listed = roster_of(request, place)
    found = selectors.rates(roster=listed, returns=returns_of(roster=listed, user=request.user))
    context = {
        "place": place,
        "back": place.address(DASHBOARD),
        "found": found,
        "rows": rate_rows(found, place.address("referrals:rates-practice", ods=STAND_IN)),
        "chart": charts.rate_chart(found) if found.rows else None,
        "steps": place.steps("referrals:rates"),
    }
    return render(request, "referrals/rates.html", context)


@require_safe
def rates_practice(request: SignedInRequest, group: str, month: Month, ods: str) -> HttpResponse:
    """The rows behind one practice's figures: its months, and the month's specialties."""
    place = group_month(request, group, month)
    listed = roster_of(request, place)
    practice = practice_of(listed, ods)
    returns = returns_of(roster=listed, user=request.user)
    found = selectors.rates(roster=listed, returns=returns)
    activity = practice_activity(roster=listed, practice=practice, returns=returns, found=found)
    context = {
        "place": place,
        "back": place.address("referrals:rates"),
        "practice": practice,
        "rate": activity.rate,
        "group_rate": found.group_rate,
        "activity": activity,
        "months": [(row.month, row_words(row)) for row in activity.months],
        "month_total": count_words(activity.referrals, activity.rate.hidden),
        "year_total": count_words(activity.rate.year_referrals, activity.rate.year_hidden),
        "steps": place.steps("referrals:rates-practice", ods=ods),
    }
    return render(request, "referrals/rates_practice.html", context)
