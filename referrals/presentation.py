"""How a month looks: the words and colours of its status, and how it stands with its dates."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from daccom.formats import long_date, plural
from referrals.selectors.months import PracticeMonth


class Tag(NamedTuple):
    """The words and the NHS.UK colour of a status."""

    text: str
    colour: str


SENT = {
    "submitted": Tag("Submitted", "blue"),
    "accepted": Tag("Accepted", "green"),
    "queried": Tag("Queried", "orange"),
}


def status_tag(month: PracticeMonth, today: dt.date) -> Tag:
    """What has become of the month, as the practice would say it."""
    if month.status in SENT:
        return SENT[month.status]
    if month.is_closed(today):
        return Tag("Not sent", "red")
    if month.is_late(today):
        return Tag("Overdue", "red")
    if month.status == "draft":
        return Tag("Draft", "yellow")
    return Tag("To do", "yellow") if month.is_over(today) else Tag("Not due yet", "grey")


def days_left(due: dt.date, today: dt.date) -> str:
    """How far a due day is: 7 days left, due today, 3 days overdue."""
    days = (due - today).days
    if days == 0:
        return "due today"
    return f"{plural(days, 'day')} left" if days > 0 else f"{plural(-days, 'day')} overdue"


def timing(month: PracticeMonth, today: dt.date) -> str:
    """On time or late for what was sent; what time is left for what was not."""
    if month.sent_on:
        if month.days_late:
            return f"{plural(month.days_late, 'day')} late"
        return f"On time, extended to {long_date(month.due_on)}" if month.is_by_extension else "On time"
    if month.is_closed(today):
        return f"Closed {long_date(month.closes_on)}"
    words = days_left(month.due_on, today).capitalize()
    if month.extension and today <= month.extension.until:
        return (
            f"{words}, may be sent until {long_date(month.extension.until)}"
            if month.is_late(today)
            else words
        )
    return words


def nhs_number(digits: str) -> str:
    """An NHS number as people read it: 943 476 5919."""
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}" if len(digits) == 10 else digits
