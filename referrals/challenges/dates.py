"""The two days on which an activity month is settled, and what they leave. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from daccom.formats import long_date, plural


@dataclass(frozen=True)
class SettlingDates:
    """`first_on`: the provider's first answer; `final_on`: the last day, after it what is open is lost.

    `agreed` False: nobody set them, the usual days hold.
    """

    first_on: dt.date
    final_on: dt.date
    agreed: bool

    def is_over(self, today: dt.date) -> bool:
        """The final date itself still counts."""
        return today > self.final_on

    def days_left(self, today: dt.date) -> int:
        """Days to the final date; negative once it has passed."""
        return (self.final_on - today).days

    def final_words(self, today: dt.date) -> str:
        """“5 days left; lost after 30 April 2009”."""
        days = self.days_left(today)
        if days < 0:
            return f"Closed since {long_date(self.final_on)}"
        left = "Last day" if days == 0 else f"{plural(days, 'day')} left"
        return f"{left}; lost after {long_date(self.final_on)}"

    def first_words(self, today: dt.date) -> str:
        """“12 days to the first date, 31 March 2009”."""
        days = (self.first_on - today).days
        if days < 0:
            return f"First date {long_date(self.first_on)} has passed"
        left = "Today is" if days == 0 else f"{plural(days, 'day')} to"
        return f"{left} the first date, {long_date(self.first_on)}"
