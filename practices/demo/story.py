"""Who plays which part in the simulated months. The documents say none of this of these practices."""

import datetime as dt

from daccom.calendar import Month

FIRST_MONTH = Month(dt.date(2007, 4, 1))
LAST_MONTH = Month(dt.date(2009, 1, 1))
BUSINESS_DATE = dt.date(2009, 2, 20)
GROUP = "daccom"

VISITOR = "E82022"
"""Fernville Surgery, whose manager and GP have accounts: its January 2009 return is not yet sent."""
REFERS_MOST = "E82640"
"""Highfield Surgery refers 1.6 times as much as others from April 2008."""
REFERS_MORE_PERCENT = 160
REFERS_MORE_FROM = Month(dt.date(2008, 4, 1))
OVER_BUDGET = "E82050"
"""Grovehill Medical Centre spends 20% more than others on acute care in 2008/09."""
OVER_BUDGET_PERCENT = 20
TINY = "E82644"
"""2 Coleridge Crescent, the smallest list: one nil return, two that never came."""
UNPOSTED = "E82652"
"""Gossoms End Surgery: its January 2009 spend is not posted yet."""


def simulated_months(how_many: int = 22) -> list[Month]:
    """The last `how_many` of April 2007 to January 2009."""
    months: list[Month] = []
    month = LAST_MONTH
    while month >= FIRST_MONTH and len(months) < how_many:
        months.append(month)
        month = month.previous()
    return months[::-1]
