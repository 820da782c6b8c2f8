"""Money and days as the findings write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from daccom.formats import long_date, money


def pounds(pence: int) -> str:
    """ "£1,234.50" or "−£20"."""
    return money(Decimal(pence).scaleb(-2))


def days(number: int) -> str:
    """ "1 day", "12 days"."""
    return f"{number:,} day{'' if number == 1 else 's'}"


def day(date: dt.date) -> str:
    """ "20 June 2008"."""
    return long_date(date)
