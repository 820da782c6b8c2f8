"""Where a group's money stands."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from budgets import charts, rules
from budgets.missing import missing_months
from budgets.places import places
from budgets.position_rows import position_exports, shown_rows, shown_tree
from budgets.selectors import position as selectors
from budgets.selectors.once import comes_once
from budgets.selectors.position import Heading, Position, Row
from budgets.selectors.reserves import reserves
from budgets.selectors.statements import statement
from budgets.statement_rows import beside
from budgets.words import closed_words, profile_words, unbudgeted_words
from daccom.calendar import Month
from daccom.exports import export_links, export_wanted
from referrals.views.common import SignedInRequest
from referrals.views.group_month import DASHBOARD, GroupMonth, group_month, roster_of
from referrals.views.picking import picked_group, picked_month_of

ROUTE = "budgets:position"


@require_safe
def position_home(request: SignedInRequest) -> HttpResponse:
    """Leads to the group and month picked; else to the reader's own and the last whose returns were due."""
    group = picked_group(request)
    return redirect(ROUTE, group=group.slug, month=picked_month_of(request, group))


@require_safe
def position(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """Budget, spend and straight-line outturn, by category and by practice."""
    place = group_month(request, group, month)
    found = selectors.position(roster=roster_of(request, place), user=request.user)
    exports = position_exports(found)
    file = export_wanted(request, exports, f"position-{place.group.slug}-{month.slug}")
    if file is not None:
        return file
    context = {
        "place": place,
        "places": places(place, ROUTE, request.user),
        "back": place.address(DASHBOARD),
        "found": found,
        "chart": charts.variance_chart(found) if found.by_practice else None,
        "statement": beside(statement(place.group, month), found),
        "can_post": rules.can_post_spend(request.user, place.group),
        "exports": export_links(request, exports),
        "steps": place.steps(ROUTE),
    }
    return render(
        request, "budgets/position.html", context | _tables(place, found) | _beside(request, place, found)
    )


def _tables(place: GroupMonth, found: Position) -> dict[str, object]:
    rows = place.address("budgets:spend-rows")
    return {
        "by_category": shown_tree(found.tree, rows),
        "by_practice": shown_rows(found.by_practice, "practice", rows),
        "outside": shown_tree(found.tree_outside, rows),
        "outside_total": Row(Heading("", "All"), []),
        "rows_url": rows,
        "post_url": place.address("budgets:spend-month"),
    }


def _beside(request: SignedInRequest, place: GroupMonth, found: Position) -> dict[str, object]:
    """What stands beside the tables: reserves, what comes once, what is missing, what closed."""
    return {
        "reserves": reserves(group=place.group, month=place.month, user=request.user),
        "once": comes_once(group=place.group, month=place.month, user=request.user),
        "once_url": place.address("budgets:once"),
        "missing": missing_months(found),
        "unbudgeted_words": unbudgeted_words(found.total),
        "closed_words": [*(one.words for one in found.closed), *closed_words(found)],
        "profile_words": profile_words(found),
    }
