"""Moments of the simulated months, in the time of day of Hertfordshire."""

import datetime as dt

from django.utils import timezone


def at(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    """That time on that day, aware."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))
