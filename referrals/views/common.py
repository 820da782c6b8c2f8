"""How every page of a practice's month begins: whose month, and may this person open it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from daccom import calendar
from daccom.calendar import Month
from practices.models import Practice, User
from referrals import rules
from referrals.selectors.months import PracticeMonth, month_with, practice_and_return

CONFLICT = 409
UNPROCESSABLE = 422
View = Callable[..., HttpResponse]


class SignedInRequest(HttpRequest):
    """A request that went through the sign-in: its user is one of ours."""

    user: User


def own_practice(request: SignedInRequest, ods: str) -> Practice:
    """The practice by its ODS code: 404 outside one's rows, 403 for everybody but its own staff."""
    practice = get_object_or_404(Practice.objects.visible_to(request.user), ods_code=ods)
    _refuse_others(request, practice)
    return practice


def _refuse_others(request: SignedInRequest, practice: Practice) -> None:
    if not rules.can_open_return(request.user, practice):
        raise PermissionDenied(
            f"This page belongs to the staff of {practice}. The group sees a return once it is submitted."
        )


def for_own_practice(view: View) -> View:
    """Open `view(request, month)` for the practice's own staff; a month still to come is no page."""

    @wraps(view)
    def opened(request: SignedInRequest, ods: str, month: Month, **kwargs: Any) -> HttpResponse:
        known = practice_and_return(Practice.objects.visible_to(request.user), ods, month)
        if known is None:
            raise Http404
        practice, sent = known
        _refuse_others(request, practice)
        found = month_with(practice, month, sent)
        if found is None or not found.has_begun(calendar.today()):
            raise Http404
        return view(request, found, **kwargs)

    return opened


def refuse_unless_manager(request: SignedInRequest, month: PracticeMonth) -> None:
    """403 for a GP where only a practice manager fills in and sends."""
    if not rules.can_submit_return(request.user, month.practice):
        raise PermissionDenied(
            "Only a practice manager fills in and submits the return. You can answer about episodes."
        )


def address(month: PracticeMonth) -> dict[str, Any]:
    """What every address of the month takes."""
    return {"ods": month.practice.ods_code, "month": month.month}
