"""What the figures say of a practice when it is asked, and how a request stands, in words."""

from __future__ import annotations

import datetime as dt

from daccom.formats import long_date
from referrals.models import OutlierRequest
from referrals.presentation import Tag, days_left
from referrals.run_words import fired_words, limit_words, show, what
from referrals.selectors.run_charts import Series

COLOURS = {"asked": "yellow", "answered": "blue", "closed": "green", "withdrawn": "grey"}


def finding(series: Series, standing: str) -> str:
    """“Referrals, January 2009: 164 where 118.2 were expected: high (0.001). Run chart: …”.

    "" without a figure in the month in view. `standing` as standing_words() gives it, "" for pounds.
    """
    last = series.chart.points[-1] if series.chart.points else None
    if last is None or last.value is None:
        return ""
    said = standing or show(series)(last.value)
    return f"{what(series.measure, of_group=False)}, {last.at}: {said}. {_run(series)}"


def _run(series: Series) -> str:
    limits, last = series.chart.limits, series.chart.points[-1]
    if limits is None or limits.lower is None:
        return "Its run chart has no limits yet."
    between = f"{limit_words(series, limits.lower)} to {limit_words(series, limits.upper)}"
    return f"Run chart: {fired_words(series, last) or 'usual variation'}; its limits are {between}."


def is_overdue(request: OutlierRequest, today: dt.date) -> bool:
    """Whether the practice's day has passed without an answer."""
    return request.status == OutlierRequest.Status.ASKED and request.due_on < today


def tag(request: OutlierRequest, today: dt.date) -> Tag:
    """How a request stands."""
    if is_overdue(request, today):
        return Tag("Overdue", "red")
    return Tag(request.get_status_display(), COLOURS[request.status])


def timing(request: OutlierRequest, today: dt.date) -> str:
    """What time is left, or by when the actions are to show."""
    if request.status == OutlierRequest.Status.ASKED:
        return days_left(request.due_on, today)
    if request.review_on:
        return f"review {long_date(request.review_on)}"
    return ""
