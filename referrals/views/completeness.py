"""Which returns are in, and when they came: for a group, for a PCT, and as a file."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from daccom import calendar, spreadsheets
from daccom.calendar import Month
from practices.models import PCT
from referrals.completeness_rows import HEADERS, comings_and_goings, file_rows
from referrals.heatmap import heat_map
from referrals.rules.extensions import can_extend_return, can_set_certifier
from referrals.selectors.completeness import Completeness, PracticeReturns, completeness_of
from referrals.selectors.completeness_pct import completeness_of_groups, groups_of
from referrals.selectors.deadlines import last_due_month
from referrals.selectors.roster import named_groups
from referrals.views.common import SignedInRequest
from referrals.views.group_month import DASHBOARD, FIRST_YEAR, LAST_YEAR, GroupMonth, group_month, roster_of

ROUTE = "referrals:completeness"
PCT_ROUTE = "referrals:completeness-pct"


@require_safe
def completeness_home(request: SignedInRequest) -> HttpResponse:
    """Lead to the last month that was due: of the reader's PCT, else of their nearest group."""
    groups, today = named_groups(request.user), calendar.today()
    pct = PCT.objects.filter(pk__in=request.user.access.pct_ids).order_by("pk").first()
    month = last_due_month(groups[0], today) if groups else Month.of(today).previous()
    if pct:
        return redirect(PCT_ROUTE, pct=pct.ods_code, month=month)
    if groups:
        return redirect(ROUTE, group=groups[0].slug, month=month)
    raise PermissionDenied("You read no group's returns. Your own are under “Your month”.")


@require_safe
def completeness(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """The group's returns for a month, and for its year as a heat map."""
    place = group_month(request, group, month)
    listed = roster_of(request, place)
    found = completeness_of(roster=listed, user=request.user, today=place.today)
    context = {
        "place": place,
        "back": place.address(DASHBOARD),
        "found": found,
        "heat": heat_map(found),
        "changes": comings_and_goings(listed),
        "steps": place.steps(ROUTE),
        "to_extend": _to_extend(request, place, found),
        "can_set_certifier": can_set_certifier(request.user, place.group),
    }
    return render(request, "referrals/completeness.html", context)


def _to_extend(request: SignedInRequest, place: GroupMonth, found: Completeness) -> list[PracticeReturns]:
    """The practices that have not sent the month in view, for whoever may let them send later."""
    return [
        row
        for row in found.expected_rows
        if not row.current.is_in
        and not place.is_future
        and can_extend_return(request.user, row.practice, place.group.pk)
    ]


@require_safe
def completeness_file(request: SignedInRequest, group: str, month: Month, kind: str) -> HttpResponse:
    """The group's year as CSV or XLSX, one row for each practice and month."""
    place = group_month(request, group, month)
    found = completeness_of(roster=roster_of(request, place), user=request.user, today=place.today)
    return _file([found], f"returns-{place.group.slug}-{place.month.slug}", kind)


@require_safe
def completeness_pct(request: SignedInRequest, pct: str, month: Month) -> HttpResponse:
    """The returns of the PCT's groups, each leading to its practices."""
    place, found = _groups(request, pct, month)
    context = {
        "pct": place,
        "month": month,
        "found": found,
        "months": month.year.months_to(month),
        "is_simulated": any(one.is_simulated for one in found),
        "steps": _steps(place, month),
    }
    return render(request, "referrals/completeness_pct.html", context)


@require_safe
def completeness_pct_file(request: SignedInRequest, pct: str, month: Month, kind: str) -> HttpResponse:
    """The year of all the PCT's groups as CSV or XLSX."""
    place, found = _groups(request, pct, month)
    return _file(found, f"returns-{place.ods_code.lower()}-{month.slug}", kind)


def _groups(request: SignedInRequest, pct: str, month: Month) -> tuple[PCT, list[Completeness]]:
    """404 for a PCT that is not the reader's, or a month out of reach."""
    place = get_object_or_404(PCT.objects.filter(pk__in=request.user.access.pct_ids), ods_code=pct)
    if not FIRST_YEAR < month.year < LAST_YEAR:
        raise Http404
    found = completeness_of_groups(
        groups=groups_of(place), month=month, user=request.user, today=calendar.today()
    )
    return place, found


def _steps(pct: PCT, month: Month) -> dict[str, Any]:
    around = {"previous": month.previous(), "next": month.next()}
    return {
        name: {
            "href": reverse(PCT_ROUTE, kwargs={"pct": pct.ods_code, "month": other}),
            "labelText": str(other),
        }
        for name, other in around.items()
    }


def _file(found: list[Completeness], name: str, kind: str) -> HttpResponse:
    rows = file_rows(found)
    if kind == "csv":
        return spreadsheets.download(spreadsheets.write_csv(HEADERS, rows), f"{name}.csv")
    if kind == "xlsx":
        return spreadsheets.download(spreadsheets.write_xlsx(HEADERS, rows, "Returns"), f"{name}.xlsx")
    raise Http404
