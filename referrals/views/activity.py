"""Hospital activity of a group’s month: by point of delivery and specialty, follow-ups, the 10% reduction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from daccom.calendar import Month
from daccom.exports import export_links, export_wanted
from practices.models import Practice
from referrals.activity_places import activity_places
from referrals.activity_rows import (
    outpatient_practices_table,
    outpatient_specialties_table,
    pod_practices_table,
    pod_totals_table,
)
from referrals.activity_tables import ActivityTable
from referrals.models import Specialty
from referrals.selectors.by_specialty import by_specialty
from referrals.selectors.measure_rates import Known, known_facts
from referrals.selectors.outpatients import outpatients
from referrals.selectors.pods import pod_activity
from referrals.selectors.reduction import reductions
from referrals.spans import CHOICES, YEAR, Span, span_of
from referrals.specialty_tables import reduction_table, reduction_words, specialty_table
from referrals.views.common import SignedInRequest
from referrals.views.group_month import DASHBOARD, GroupMonth, group_month


@require_safe
def activity_pods(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """Events and cost at each point of delivery, and every practice’s rates."""
    place, span, known = _read(request, group, month)
    found = pod_activity(known, span)
    tables = [pod_totals_table(found, str(place.group)), pod_practices_table(found)]
    context = {
        "title": "Points of delivery",
        "notes": [
            "The cost is what hospitals charged, before any challenge. A practice whose activity is missing"
            " is in neither the events nor the patients.",
        ],
    }
    return _page(request, place, span, "referrals:activity-pods", tables, context)


@require_safe
def activity_specialties(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """Referrals and activity by specialty: the group’s, or with `?practice=` those of one’s own practice."""
    place, span, known = _read(request, group, month)
    practice = _own(request, known)
    found = by_specialty(known, span=span, user=request.user, practice=practice)
    context = {
        "title": "Specialties",
        "own": _own_practices(known),
        "practice": practice,
        "notes": [
            "Rates by specialty are crude: there is no reference by age and sex for single specialties.",
        ],
    }
    tables = [specialty_table(found, str(practice or place.group))]
    return _page(request, place, span, "referrals:activity-specialties", tables, context)


@require_safe
def activity_outpatients(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """Follow-ups to one first attendance and what consultants asked for; `?specialty=330` for one alone."""
    place, span, known = _read(request, group, month)
    choices = list(Specialty.objects.all())
    specialty = _picked_specialty(request, choices)
    found = outpatients(known, span=span, user=request.user, specialty=specialty)
    context = {
        "title": "Follow-up and consultants",
        "specialties": choices,
        "specialty": specialty,
        "notes": [
            "Follow-up to new is the number of follow-up attendances to one first attendance; fewer are"
            " better, as long as the patients who need care get it.",
            "From a consultant is the share of first attendances with source of referral 05, of those whose"
            " source is known; where none is, the share is not known. Neither more nor fewer is better in"
            " itself.",
            "Of a single specialty, other practices’ counts are never given, and their ratio only with 10"
            " first attendances and 10 follow-ups or more.",
        ],
    }
    tables = [outpatient_practices_table(found), outpatient_specialties_table(found, str(place.group))]
    return _page(request, place, span, "referrals:activity-outpatients", tables, context)


@require_safe
def activity_reduction(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """The eight highest-volume specialties against 10% fewer than in the same months of the year before."""
    place = group_month(request, group, month)
    span = span_of(request.GET.get("span"), month, YEAR)
    before = Span(span.kind, Month(month.first.replace(year=month.first.year - 1)))
    known = known_facts(group=place.group, user=request.user, spans=[span], since=before.first)
    practice = _own(request, known)
    found = reductions(known, span=span, user=request.user, practice=practice)
    simulated = any(fact.is_simulated for fact in known.facts.values())
    context = {
        "title": "10% reduction",
        "own": _own_practices(known),
        "practice": practice,
        "lead": [reduction_words(one) for one in found],
        "notes": [
            "The baseline is the same months of the year before. A practice’s month counts on both sides or"
            " on neither: where one of the two is missing, neither is compared.",
            "Where some months are not compared, figures are rounded to ten: other pages show all practices"
            " together, and the difference would be those few.",
            "Fewer are better here, because the group set itself the target; it says nothing about a single"
            " referral.",
        ],
    }
    keys = ("referrals", "first-attendances")
    tables = [reduction_table(one, key, span.words, simulated) for one, key in zip(found, keys, strict=True)]
    return _page(request, place, span, "referrals:activity-reduction", tables, context)


def _read(request: SignedInRequest, group: str, month: Month) -> tuple[GroupMonth, Span, Known]:
    """The place and span of an address, and what is known of them."""
    place = group_month(request, group, month)
    span = span_of(request.GET.get("span"), month, YEAR)
    return place, span, known_facts(group=place.group, user=request.user, spans=[span])


def _own_practices(known: Known) -> list[Practice]:
    return [practice for practice in known.roster.practices if practice.pk in known.roster.own]


def _own(request: SignedInRequest, known: Known) -> Practice | None:
    """The reader’s own practice of `?practice=`; None for the whole group, 404 for another’s."""
    ods = request.GET.get("practice")
    if not ods:
        return None
    found = next((one for one in _own_practices(known) if one.ods_code == ods), None)
    if found is None:
        raise Http404
    return found


def _picked_specialty(request: SignedInRequest, choices: Sequence[Specialty]) -> Specialty | None:
    code = request.GET.get("specialty")
    return next((one for one in choices if one.code == code), None)


def _page(
    request: SignedInRequest,
    place: GroupMonth,
    span: Span,
    route: str,
    tables: list[ActivityTable],
    context: dict[str, Any],
) -> HttpResponse:
    """The page of `tables`, or the file of one."""
    exports = [table.export() for table in tables]
    name = f"{route.split(':')[1]}-{place.group.slug}-{place.month.slug}"
    if wanted := export_wanted(request, exports, name):
        return wanted
    page = {
        "place": place,
        "places": activity_places(place, route),
        "back": place.address(DASHBOARD),
        "span": span,
        "spans": CHOICES,
        "tables": [table for table in tables if table.rows],
        "exports": export_links(request, exports),
        "steps": _steps(place, route, request.GET.urlencode()),
    }
    return render(request, "referrals/activity.html", page | context)


def _steps(place: GroupMonth, route: str, query: str) -> dict[str, Any]:
    """The month before and after, asked the same."""
    steps = place.steps(route)
    if query:
        steps = {key: {**step, "href": f"{step['href']}?{query}"} for key, step in steps.items()}
    return steps
