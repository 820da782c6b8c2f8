"""The task list of a practice's month, and the receipts of what it sent."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from daccom import calendar
from daccom.formats import money, plural
from referrals import rules
from referrals.models import ReturnVersion
from referrals.presentation import days_left, status_tag, timing
from referrals.receipt_words import in_time_words, next_words
from referrals.selectors.months import PracticeMonth
from referrals.selectors.returns import Preview, known_before, preview
from referrals.selectors.versions import versions_of
from referrals.views.common import SignedInRequest, address, for_own_practice

DONE = {"text": "Completed"}
CANNOT_YET = {"text": "Cannot start yet", "classes": "nhsuk-task-list__status--cannot-start-yet"}


def _tag(text: str, colour: str) -> dict[str, Any]:
    return {"tag": {"text": text, "colour": colour}}


@require_safe
@for_own_practice
def return_detail(request: SignedInRequest, month: PracticeMonth) -> HttpResponse:
    """Your month: three tasks, when it is due, and what is known already."""
    today = calendar.today()
    shown = preview(month)
    context = {
        "month": month,
        "tag": status_tag(month, today),
        "timing": timing(month, today),
        "days_left": days_left(month.due_on, today),
        "is_over": month.is_over(today),
        "is_closed": month.is_closed(today),
        "tasks": _tasks(request, shown),
        "known": known_before(month),
        "episodes": shown.episodes,
        "versions": versions_of(month.monthly_return),
    }
    return render(request, "referrals/return_detail.html", context)


def _tasks(request: SignedInRequest, shown: Preview) -> list[dict[str, Any]]:
    return [_referrals_task(shown), _episodes_task(shown), _declaration_task(request, shown)]


def _url(route: str, shown: Preview) -> str:
    return reverse(f"referrals:{route}", kwargs=address(shown.month))


def _referrals_task(shown: Preview) -> dict[str, Any]:
    saved = shown.month.monthly_return and shown.month.monthly_return.referrals_saved_at
    if shown.has_referrals:
        total = shown.content["totals"]["all"]
        words = "You referred nobody" if shown.is_nil else plural(total, "referral")
        status: dict[str, Any] = DONE
        if shown.unexplained:
            words, status = (
                f"{plural(len(shown.unexplained), 'figure')} to explain",
                _tag("In progress", "blue"),
            )
    else:
        words = plural(len(shown.blank), "empty box", "empty boxes") if saved else "Elective and unscheduled"
        status = _tag("In progress", "blue") if saved else _tag("Not started", "grey")
    return {
        "title": {"text": "1. Referrals"},
        "href": _url("return-referrals", shown),
        "hint": {"text": words},
        "status": status,
    }


def _episodes_task(shown: Preview) -> dict[str, Any]:
    task: dict[str, Any] = {"title": {"text": "2. Episode validation"}}
    over = f"that cost more than {money(shown.month.threshold)}"
    if not shown.episodes:
        return {**task, "hint": {"text": f"There are no episodes {over}"}, "status": DONE}
    answered = len(shown.episodes) - len(shown.unanswered)
    if not shown.unanswered:
        status: dict[str, Any] = DONE
    else:
        status = _tag("In progress", "blue") if answered else _tag("Not started", "grey")
    words = f"{answered} of {plural(len(shown.episodes), 'episode')} {over} answered"
    return {**task, "href": _url("episode-list", shown), "hint": {"text": words}, "status": status}


def _declaration_task(request: SignedInRequest, shown: Preview) -> dict[str, Any]:
    today, month = calendar.today(), shown.month
    task: dict[str, Any] = {"title": {"text": "3. Declaration"}}
    if not month.is_open:
        return {**task, "hint": {"text": "Sent: see the receipt below"}, "status": DONE}
    if month.is_closed(today):
        return {**task, "hint": {"text": "The month is closed"}, "status": CANNOT_YET}
    if not rules.can_submit_return(request.user, month.practice):
        return {**task, "hint": {"text": "Your practice manager submits the return"}, "status": CANNOT_YET}
    if not month.is_over(today):
        return {**task, "hint": {"text": f"From the end of {month.month}"}, "status": CANNOT_YET}
    ready = not shown.missing()
    return {
        **task,
        "href": _url("return-declare", shown),
        "hint": {"text": "Check what is sent, and submit"},
        "status": _tag("Ready to submit", "green") if ready else _tag("Not ready", "grey"),
    }


@require_safe
@for_own_practice
def return_receipt(request: SignedInRequest, month: PracticeMonth, number: int) -> HttpResponse:
    """The receipt of one submission: its number, when it was sent, and what happens next."""
    sent = ReturnVersion.objects.select_related("submitted_by", "monthly_return")
    version = get_object_or_404(sent, monthly_return=month.monthly_return, number=number)
    context = {
        "month": month,
        "version": version,
        "in_time": in_time_words(month),
        "what_next": next_words(month),
        "is_latest": version.number == month.versions_sent,
        "totals": version.content["totals"],
    }
    return render(request, "referrals/return_receipt.html", context)
