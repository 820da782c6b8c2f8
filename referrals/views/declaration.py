"""The declaration: exactly what is sent, a name and a tick."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from daccom import calendar
from daccom.errors import Refused
from referrals.content import lines_of
from referrals.forms.declaration import DeclarationForm
from referrals.selectors.certifying import prepared_by_same
from referrals.selectors.months import PracticeMonth, practice_month
from referrals.selectors.returns import preview
from referrals.services.submission import SOMEBODY_ELSE, submit_return
from referrals.views.common import (
    CONFLICT,
    UNPROCESSABLE,
    SignedInRequest,
    address,
    for_own_practice,
    refuse_unless_manager,
)

FIELDS = {
    "return.name-mismatch": "declared_name",
    "explanation.names-patient": "answer",
    "explanation.names-clinician": "answer",
}
"""Refusals that stand by what was typed wrongly."""


@require_http_methods(["GET", "HEAD", "POST"])
@for_own_practice
def return_declare(request: SignedInRequest, month: PracticeMonth) -> HttpResponse:
    """Show what would be sent, and send it; what was sent already leads to its receipt."""
    refuse_unless_manager(request, month)
    if request.method != "POST":
        if not month.is_open:
            return _to_receipt(month)
        return _page(request, month, _form(month))
    form = _form(month, request.POST)
    if not form.is_valid():
        return _page(request, month, form, UNPROCESSABLE)
    return _submit(request, month, form)


def _submit(request: SignedInRequest, month: PracticeMonth, form: DeclarationForm) -> HttpResponse:
    try:
        version = submit_return(
            practice=month.practice,
            month=month.month,
            by=request.user,
            declared_name=form.cleaned_data["declared_name"],
            seen=request.POST.get("seen", ""),
            now=calendar.now(),
            answer=form.cleaned_data.get("answer", ""),
        )
    except Refused as refused:
        return _refused(request, month, form, refused)
    return redirect("referrals:return-receipt", **address(month), number=version.number)


def _refused(
    request: SignedInRequest, month: PracticeMonth, form: DeclarationForm, refused: Refused
) -> HttpResponse:
    """A wrong name or answer stands by its field; what was sent leads to its receipt; the rest says why."""
    typed = {name: form.cleaned_data[name] for name in ("answer", "declared_name") if name in form.fields}
    current = practice_month(month.practice, month.month) or month
    if refused.rule in FIELDS:
        form.add_error(FIELDS[refused.rule], str(refused))
        return _page(request, current, form, UNPROCESSABLE)
    if refused.rule in ("return.already-submitted", "return.final"):
        messages.info(request, str(refused))
        return _to_receipt(current)
    return _page(request, current, _form(current, initial=typed), CONFLICT, refused)


def _form(month: PracticeMonth, data: Any = None, initial: dict[str, Any] | None = None) -> DeclarationForm:
    return DeclarationForm(data, initial=initial, is_queried=month.status == "queried")


def _to_receipt(month: PracticeMonth) -> HttpResponse:
    return redirect("referrals:return-receipt", **address(month), number=month.versions_sent)


def _page(
    request: SignedInRequest,
    month: PracticeMonth,
    form: DeclarationForm,
    status: int = 200,
    refused: Refused | None = None,
) -> HttpResponse:
    today = calendar.today()
    shown = preview(month)
    same_person = prepared_by_same(month, request.user)
    ready = month.can_change(today) and month.is_over(today) and not shown.missing()
    context = {
        "month": month,
        "shown": shown,
        "lines": lines_of(shown.content),
        "missing": shown.missing(),
        "form": form,
        "refused": refused,
        "can_send": ready and not same_person,
        "same_person": same_person,
        "what_to_do": SOMEBODY_ELSE.format(practice=month.practice),
        "is_over": month.is_over(today),
        "is_closed": month.is_closed(today),
        "from_day": month.month.next(),
    }
    return render(request, "referrals/return_declare.html", context, status=status)
