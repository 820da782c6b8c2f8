"""The group reads what a practice sent, and queries or accepts it. No patient's row is here."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from daccom import calendar
from daccom.calendar import Month
from daccom.errors import Refused
from referrals import rules
from referrals.content import lines_of
from referrals.forms.declaration import AcceptForm, QueryForm
from referrals.models import MonthlyReturn
from referrals.presentation import status_tag, timing
from referrals.selectors.months import PracticeMonth, readable_month
from referrals.selectors.reading import read_from_outside
from referrals.selectors.versions import outside_difference, own_difference, versions_of
from referrals.selectors.waiting import submitted_returns
from referrals.services.reviews import accept_return, query_return
from referrals.views.common import UNPROCESSABLE, SignedInRequest, address


@require_safe
def review_list(request: SignedInRequest) -> HttpResponse:
    """The returns that wait for the group, month by month."""
    if not request.user.access.has(*rules.REVIEWERS):
        raise PermissionDenied("The group's programme manager and Executive review returns.")
    waiting = submitted_returns(request.user.access.own_group_ids)
    months = [(Month(first), list(rows)) for first, rows in groupby(waiting, key=lambda row: row.month)]
    return render(request, "referrals/review_list.html", {"months": months})


@require_safe
def return_review(request: SignedInRequest, ods: str, month: Month) -> HttpResponse:
    """What a practice sent for the month, for everybody who may read its returns."""
    return _page(request, readable_or_404(request, ods, month), None)


@require_POST
def return_query(request: SignedInRequest, ods: str, month: Month) -> HttpResponse:
    """Send the return back to the practice with a reason."""
    found, sent = _reviewed(request, ods, month)
    form = QueryForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, UNPROCESSABLE)
    try:
        query_return(
            monthly_return=sent,
            by=request.user,
            reason=form.cleaned_data["reason"],
            version=form.cleaned_data["version"],
            now=calendar.now(),
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{found.practice} is asked about its return for {found.month}.")
    return redirect("referrals:return-review", **address(found))


@require_POST
def return_accept(request: SignedInRequest, ods: str, month: Month) -> HttpResponse:
    """Accept the return as it was sent."""
    found, sent = _reviewed(request, ods, month)
    form = AcceptForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        accept_return(monthly_return=sent, by=request.user, version=version, now=calendar.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"The return of {found.practice} for {found.month} is accepted.")
    return redirect("referrals:return-review", **address(found))


def readable_or_404(request: SignedInRequest, ods: str, month: Month) -> PracticeMonth:
    """The month of a practice whose returns the reader may read; else 404."""
    found = readable_month(request.user, ods, month)
    if found is None:
        raise Http404
    return found


def _reviewed(request: SignedInRequest, ods: str, month: Month) -> tuple[PracticeMonth, MonthlyReturn]:
    """The month and its return, for somebody whose job it is to judge it."""
    found = readable_or_404(request, ods, month)
    if not rules.can_review_return(request.user, found.practice, found.group_id):
        raise PermissionDenied(
            "The programme manager and the Executive of the group query and accept returns, "
            "and nobody their own practice's."
        )
    if found.monthly_return is None:
        raise Http404
    return found, found.monthly_return


def _page(
    request: SignedInRequest, month: PracticeMonth, form: QueryForm | None, status: int = 200
) -> HttpResponse:
    sent = month.monthly_return
    versions = versions_of(sent)
    latest = versions[0] if versions else None
    is_own = rules.can_open_return(request.user, month.practice)
    difference = None
    if latest and len(versions) > 1:
        difference = (
            own_difference(versions[1], latest)
            if is_own
            else outside_difference(request.user, month, versions[1], latest)
        )
    may_judge = rules.can_review_return(request.user, month.practice, month.group_id)
    today = calendar.today()
    context = {
        "month": month,
        "sent": sent,
        "versions": versions,
        "latest": latest,
        "is_own": is_own,
        "lines": lines_of(latest.content) if latest and is_own else [],
        "reading": read_from_outside(request.user, month, latest.content) if latest and not is_own else None,
        "tag": status_tag(month, today),
        "timing": timing(month, today),
        "difference": difference,
        "can_extend": may_judge and (month.is_open or month.extension is not None),
        "can_list": request.user.access.has(*rules.REVIEWERS),
        "can_judge": may_judge and month.status == MonthlyReturn.Status.SUBMITTED,
        "form": form or QueryForm(initial={"version": month.versions_sent}),
    }
    return render(request, "referrals/return_review.html", context, status=status)
