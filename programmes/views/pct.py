"""The dashboard of a PCT: all its groups, one month, one minute."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from daccom import calendar
from daccom.calendar import Month
from daccom.exports import export_links, export_wanted
from practices.models import PCT, CommissioningGroup
from programmes.pct.charts import emergency_chart, variance_chart
from programmes.pct.files import pct_exports
from programmes.pct.rows import activity_rows, activity_total, glance_rows, glance_total, year_rows
from programmes.pct.sentences import sentences
from programmes.selectors.pct.activity import MEASURES
from programmes.selectors.pct.board import PCTBoard, pct_board
from referrals.models import Measure
from referrals.selectors.completeness_pct import groups_of
from referrals.selectors.deadlines import last_due_month
from referrals.views.common import SignedInRequest
from referrals.views.group_month import FIRST_YEAR, LAST_YEAR
from referrals.views.picking import picked_month

ROUTE = "programmes:pct-dashboard"
YEARS = 3


@dataclass(frozen=True)
class PCTMonth:
    """Where the page stands."""

    pct: PCT
    month: Month
    today: dt.date

    @property
    def is_future(self) -> bool:
        return self.month.first > self.today

    @property
    def years(self) -> list[tuple[str, list[Month]]]:
        """The months to choose from by financial year, the newest first; the one in view among them."""
        this = calendar.FinancialYear.of(self.today)
        starts = {this.start_year - back for back in range(YEARS)} | {self.month.year.start_year}
        years = [calendar.FinancialYear(start) for start in sorted(starts, reverse=True)]
        newest = max(Month.of(self.today), self.month)
        return [(str(year), list(reversed(year.months_to(newest)))) for year in years]

    @property
    def steps(self) -> dict[str, Any]:
        around = {"previous": self.month.previous(), "next": self.month.next()}
        return {
            name: {"href": _address(self.pct, month), "labelText": str(month)}
            for name, month in around.items()
        }

    def of_group(self, route: str, group: CommissioningGroup) -> str:
        """A page of one of the groups, in the month where it has one."""
        if route == "referrals:challenge-group":
            return reverse(route, kwargs={"group": group.slug})
        return reverse(route, kwargs={"group": group.slug, "month": self.month})


@require_safe
def pct_dashboard_home(request: SignedInRequest) -> HttpResponse:
    """Leads to the reader's own PCT, in the month picked or the last whose returns were due."""
    pct = PCT.objects.filter(pk__in=request.user.access.pct_ids).order_by("pk").first()
    if pct is None:
        raise Http404
    return redirect(_address(pct, picked_month(request) or _last_due(pct)))


@require_safe
def pct_dashboard(request: SignedInRequest, pct: str, month: Month) -> HttpResponse:
    """Each group's returns, money, challenges, care and decisions, and what is behind them."""
    place = _place(request, pct, month)
    context: dict[str, object] = {"place": place, "steps": place.steps}
    if place.is_future:
        return render(request, "programmes/pct_future.html", context)
    board = pct_board(pct=place.pct, month=month, user=request.user, today=place.today)
    exports = pct_exports(board)
    wanted = export_wanted(request, exports, f"{place.pct.ods_code.lower()}-{month.slug}")
    if wanted is not None:
        return wanted
    context |= shown(board, place) | {
        "exports": export_links(request, exports),
        "print_url": reverse("programmes:pct-dashboard-pdf", kwargs={"pct": pct, "month": month}),
    }
    return render(request, "programmes/pct_dashboard.html", context)


def shown(board: PCTBoard, place: PCTMonth) -> dict[str, object]:
    """What the page and its PDF are made from."""
    return {
        "board": board,
        "lines": sentences(board),
        "glance": glance_rows(board, place.of_group),
        "glance_total": glance_total(board),
        "beside": year_rows(board, place.of_group),
        "activity": activity_rows(board, place.of_group),
        "activity_total": activity_total(board),
        "measures": [Measure(measure).label for measure in MEASURES],
        "variance_chart": variance_chart(board),
        "emergency_chart": emergency_chart(board),
    }


def _place(request: SignedInRequest, pct: str, month: Month) -> PCTMonth:
    """404 for a PCT that is not the reader's, or a month out of reach."""
    own = PCT.objects.filter(pk__in=request.user.access.pct_ids)
    if not FIRST_YEAR < month.year < LAST_YEAR:
        raise Http404
    return PCTMonth(get_object_or_404(own, ods_code=pct), month, calendar.today())


def _last_due(pct: PCT) -> Month:
    """As the first of its groups dates it; last month where the PCT has no group."""
    groups, today = groups_of(pct), calendar.today()
    return last_due_month(groups[0], today) if groups else Month.of(today).previous()


def _address(pct: PCT, month: Month) -> str:
    return reverse(ROUTE, kwargs={"pct": pct.ods_code, "month": month})
