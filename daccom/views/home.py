"""Where everybody lands: what needs you."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from daccom import calendar, navigation, work
from daccom.formats import long_date, plural

SOON = dt.timedelta(days=14)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """A person's own list of work, the most urgent first, each one click from where it is done."""
    today = calendar.today()
    items = work.items_for(request.user, today)
    late = [item for item in items if item.is_late(today)]
    dated = [item for item in items if item.due and not item.is_late(today)]
    open_ended = [item for item in items if item.due is None]
    sections = [
        ("Late", "late", [task(item, today) for item in late]),
        ("Coming up", "coming-up", [task(item, today) for item in dated]),
        ("Also waiting for you", "also-waiting", [task(item, today) for item in open_ended]),
    ]
    context = {
        "summary": summary(len(late), len(items)),
        "today": today,
        "sections": [section for section in sections if section[2]],
        "places": []
        if items
        else [item for item in navigation.items_for(request.user) if item.route != "home"],
    }
    return render(request, "daccom/home.html", context)


def summary(late: int, everything: int) -> str:
    """One sentence: how much waits, and how much of it is late."""
    if not everything:
        return "Nothing waits for you today."
    waits = f"{plural(everything, 'thing')} {'waits' if everything == 1 else 'wait'} for you"
    if late == everything:
        return f"{waits}, and {'it is' if late == 1 else 'all are'} late."
    return f"{waits}; {late} of them {'is' if late == 1 else 'are'} late." if late else f"{waits}."


def task(item: work.WorkItem, today: dt.date) -> dict[str, Any]:
    """The parameters of one row of the NHS.UK task list."""
    row: dict[str, Any] = {"title": {"text": item.title}, "href": item.url, "status": status(item, today)}
    if item.detail:
        row["hint"] = {"text": item.detail}
    return row


def status(item: work.WorkItem, today: dt.date) -> dict[str, Any]:
    """How near the due date is, in words; late and soon carry a tag."""
    if item.due is None:
        return {"text": item.kind or "No date"}
    if item.is_late(today):
        return {"tag": {"text": f"Was due {long_date(item.due)}", "colour": "red"}}
    if item.due == today:
        return {"tag": {"text": "Due today", "colour": "orange"}}
    if item.due - today <= SOON:
        return {"tag": {"text": f"Due {long_date(item.due)}", "colour": "yellow"}}
    return {"text": f"Due {long_date(item.due)}"}
