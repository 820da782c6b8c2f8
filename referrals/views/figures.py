"""The grid of referrals: look, fill in, paste, save."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from daccom import calendar
from daccom.errors import Refused
from referrals import rules
from referrals.forms.figures import FiguresForm, with_paste, with_zeros
from referrals.selectors.months import PracticeMonth, practice_month
from referrals.selectors.returns import counts_of, figures, last_month, lines_of_the_return
from referrals.services.figures import save_figures
from referrals.views.common import (
    CONFLICT,
    UNPROCESSABLE,
    SignedInRequest,
    address,
    for_own_practice,
    refuse_unless_manager,
)


@require_http_methods(["GET", "HEAD", "POST"])
@for_own_practice
def return_referrals(request: SignedInRequest, month: PracticeMonth) -> HttpResponse:
    """Show the grid; save it, or fill it from a paste or with zeros for the person to check."""
    if request.method != "POST":
        return _page(request, month, _form(month))
    refuse_unless_manager(request, month)
    form = _form(month, request.POST)
    if not form.is_valid() and ("zeros" not in request.POST):
        return _page(request, month, form, status=UNPROCESSABLE)
    if "zeros" in request.POST or "fill" in request.POST:
        filled = with_zeros(form) if "zeros" in request.POST else with_paste(form)
        return _page(request, month, _form(month, initial=filled), filled=True)
    return _save(request, month, form)


def _save(request: SignedInRequest, month: PracticeMonth, form: FiguresForm) -> HttpResponse:
    try:
        save_figures(
            practice=month.practice,
            month=month.month,
            by=request.user,
            figures=form.figures,
            nil=form.cleaned_data["nil"],
            edition=form.cleaned_data["edition"],
            now=calendar.now(),
        )
    except Refused as refused:
        return _conflict(request, month, refused)
    messages.success(request, f"The referrals of {month.month} are saved.")
    return redirect("referrals:return-detail", **address(month))


def _conflict(request: SignedInRequest, month: PracticeMonth, refused: Refused) -> HttpResponse:
    """What is stored now beside what was typed; saving again is then a choice made knowingly."""
    current = practice_month(month.practice, month.month) or month
    data = request.POST.copy()
    data["edition"] = str(current.edition)
    return _page(request, current, _form(current, data), status=CONFLICT, refused=refused)


def _form(month: PracticeMonth, data: Any = None, initial: dict[str, Any] | None = None) -> FiguresForm:
    before = last_month(month)
    stored = month.monthly_return
    return FiguresForm(
        data,
        initial={
            "nil": stored.nil_referrals if stored else False,
            "edition": month.edition,
            **(initial or {}),
        },
        specialties=lines_of_the_return(),
        stored=figures(counts_of(stored)),
        last=figures(counts_of(before)) if before and before.referrals_saved_at else None,
    )


def _page(
    request: SignedInRequest,
    month: PracticeMonth,
    form: FiguresForm,
    status: int = 200,
    *,
    refused: Refused | None = None,
    filled: bool = False,
) -> HttpResponse:
    can_fill = rules.can_submit_return(request.user, month.practice)
    context = {
        "month": month,
        "form": form,
        "rows": form.rows,
        "editable": (can_fill and month.can_change(calendar.today())) or refused is not None,
        "can_fill": can_fill,
        "refused": refused,
        "filled": filled,
        "before": month.month.previous(),
    }
    return render(request, "referrals/return_referrals.html", context, status=status)
