"""What the figures say of a practice when it is asked, and how a request stands, in words."""

from __future__ import annotations

import datetime as dt

from daccom.formats import long_date, number
from referrals.models import OutlierRequest
from referrals.presentation import Tag, days_left
from referrals.run_words import fired_words, limit_words, show, what
from referrals.selectors.outliers import Expectation
from referrals.selectors.run_charts import Series

COLOURS = {"asked": "yellow", "answered": "blue", "closed": "green", "withdrawn": "grey"}


def finding(series: Series, expected: Expectation | None) -> str:
    """“Referrals, January 2009: 171 where 118 were expected …, high (0.001). Run chart: …”; "" without one.

    The value is the month's in view; `expected` None leaves the funnel out (pounds, or no list).
    """
    last = series.chart.points[-1] if series.chart.points else None
    if last is None or last.value is None:
        return ""
    told = f"{what(series.measure, of_group=False)}, {last.at}: {show(series)(last.value)}"
    if expected and expected.expected:
        told += f" where {number(expected.expected)} were expected at the group’s rate, {_verdict(expected)}"
    return f"{told}. {_run(series)}"


def _verdict(expected: Expectation) -> str:
    from referrals.statistics import funnel_verdict

    return funnel_verdict(expected.observed, expected.expected).value


def _run(series: Series) -> str:
    limits, last = series.chart.limits, series.chart.points[-1]
    if limits is None or limits.lower is None:
        return "Its run chart has no limits yet."
    between = f"{limit_words(series, limits.lower)} to {limit_words(series, limits.upper)}"
    return f"Run chart: {fired_words(series, last) or 'usual wavering'}; its limits are {between}."


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
