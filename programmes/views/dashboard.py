"""The dashboard: one group, one month, one minute."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from budgets.selectors.statements import statement
from daccom.calendar import Month
from daccom.exports import export_links, export_wanted
from programmes.board import activity, change, money
from programmes.board.addresses import opens
from programmes.board.files import board_exports
from programmes.board.heat import heat_map
from programmes.board.key_figures import key_figures
from programmes.board.months import month_choices
from programmes.board.practice import practice_rows
from programmes.brief import brief
from programmes.figures import GroupFigures
from programmes.figures.reading import Reader, for_reader
from programmes.selectors.snapshots import ShownMonth, a_year_before, shown_month
from referrals.rules import REVIEWERS
from referrals.views.common import SignedInRequest
from referrals.views.group_month import GroupMonth, group_month
from referrals.views.picking import picked_group, picked_month_of

ROUTE = "programmes:dashboard"
TODAY = "today"
"""What `?figures=` asks for when an old month is to be shown with today's figures."""


@require_safe
def dashboard_home(request: SignedInRequest) -> HttpResponse:
    """Leads to the group and month picked; else to the reader's own and the last whose returns were due."""
    group = picked_group(request)
    return redirect(ROUTE, group=group.slug, month=picked_month_of(request, group))


@require_safe
def dashboard(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """What is late, over budget, out of line and waiting in one group and month."""
    place = group_month(request, group, month)
    context = {"place": place, "steps": place.steps(ROUTE), "years": month_choices(place)}
    if place.is_future:
        return render(request, "programmes/dashboard_future.html", context)
    shown = shown_of(request, place)
    exports = board_exports(shown.figures)
    wanted = export_wanted(request, exports, f"{group}-{month.slug}")
    if wanted is not None:
        return wanted
    context |= {
        "exports": export_links(request, exports),
        "print_url": place.address("programmes:dashboard-pdf"),
    }
    return render(request, "programmes/dashboard.html", context | board_context(request, place, shown))


def shown_of(request: SignedInRequest, place: GroupMonth) -> ShownMonth:
    """The month's figures for this reader: as they stood, or today's when the address asks for them."""
    shown = shown_month(
        group=place.group,
        month=place.month,
        user=request.user,
        today=place.today,
        as_of_today=request.GET.get("figures") == TODAY,
    )
    reader = Reader.of(request.user, place.group, shown.own_codes)
    return shown.read_by(lambda figures: for_reader(figures, reader))


def board_context(request: SignedInRequest, place: GroupMonth, shown: ShownMonth) -> dict[str, Any]:
    """Everything on the page, from the figures."""
    board = shown.figures
    address = place.address(ROUTE)
    return {
        "board": board,
        "shown": shown,
        "here": address,
        "changes_url": place.address("programmes:dashboard-changes"),
        "last_year": a_year_before(place.month),
        "last_year_url": place.address(ROUTE, a_year_before(place.month)),
        "sentences": [(one, opens(place, one.opens)) for one in brief(board)],
        "key_figures": key_figures(board, shown.year_before, place),
        **_panels(request, place, board),
    }


def _panels(request: SignedInRequest, place: GroupMonth, board: GroupFigures) -> dict[str, Any]:
    referrals, month = board.measure("referrals"), str(place.month)
    return {
        "heat": heat_map(board.returns),
        "measure_rows": activity.measure_rows(board, place),
        "funnel": activity.funnel(referrals),
        "funnel_words": activity.funnel_sentence(referrals),
        "year_chart": activity.year_chart(referrals),
        "category_rows": money.category_rows(board.money, board.forecast, place),
        "category_chart": money.category_chart(board.money, month),
        "practice_chart": money.practice_chart(board.money, month),
        "forecast_chart": money.forecast_chart(board.forecast, str(place.month.year)),
        "savings_chart": change.savings_chart(board.savings, month),
        "challenge_rows": change.challenge_rows(board.challenges, place),
        "challenge_chart": change.challenge_chart(board.challenges),
        "challenges_url": opens(place, "challenges"),
        "decision_lists": change.decision_lists(
            board.decisions, _review_url(request, place), place.address("budgets:freed")
        ),
        "practice_rows": practice_rows(board),
        "statement": statement(place.group, place.month),
        "stated_beside": {"total": {**vars(board.money.total), "is_simulated": board.money.is_simulated}},
    }


def _review_url(request: SignedInRequest, place: GroupMonth) -> str:
    """Where returns are reviewed, for whose job that is; for others, where they stand."""
    if request.user.access.has(*REVIEWERS, organisation=place.group):
        return reverse("referrals:review-list")
    return place.address("referrals:completeness")
