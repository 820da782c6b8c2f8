"""A measure of every practice beside the group: crude, standardised and on a funnel; and one practice."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from daccom.calendar import Month
from daccom.exports import export_links, export_wanted
from referrals.activity_places import activity_places
from referrals.funnels import funnel
from referrals.heatmap import STAND_IN
from referrals.measure_tables import measure_table, span_note
from referrals.measure_words import is_spread, lead
from referrals.measures import DEFINITIONS
from referrals.models import Measure
from referrals.selectors.measure_rates import measure_rates
from referrals.spans import CHOICES, MONTH, Span, span_of
from referrals.views.common import SignedInRequest
from referrals.views.group_month import DASHBOARD, group_month
from referrals.views.picking import picked_group, picked_month_of

ROUTE = "referrals:rates"


@require_safe
def rates_home(request: SignedInRequest) -> HttpResponse:
    """Leads to the group, month, measure and span picked; else to the last month that was due."""
    group = picked_group(request)
    query = urlencode({key: request.GET[key] for key in ("measure", "span") if request.GET.get(key)})
    address = reverse(ROUTE, kwargs={"group": group.slug, "month": picked_month_of(request, group)})
    return redirect(f"{address}?{query}" if query else address)


@require_safe
def rates(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """One measure over one span: `?measure=emergency&span=quarter`; referrals in the month unless told."""
    place = group_month(request, group, month)
    measure, span = measure_of(request.GET.get("measure")), span_of(request.GET.get("span"), month)
    found = measure_rates(group=place.group, user=request.user, measure=measure, span=span)
    table = measure_table(found, place.address("referrals:rates-practice", ods=STAND_IN))
    exports = [table.export()]
    if wanted := export_wanted(request, exports, f"{measure.value}-{place.group.slug}-{month.slug}"):
        return wanted
    context = {
        "place": place,
        "places": activity_places(place, ROUTE),
        "back": place.address(DASHBOARD),
        "found": found,
        "measure": measure,
        "measures": list(Measure),
        "about": DEFINITIONS[measure],
        "spans": CHOICES,
        "lead": lead(found),
        "table": table,
        "chart": funnel(found),
        "phi": found.spread.phi if found.spread and is_spread(found) else None,
        "span_note": span_note(found),
        "exports": export_links(request, exports),
        "steps": steps_with(place.steps(ROUTE), measure, span),
    }
    return render(request, "referrals/rates.html", context)


def measure_of(value: str | None) -> Measure:
    """The measure of that name; referrals when there is none."""
    return Measure(value) if value in Measure.values else Measure.REFERRALS


def steps_with(steps: dict[str, dict[str, str]], measure: Measure, span: Span) -> dict[str, dict[str, str]]:
    """The month before and after, with the same measure and span."""
    query = urlencode({"measure": measure.value, "span": span.kind})
    if measure == Measure.REFERRALS and span.kind == MONTH:
        return steps
    return {key: {**step, "href": f"{step['href']}?{query}"} for key, step in steps.items()}
