"""The rows behind one practice's figures: measures, months, specialties and, to itself, clinicians."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from daccom.calendar import Month
from daccom.exports import export_links, export_wanted
from practices.models import Practice
from referrals.activity_tables import ActivityTable
from referrals.models import Measure
from referrals.practice_tables import Measured, clinicians_table, measures_table
from referrals.rate_rows import count_words, row_words
from referrals.selectors import rates as selectors
from referrals.selectors.clinician_rates import clinician_rates
from referrals.selectors.completeness import returns_of
from referrals.selectors.measure_rates import known_facts, measure_rates
from referrals.selectors.roster import Roster
from referrals.selectors.specialties import practice_activity
from referrals.spans import CHOICES, YEAR, Span, span_of
from referrals.views.common import SignedInRequest
from referrals.views.group_month import GroupMonth, group_month, practice_of, roster_of

ROUTE = "referrals:rates-practice"


@require_safe
def rates_practice(request: SignedInRequest, group: str, month: Month, ods: str) -> HttpResponse:
    """One practice of the group in a month."""
    place = group_month(request, group, month)
    listed = roster_of(request, place)
    practice = practice_of(listed, ods)
    span = span_of(request.GET.get("span"), month)
    tables = _tables(request, place, practice, span, listed)
    exports = [table.export() for table in tables]
    if wanted := export_wanted(request, exports, f"rates-{ods}-{month.slug}"):
        return wanted
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
        "span": span,
        "spans": CHOICES,
        "tables": tables,
        "exports": export_links(request, exports),
        "by_clinician_url": _by_clinician(place, practice) if practice.pk in listed.own else "",
        "steps": _steps(place, ods, span),
    }
    return render(request, "referrals/rates_practice.html", context)


def _tables(
    request: SignedInRequest, place: GroupMonth, practice: Practice, span: Span, listed: Roster
) -> list[ActivityTable]:
    """Every measure; and the clinicians, for those who work there alone."""
    known = known_facts(group=place.group, user=request.user, spans=[span, Span(YEAR, span.month)])
    rows = _measured(request, place, practice, span, known)
    address = f"{place.address('referrals:rates')}?span={span.kind}"
    tables = [measures_table(rows, str(practice), span.words, address)]
    if practice.pk in listed.own:
        own = clinician_rates(practice, span)
        lists = known.lists.get(practice.pk)
        if own.lines:
            tables.append(clinicians_table(own, lists.patients if lists else 0, span.words))
    return tables


def _measured(
    request: SignedInRequest, place: GroupMonth, practice: Practice, span: Span, known: Any
) -> Measured:
    found = [
        measure_rates(group=place.group, user=request.user, measure=measure, span=span, known=known)
        for measure in Measure
    ]
    return [(one, row) for one in found for row in one.rows if row.practice == practice]


def _by_clinician(place: GroupMonth, practice: Practice) -> str:
    address = {"ods": practice.ods_code, "month": place.month}
    return reverse("referrals:return-by-clinician", kwargs=address)


def _steps(place: GroupMonth, ods: str, span: Span) -> dict[str, Any]:
    steps = place.steps(ROUTE, ods=ods)
    return {key: {**step, "href": f"{step['href']}?span={span.kind}"} for key, step in steps.items()}
