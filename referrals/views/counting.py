"""Switching a month between one grid for the practice and one for each clinician."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from daccom import calendar
from daccom.errors import Refused
from practices.selectors.clinicians import clinicians_in
from referrals.forms.counting import CountingForm
from referrals.models import MonthlyReturn
from referrals.selectors.grids import grids_of
from referrals.selectors.months import PracticeMonth, practice_month
from referrals.services.counting import count_by_clinician, count_for_the_practice
from referrals.views.common import (
    CONFLICT,
    UNPROCESSABLE,
    SignedInRequest,
    address,
    for_own_practice,
    refuse_unless_manager,
)
from referrals.views.grid_page import saved_counts, saved_lines


@require_http_methods(["GET", "HEAD", "POST"])
@for_own_practice
def return_counting(request: SignedInRequest, month: PracticeMonth) -> HttpResponse:
    """Say what happens to the figures, and switch."""
    refuse_unless_manager(request, month)
    if request.method != "POST":
        return _page(request, month, _form(month))
    form = _form(month, request)
    if not form.is_valid():
        return _page(request, month, form, UNPROCESSABLE)
    try:
        switched = _switch(request, month, form)
    except Refused as refused:
        current = practice_month(month.practice, month.month) or month
        return _page(request, current, _form(current), CONFLICT, refused)
    how = "for each clinician" if switched.by_clinician else "for the whole practice"
    messages.success(request, f"{month.month} is counted {how} now.")
    return redirect("referrals:return-referrals", **address(month))


def _is_by_clinician(month: PracticeMonth) -> bool:
    return bool(month.monthly_return and month.monthly_return.by_clinician)


def _form(month: PracticeMonth, request: SignedInRequest | None = None) -> CountingForm:
    return CountingForm(
        request.POST if request else None,
        initial={"edition": month.edition},
        clinicians=clinicians_in(month.practice, month.month),
        asks=bool(saved_counts(month)) and not _is_by_clinician(month),
    )


def _switch(request: SignedInRequest, month: PracticeMonth, form: CountingForm) -> MonthlyReturn:
    common = {
        "practice": month.practice,
        "month": month.month,
        "by": request.user,
        "edition": form.cleaned_data["edition"],
        "now": calendar.now(),
    }
    if _is_by_clinician(month):
        return count_for_the_practice(**common)
    return count_by_clinician(**common, whose=form.whose)


def _page(
    request: SignedInRequest,
    month: PracticeMonth,
    form: CountingForm,
    status: int = 200,
    refused: Refused | None = None,
) -> HttpResponse:
    grids = grids_of(month, saved_counts(month), saved_lines(month))
    context = {
        "month": month,
        "form": form,
        "by_clinician": _is_by_clinician(month),
        "clinicians": list(form.clinicians.values()),
        "unfinished": [grid for grid in grids if not grid.is_done],
        "editable": month.can_change(calendar.today()),
        "refused": refused,
    }
    return render(request, "referrals/return_counting.html", context, status=status)
