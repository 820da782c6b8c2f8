"""The grid of referrals: look, fill in, paste, save."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from daccom import calendar
from daccom.errors import Refused
from practices.models import Clinician
from referrals.forms.figures import FiguresForm, with_last, with_paste, with_zeros
from referrals.selectors.months import PracticeMonth, practice_month
from referrals.selectors.returns import counts_of
from referrals.selectors.unusual import unusual_in
from referrals.services.figures import save_figures
from referrals.views.autosave import conflict_answer, faulty_answer, is_background, saved_answer
from referrals.views.common import (
    CONFLICT,
    UNPROCESSABLE,
    SignedInRequest,
    address,
    for_own_practice,
    refuse_unless_manager,
)
from referrals.views.grid_page import grid_form, grid_page
from referrals.views.overview import overview

FILLERS = {"zeros": with_zeros, "fill": with_paste, "last": with_last}
"""Buttons that fill boxes for the person to check; nothing is saved."""


@require_http_methods(["GET", "HEAD", "POST"])
@for_own_practice
def return_referrals(request: SignedInRequest, month: PracticeMonth) -> HttpResponse:
    """The practice's grid; or, for a month counted by clinician, how far each of them is."""
    by_clinician = month.monthly_return is not None and month.monthly_return.by_clinician
    if by_clinician and request.method != "POST":
        return overview(request, month)
    return _grid(request, month, None)


@require_http_methods(["GET", "HEAD", "POST"])
@for_own_practice
def return_clinician(request: SignedInRequest, month: PracticeMonth, pk: int) -> HttpResponse:
    """One clinician's grid; of a month that counts the whole practice there is none."""
    clinician = get_object_or_404(Clinician, practice=month.practice, pk=pk)
    by_clinician = month.monthly_return is not None and month.monthly_return.by_clinician
    if not by_clinician and request.method != "POST":
        return redirect("referrals:return-referrals", **address(month))
    return _grid(request, month, clinician)


def _grid(request: SignedInRequest, month: PracticeMonth, clinician: Clinician | None) -> HttpResponse:
    """Show the grid; save it, or fill it from a paste, last month or with zeros for the person to check."""
    if request.method != "POST":
        return grid_page(request, month, grid_form(month, clinician))
    refuse_unless_manager(request, month)
    form = grid_form(month, clinician, request.POST)
    button = next((name for name in FILLERS if name in request.POST), "")
    if form.is_valid() and not button:
        return _save(request, month, form)
    if button in ("zeros", "last") or (button and form.is_valid()):
        filled = grid_form(month, clinician, initial=FILLERS[button](form))
        return grid_page(request, month, filled, filled=True)
    if is_background(request):
        return faulty_answer(form)
    return grid_page(request, month, form, status=UNPROCESSABLE)


def _save(request: SignedInRequest, month: PracticeMonth, form: FiguresForm) -> HttpResponse:
    try:
        saved = save_figures(
            practice=month.practice,
            month=month.month,
            by=request.user,
            figures=form.figures,
            nil=form.cleaned_data["nil"],
            edition=form.cleaned_data["edition"],
            clinician=form.clinician,
            now=calendar.now(),
        )
    except Refused as refused:
        return _conflict(request, month, form, refused)
    if is_background(request):
        return saved_answer(saved)
    whose = f" of {form.clinician}" if form.clinician else ""
    messages.success(request, f"The referrals{whose} of {month.month} are saved.")
    return redirect(_next_page(month, form), **address(month))


def _next_page(month: PracticeMonth, form: FiguresForm) -> str:
    """Where a save leads: the other clinicians, what is odd and not explained, or the month."""
    if form.clinician:
        return "referrals:return-referrals"
    current = practice_month(month.practice, month.month) or month
    odd = unusual_in(current, counts_of(current.monthly_return))
    waiting = any(not figure.explanation for figure in odd)
    return "referrals:return-explain" if waiting else "referrals:return-detail"


def _conflict(
    request: SignedInRequest, month: PracticeMonth, form: FiguresForm, refused: Refused
) -> HttpResponse:
    """What is stored now beside what was typed; saving again is then a choice made knowingly."""
    current = practice_month(month.practice, month.month) or month
    if is_background(request):
        return conflict_answer(current, grid_form(current, form.clinician), refused)
    data = request.POST.copy()
    data["edition"] = str(current.edition)
    fresh = grid_form(current, form.clinician, data)
    return grid_page(request, current, fresh, status=CONFLICT, refused=refused)
