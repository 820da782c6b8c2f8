"""The dashboard: one group, one month, one minute."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from budgets.charts import variance_chart
from budgets.position_rows import shown_rows
from daccom import calendar
from daccom.calendar import Month
from programmes.headlines import headlines
from programmes.selectors import dashboard as selectors
from referrals.charts import rate_chart, rate_sentence
from referrals.heatmap import STAND_IN, heat_map
from referrals.rate_rows import rate_rows
from referrals.rules import REVIEWERS
from referrals.selectors.completeness import last_due_month
from referrals.selectors.roster import named_groups
from referrals.views.common import SignedInRequest
from referrals.views.group_month import GroupMonth, group_month

ROUTE = "programmes:dashboard"


@require_safe
def dashboard_home(request: SignedInRequest) -> HttpResponse:
    """Leads to the group and month picked; else to the reader's own and the last whose returns were due."""
    groups = {group.slug: group for group in named_groups(request.user)}
    picked = request.GET.get("group") or next(iter(groups), "")
    if picked not in groups:
        raise Http404
    group = groups[picked]
    return redirect(
        ROUTE, group=group.slug, month=_month_of(request) or last_due_month(group, calendar.today())
    )


@require_safe
def dashboard(request: SignedInRequest, group: str, month: Month) -> HttpResponse:
    """What is late, over budget, out of line and waiting in one group and month."""
    place = group_month(request, group, month)
    context = {"place": place, "steps": place.steps(ROUTE)}
    if place.is_future:
        return render(request, "programmes/dashboard_future.html", context)
    return render(request, "programmes/dashboard.html", context | _board(request, place))


def _board(request: SignedInRequest, place: GroupMonth) -> dict[str, object]:
    board = selectors.dashboard(group=place.group, month=place.month, user=request.user, today=place.today)
    return {
        "board": board,
        "headlines": headlines(board, place.today),
        "heat": heat_map(board.completeness),
        "budget_by_category": shown_rows(
            board.position.by_category, "category", place.address("budgets:spend-rows")
        ),
        "rate_rows": rate_rows(board.rates, place.address("referrals:rates-practice", ods=STAND_IN)),
        "review_url": _review_url(request, place),
        "rate_chart": rate_chart(board.rates) if board.rates.group_rate is not None else None,
        "rate_words": rate_sentence(board.rates) if board.rates.rows else "",
        "variance_chart": variance_chart(board.position) if board.position.by_practice else None,
    }


def _review_url(request: SignedInRequest, place: GroupMonth) -> str:
    """Where returns are reviewed, for whose job that is; for others, where they stand."""
    if request.user.access.has(*REVIEWERS, organisation=place.group):
        return reverse("referrals:review-list")
    return place.address("referrals:completeness")


def _month_of(request: SignedInRequest) -> Month | None:
    """The month picked from the list; None for none, 404 for what is no month."""
    picked = request.GET.get("month")
    if not picked:
        return None
    try:
        return Month.parse(picked)
    except ValueError:
        raise Http404 from None
