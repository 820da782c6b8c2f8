"""Asking a practice about a figure, its answer, and how the Executive follows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from daccom import calendar
from daccom.calendar import Month
from daccom.errors import Refused
from daccom.exports import Export, export_links, export_wanted
from daccom.spreadsheets.writing import Value
from practices.models import CommissioningGroup
from referrals.forms.outliers import AnswerForm, AskForm, FollowForm, show_refusal
from referrals.models import OutlierRequest, OutlierStep
from referrals.outlier_words import finding, tag, timing
from referrals.rules import run_charts as rules
from referrals.run_words import what
from referrals.selectors.outliers import (
    SHOWN,
    open_request,
    outlier_counts,
    outlier_list,
    question_of,
    standing_words,
    steps_of,
)
from referrals.selectors.roster import named_groups
from referrals.selectors.run_charts import hidden_months, practice_series, read_by_all
from referrals.services import outliers as services
from referrals.views.common import CONFLICT, UNPROCESSABLE, SignedInRequest
from referrals.views.group_month import group_month, practice_of
from referrals.views.run_charts import history_of, measure_of

FOLLOW: dict[str, Callable[..., None]] = {
    "return": services.ask_again,
    "close": services.close_request,
    "note": services.note_request,
    "withdraw": services.withdraw_request,
}
MOVED_ON = "outlier.moved-on"
DONE = {
    "return": "The practice is asked again.",
    "close": "The request is closed.",
    "note": "The note is written down.",
    "withdraw": "The request is withdrawn.",
}


@require_safe
def outliers(request: SignedInRequest, group: str) -> HttpResponse:
    """The requests of a group, narrowed to those that wait, are overdue, answered or ended."""
    found = _group(request, group)
    today, state = calendar.today(), request.GET.get("show", "")
    state = state if state in SHOWN else ""
    rows = outlier_list(group=found, user=request.user, today=today, state=state)
    exports = [_export(found, rows)]
    if wanted := export_wanted(request, exports, f"outliers-{group}"):
        return wanted
    context = {
        "group": found,
        "rows": [(row, tag(row, today), timing(row, today)) for row in rows],
        "counts": outlier_counts(found, request.user, today),
        "is_simulated": any(row.is_simulated for row in rows),
        "shown": SHOWN,
        "state": state,
        "charts_url": reverse("referrals:run-charts", kwargs={"group": group, "month": _month_of(today)}),
        "exports": export_links(request, exports),
    }
    return render(request, "referrals/outlier_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def outlier_ask(request: SignedInRequest, group: str, month: Month, measure: str, ods: str) -> HttpResponse:
    """Ask one practice about its figure of the month."""
    place, about = group_month(request, group, month), measure_of(measure)
    found = read_by_all(history_of(request, place))  # the whole group reads what is asked
    practice = practice_of(found.roster, ods)
    if not rules.can_ask(request.user, practice, place.group.pk):
        raise PermissionDenied(f"{rules.WHO_FOLLOWS} Ask one of them.")
    series = practice_series(found, about, practice, hidden_months(found, about))
    standing = standing_words(
        group=place.group, practice=practice, measure=about, month=month, user=request.user
    )
    said = finding(series, standing)
    form = AskForm(
        request.POST if request.method == "POST" else None,
        initial={"due_on": calendar.today() + services.USUAL_TIME},
    )
    if request.method == "POST" and said and form.is_valid():
        given = {"group": place.group, "practice": practice, "measure": measure, "month": month}
        made = _asked(request, form, {**given, "finding": said})
        if made:
            messages.success(request, f"{practice} is asked, and finds it on its home page.")
            return redirect("referrals:outlier-detail", pk=made.pk)
    context = {
        "place": place,
        "practice": practice,
        "named": what(about, of_group=False),
        "finding": said,
        "asked": open_request(practice, measure, request.user),
        "form": form,
        "back": place.address("referrals:run-chart-practice", measure=measure, ods=ods),
    }
    return render(
        request, "referrals/outlier_ask.html", context, status=UNPROCESSABLE if form.is_bound else 200
    )


@require_safe
def outlier_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One request with its history; a form for whoever's turn it is."""
    return _page(request, _readable(request, pk))


