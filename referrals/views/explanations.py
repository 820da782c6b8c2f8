"""Figures unlike the practice's own months: say why, or change them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from daccom import calendar
from daccom.errors import Refused
from referrals import rules
from referrals.forms.explanations import ExplanationForm
from referrals.selectors.months import PracticeMonth
from referrals.selectors.unusual import unusual_in
from referrals.services.explanations import explain_figures
from referrals.views.common import (
    UNPROCESSABLE,
    SignedInRequest,
    address,
    for_own_practice,
    refuse_unless_manager,
)
from referrals.views.grid_page import saved_counts


@require_http_methods(["GET", "HEAD", "POST"])
@for_own_practice
def return_explain(request: SignedInRequest, month: PracticeMonth) -> HttpResponse:
    """The odd figures, each with the words that explain it."""
    odd = unusual_in(month, saved_counts(month))
    if request.method != "POST":
        return _page(request, month, ExplanationForm(unusual=odd))
    refuse_unless_manager(request, month)
    form = ExplanationForm(request.POST, unusual=odd)
    if form.is_valid() and _explained(request, month, form):
        messages.success(request, "Your explanations are saved.")
        left = not all(form.words.values())
        return redirect(f"referrals:return-{'explain' if left else 'detail'}", **address(month))
    return _page(request, month, form, UNPROCESSABLE)


def _explained(request: SignedInRequest, month: PracticeMonth, form: ExplanationForm) -> bool:
    try:
        explain_figures(
            practice=month.practice,
            month=month.month,
            by=request.user,
            words=form.words,
            now=calendar.now(),
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _page(
    request: SignedInRequest, month: PracticeMonth, form: ExplanationForm, status: int = 200
) -> HttpResponse:
    can_fill = rules.can_submit_return(request.user, month.practice)
    context = {
        "month": month,
        "form": form,
        "odd": list(form.unusual.values()),
        "editable": can_fill and month.can_change(calendar.today()),
    }
    return render(request, "referrals/return_explain.html", context, status=status)
