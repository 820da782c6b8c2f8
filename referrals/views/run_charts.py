"""Run charts of a group's month: all measures, one measure with its practices, one practice."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from daccom.calendar import Month
from daccom.exports import Export, export_links, export_wanted
from practices.models import Practice
from referrals.activity_places import activity_places
from referrals.measures import DEFINITIONS
from referrals.models import Measure
from referrals.rules import run_charts as rules
from referrals.run_pictures import flagged_notes, flagged_rebases, months_export, picture
from referrals.run_rows import measure_rows, practice_rows, rows_export
from referrals.run_words import assurance_words, empty_words, what
from referrals.selectors.outliers import open_request
from referrals.selectors.run_charts import (
    History,
    Series,
    group_series,
    hidden_months,
    history,
    merged_into,
    practice_series,
)
from referrals.views.common import SignedInRequest
from referrals.views.group_month import DASHBOARD, GroupMonth, group_month, practice_of


@require_safe
def run_charts(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """How each measure of the group stands, in words."""
    place = group_month(request, group, month)
    found = history_of(request, place)
    rows = measure_rows(found, lambda measure: place.address("referrals:run-chart", measure=measure.value))
    exports = [rows_export("measures", f"Run charts of {place.group}, {month}", "Measure", rows)]
    if wanted := export_wanted(request, exports, f"run-charts-{group}-{month.slug}"):
        return wanted
    context = {
        "place": place,
        "back": place.address(DASHBOARD),
        "places": activity_places(place, "referrals:run-charts"),
        "rows": rows if found.practices else [],
        "found": found,
        "exports": export_links(request, exports),
        "steps": place.steps("referrals:run-charts"),
    }
    return render(request, "referrals/run_charts.html", context)


@require_safe
def run_chart(request: SignedInRequest, group: str, month: Month, measure: str) -> HttpResponse:
    """The group's chart of one measure, and how each practice stands."""
    place, about = group_month(request, group, month), measure_of(measure)
    found = history_of(request, place)
    series = group_series(found, about)

    def url_of(ods: str) -> str:
        return place.address("referrals:run-chart-practice", measure=measure, ods=ods)

    rows = practice_rows(found, about, url_of)
    exports = [
        months_export(series, f"{what(about, of_group=True)}, {place.group}"),
        rows_export("practices", f"{about.label} by practice, {month}", "Practice", rows),
    ]
    name = f"run-chart-{group}-{month.slug}-{measure.replace('_', '-')}"
    if wanted := export_wanted(request, exports, name):
        return wanted
    context = {
        **_chart(request, place, found, series, exports),
        "back": place.address("referrals:run-charts"),
        "rows": rows,
        "steps": place.steps("referrals:run-chart", measure=measure),
        "note_url": place.address("referrals:run-chart-note", measure=measure),
        "rebase_url": place.address("referrals:run-chart-rebase", measure=measure),
    }
    return render(request, "referrals/run_chart.html", context)


@require_safe
def run_chart_practice(
    request: SignedInRequest, group: str, month: Month, measure: str, ods: str
) -> HttpResponse:
    """One practice's chart of one measure."""
    place, about = group_month(request, group, month), measure_of(measure)
    found = history_of(request, place)
    practice = practice_of(found.roster, ods)
    series = practice_series(found, about, practice, hidden_months(found, about))
    exports = [months_export(series, f"{about.label}, {practice}")]
    if wanted := export_wanted(request, exports, f"run-chart-{ods}-{month.slug}-{measure.replace('_', '-')}"):
        return wanted

    def address(route: str) -> str:
        return place.address(route, measure=measure, ods=ods)

    context = {
        **_chart(request, place, found, series, exports),
        "practice": practice,
        "back": place.address("referrals:run-chart", measure=measure),
        "steps": place.steps("referrals:run-chart-practice", measure=measure, ods=ods),
        "note_url": address("referrals:run-chart-practice-note"),
        "rebase_url": address("referrals:run-chart-practice-rebase"),
        "ask_url": address("referrals:outlier-ask"),
        "may_ask": rules.can_ask(request.user, practice, place.group.pk) and series.value_now is not None,
        "asked": open_request(practice, measure, request.user),
        "merged": merged_into(practice, found.months),
    }
    return render(request, "referrals/run_chart.html", context)


def _chart(
    request: SignedInRequest, place: GroupMonth, found: History, series: Series, exports: list[Export]
) -> dict[str, Any]:
    """What both pages of a chart show."""
    whose: Practice | object = series.practice or place.group
    return {
        "place": place,
        "found": found,
        "series": series,
        "whose": whose,
        "named": what(series.measure, of_group=series.practice is None),
        "chart": picture(series, str(whose)) if series.chart.points else None,
        "empty": empty_words(series),
        "definition": DEFINITIONS[series.measure],
        "assurance": assurance_words(series),
        "notes": flagged_notes(series),
        "rebases": flagged_rebases(series),
        "may_note": rules.can_write_note(request.user, place.group),
        "may_rebase": rules.can_rebase(request.user, place.group, series.practice),
        "exports": export_links(request, exports),
    }


def measure_of(slug: str) -> Measure:
    """The measure in an address; 404 for another word."""
    if slug not in Measure.values:
        raise Http404
    return Measure(slug)


def history_of(request: SignedInRequest, place: GroupMonth) -> History:
    return history(group=place.group, month=place.month, user=request.user)