@require_POST
def outlier_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """The practice answers."""
    found = _readable(request, pk)
    if not rules.can_answer(request.user, found.practice):
        raise PermissionDenied(f"Only a practice manager or GP of {found.practice} answers for it. Ask them.")
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            services.answer_request(request=found, by=request.user, now=calendar.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Your answer is sent. The Executive reads it.")
            return redirect("referrals:outlier-detail", pk=pk)
    return _page(request, found, answer=form)


@require_POST
def outlier_follow(request: SignedInRequest, pk: int) -> HttpResponse:
    """The Executive asks again, closes, withdraws, or writes a note."""
    found = _readable(request, pk)
    if not rules.can_ask(request.user, found.practice, found.group_id):
        raise PermissionDenied(f"{rules.WHO_FOLLOWS} Ask one of them.")
    form = FollowForm(request.POST, status=found.status)
    if form.is_valid():
        step, said = form.cleaned_data["step"], {name: form.cleaned_data[name] for name in ("words", "seen")}
        try:
            FOLLOW[step](request=found, by=request.user, now=calendar.now(), **said)
        except Refused as refused:
            if refused.rule == MOVED_ON:
                newest = steps_of(found)[0].number
                form = FollowForm({**request.POST.dict(), "seen": newest}, status=found.status)
            show_refusal(form, refused)
            status = CONFLICT if refused.rule == MOVED_ON else UNPROCESSABLE
            return _page(request, found, follow=form, status=status)
        else:
            messages.success(request, DONE[step])
            return redirect("referrals:outlier-detail", pk=pk)
    return _page(request, found, follow=form)


def _asked(request: SignedInRequest, form: AskForm, given: dict[str, Any]) -> OutlierRequest | None:
    try:
        return services.ask_practice(**given, **form.cleaned_data, by=request.user, now=calendar.now())
    except Refused as refused:
        show_refusal(form, refused)
        return None


def _readable(request: SignedInRequest, pk: int) -> OutlierRequest:
    rows = OutlierRequest.objects.visible_to(request.user).select_related("practice", "group")
    found: OutlierRequest = get_object_or_404(rows, pk=pk)
    return found


def _page(
    request: SignedInRequest,
    found: OutlierRequest,
    answer: AnswerForm | None = None,
    follow: FollowForm | None = None,
    status: int = UNPROCESSABLE,
) -> HttpResponse:
    today, user = calendar.today(), request.user
    is_open = found.status in OutlierRequest.OPEN
    answers = found.status == OutlierRequest.Status.ASKED and rules.can_answer(user, found.practice)
    follows = is_open and rules.can_ask(user, found.practice, found.group_id)
    bound = answer or follow
    steps = steps_of(found)
    earlier = {"reasons": found.reasons, "action_plan": found.action_plan, "review_on": found.review_on}
    context = {
        "asked": found,
        "month": Month(found.month),
        "tag": tag(found, today),
        "timing": timing(found, today),
        "steps": steps,
        "question": question_of(steps),
        "answer": answer or (AnswerForm(initial=earlier) if answers else None),
        "follow": follow or (_follow_form(found, steps) if follows else None),
        "forms": [bound] if bound else [],
        "may_list": found.group in named_groups(user),
    }
    return render(request, "referrals/outlier_detail.html", context, status=status if bound else 200)


def _follow_form(found: OutlierRequest, steps: list[OutlierStep]) -> FollowForm:
    return FollowForm(status=found.status, initial={"seen": steps[0].number if steps else 0})


def _group(request: SignedInRequest, slug: str) -> CommissioningGroup:
    found = next((one for one in named_groups(request.user) if one.slug == slug), None)
    if found is None:
        raise Http404
    return found


def _month_of(today: dt.date) -> Month:
    """The last month that has ended."""
    return Month.of(today).previous()


def _export(group: CommissioningGroup, rows: list[OutlierRequest]) -> Export:
    headers = ["Practice", "Measure", "Month", "Finding", "Status", "Answer by", "Reasons", "Action plan"]
    values: list[list[Value]] = [
        [
            row.practice.name,
            row.get_measure_display(),
            row.month,
            row.finding,
            row.get_status_display(),
            row.due_on,
            row.reasons,
            row.action_plan,
        ]
        for row in rows
    ]
    return Export("requests", f"Requests of {group}", headers, values)
