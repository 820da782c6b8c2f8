"""The dashboard of one practice: its part of its group's month, for its people and the group's readers."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from daccom import calendar
from daccom.calendar import Month
from daccom.exports import export_links, export_wanted
from practices.models import Practice
from practices.selectors.groups import groups_for
from programmes.board.addresses import opens
from programmes.board.files import practice_exports
from programmes.board.months import month_choices
from programmes.board.practice import OwnPart, own_part, own_year_chart
from programmes.brief.practice import practice_brief
from programmes.selectors.own_tasks import own_tasks
from programmes.selectors.snapshots import ShownMonth, a_year_before
from programmes.views.dashboard import shown_of
from referrals.heatmap import CLASSES
from referrals.rules import can_open_return
from referrals.selectors.completeness import State
from referrals.views.common import SignedInRequest
from referrals.views.group_month import FIRST_YEAR, LAST_YEAR, GroupMonth
from referrals.views.picking import picked_month_of

ROUTE = "programmes:practice-dashboard"


@require_safe
def practice_dashboard_home(request: SignedInRequest) -> HttpResponse:
    """Leads to the practice and month picked; else to the reader's own and the last month that was due."""
    groups = {group.slug: group for group in groups_for(request.user)}
    own = Practice.objects.filter(pk__in=request.user.access.practice_ids).order_by("name").first()
    ods = request.GET.get("practice") or (own.ods_code if own else "")
    group = groups.get(request.GET.get("group") or next(iter(groups), ""))
    if group is None or not ods.isalnum():
        raise Http404
    return redirect(ROUTE, group=group.slug, month=picked_month_of(request, group), ods=ods)


@require_safe
def practice_dashboard(request: SignedInRequest, group: str, month: Month, ods: str) -> HttpResponse:
    """Its position, returns, activity against the group, challenges and what waits for it."""
    place, practice = _place(request, group, month, ods)
    context: dict[str, Any] = {
        "place": place,
        "practice": practice,
        "steps": place.steps(ROUTE, ods=ods),
        "years": month_choices(place),
    }
    if place.is_future:
        return render(request, "programmes/practice_future.html", context)
    shown = shown_of(request, place)
    part = own_part(shown.figures, ods)
    if part is None:
        raise Http404
    exports = practice_exports(shown.figures, ods)
    wanted = export_wanted(request, exports, f"{ods.lower()}-{month.slug}")
    if wanted is not None:
        return wanted
    context |= {
        "exports": export_links(request, exports),
        "print_url": place.address("programmes:practice-dashboard-pdf", ods=ods),
    }
    return render(
        request, "programmes/practice.html", context | _panels(request, place, practice, shown, part)
    )


def _place(request: SignedInRequest, slug: str, month: Month, ods: str) -> tuple[GroupMonth, Practice]:
    """The group's month for whoever reads its practices by name, or works at the practice; else 404."""
    groups = groups_for(request.user)
    group = next((one for one in groups if one.slug == slug), None)
    practice = Practice.objects.filter(ods_code=ods).first()
    if group is None or practice is None or not FIRST_YEAR < month.year < LAST_YEAR:
        raise Http404
    access = request.user.access
    if group.pk not in access.named_group_ids and practice.pk not in access.practice_ids:
        raise Http404
    return GroupMonth(groups, group, month, calendar.today()), practice


def _panels(
    request: SignedInRequest, place: GroupMonth, practice: Practice, shown: ShownMonth, part: OwnPart
) -> dict[str, Any]:
    is_own = can_open_return(request.user, practice)
    reads_group = place.group.pk in request.user.access.named_group_ids
    cells = part.returns.cells if part.returns else []
    return {
        "board": shown.figures,
        "shown": shown,
        "here": place.address(ROUTE, ods=practice.ods_code),
        "last_year_url": place.address(ROUTE, a_year_before(place.month), ods=practice.ods_code),
        "changes_url": place.address("programmes:dashboard-changes") if reads_group else "",
        "group_url": place.address("programmes:dashboard") if reads_group else "",
        "part": part,
        "sentences": practice_brief(shown.figures, part, is_own=is_own),
        "cells": [(cell, CLASSES[State(cell.state)]) for cell in cells],
        "year_chart": own_year_chart(shown.figures.measure("referrals"), practice.ods_code),
        "tasks": own_tasks(practice=practice, today=place.today) if is_own else None,
        "requests": [
            one
            for one in shown.figures.decisions.of("outlier_asked", "outlier_answered")
            if one.practice == practice.ods_code
        ],
        "rates_url": place.address("referrals:rates-practice", ods=practice.ods_code) if reads_group else "",
        "challenges_url": opens(place, "challenges") if reads_group else "",
    }
