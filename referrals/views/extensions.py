"""Letting a practice send its return later, for whoever reviews it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from daccom import calendar
from daccom.calendar import Month
from daccom.errors import Refused
from daccom.formats import long_date
from referrals.forms.extensions import ExtensionForm, show_refusal
from referrals.presentation import status_tag
from referrals.rules.extensions import WHO_GRANTS, can_extend_return
from referrals.selectors.months import PracticeMonth
from referrals.services.extensions import end_extension, grant_extension
from referrals.views.common import UNPROCESSABLE, SignedInRequest, address
from referrals.views.reviews import readable_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def return_extension(request: SignedInRequest, ods: str, month: Month) -> HttpResponse:
    """What was granted for the month, and the form to grant it."""
    found = _extended(request, ods, month)
    if request.method != "POST":
        return _page(request, found, ExtensionForm())
    form = ExtensionForm(request.POST)
    if form.is_valid() and _granted(request, found, form):
        messages.success(
            request, f"{found.practice} may send {found.month} until {long_date(form.cleaned_data['until'])}."
        )
        return redirect("referrals:return-review", **address(found))
    return _page(request, found, form, UNPROCESSABLE)


@require_POST
def return_extension_end(request: SignedInRequest, ods: str, month: Month) -> HttpResponse:
    """Take the extension back."""
    found = _extended(request, ods, month)
    if found.extension is None:
        messages.info(request, "There is no extension to end.")
        return redirect("referrals:return-extension", **address(found))
    try:
        end_extension(extension=found.extension, by=request.user, now=calendar.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"The extension of {found.practice} for {found.month} has ended.")
    return redirect("referrals:return-extension", **address(found))


def _extended(request: SignedInRequest, ods: str, month: Month) -> PracticeMonth:
    found = readable_or_404(request, ods, month)
    if not can_extend_return(request.user, found.practice, found.group_id):
        raise PermissionDenied(f"{WHO_GRANTS} Ask one of them.")
    return found


def _granted(request: SignedInRequest, month: PracticeMonth, form: ExtensionForm) -> bool:
    try:
        grant_extension(
            practice=month.practice,
            month=month.month,
            by=request.user,
            until=form.cleaned_data["until"],
            reason=form.cleaned_data["reason"],
            now=calendar.now(),
        )
    except Refused as refused:
        show_refusal(form, refused)
        return False
    return True


def _page(
    request: SignedInRequest, month: PracticeMonth, form: ExtensionForm, status: int = 200
) -> HttpResponse:
    today = calendar.today()
    context = {
        "month": month,
        "form": form,
        "tag": status_tag(month, today),
        "in_time": not month.is_late(today),
        "today": today,
    }
    return render(request, "referrals/return_extension.html", context, status=status)
