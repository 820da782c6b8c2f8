"""On which days a practice that still owes a return is reminded. Pure functions."""

from __future__ import annotations

import datetime as dt

from daccom.calendar import is_working_day

ONE_DAY = dt.timedelta(days=1)


def working_days_before(day: dt.date, count: int) -> dt.date:
    """The working day that is `count` working days before `day`."""
    while count:
        day -= ONE_DAY
        count -= is_working_day(day)
    return day


def next_working_day(day: dt.date) -> dt.date:
    """The first working day after `day`."""
    day += ONE_DAY
    while not is_working_day(day):
        day += ONE_DAY
    return day


def is_reminder_day(
    today: dt.date, due_on: dt.date, extended_to: dt.date | None, *, before: int, every: int
) -> bool:
    """Whether a practice that owes is reminded today.

    That is `before` working days before the due day, on the due day, and every `every` days after it. An
    extension puts its last day in the place of the due day, and until then there is no reminder at all.
    """
    start = extended_to or due_on
    if today < start:
        return extended_to is None and today == working_days_before(start, before)
    return (today - start).days % every == 0
