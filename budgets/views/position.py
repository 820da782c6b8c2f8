"""Where a group's money stands."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from budgets import charts, rules
from budgets.places import places
from budgets.position_rows import shown_rows
from budgets.selectors import position as selectors
from budgets.selectors.position import Heading, Row
from budgets.selectors.statements import statement
from budgets.words import unbudgeted_words
from daccom import calendar
from daccom.calendar import Month
from referrals.selectors.completeness import last_due_month
from referrals.selectors.roster import named_groups
from referrals.views.common import SignedInRequest
from referrals.views.group_month import DASHBOARD, group_month, roster_of
from referrals.words import names

ROUTE = "budgets:position"


@require_safe
def position_home(request: SignedInRequest) -> HttpResponse:
    """Leads to the reader's own group and the last month whose returns were due."""
    groups = named_groups(request.user)
    if not groups:
        raise Http404
    return redirect(ROUTE, group=groups[0].slug, month=last_due_month(groups[0], calendar.today()))


@require_safe
def position(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """Budget, spend and straight-line outturn, by category and by practice."""
    place = group_month(request, group, month)
    found = selectors.position(roster=roster_of(request, place), user=request.user)
    rows = place.address("budgets:spend-rows")
    context = {
        "place": place,
        "places": places(place, ROUTE, request.user),
        "back": place.address(DASHBOARD),
        "found": found,
        "by_category": shown_rows(found.by_category, "category", rows),
        "by_practice": shown_rows(found.by_practice, "practice", rows),
        "outside": shown_rows(found.outside, "category", rows),
        "outside_total": Row(Heading("", "All"), []),
        "rows_url": rows,
        "post_url": place.address("budgets:spend-month"),
        "missing_words": names([row.heading.name for row in found.by_practice if row.months_missing]),
        "unbudgeted_words": unbudgeted_words(found.total),
        "chart": charts.variance_chart(found) if found.by_practice else None,
        "statement": statement(place.group, month),
        "can_post": rules.can_post_spend(request.user, place.group),
        "steps": place.steps(ROUTE),
    }
    return render(request, "budgets/position.html", context)
