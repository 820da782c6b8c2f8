"""How money, dates and counts are written, everywhere the same. Pure functions."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

MINUS = "\N{MINUS SIGN}"

Number = int | float | Decimal


def _rounded(amount: Number, places: int) -> Decimal:
    return Decimal(str(amount)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def number(amount: Number, places: int = 0) -> str:
    """A number with thousands separated and a real minus sign: 1,131 or −12.5."""
    rounded = _rounded(amount, places)
    sign = MINUS if rounded < 0 else ""
    return f"{sign}{abs(rounded):,.{places}f}"


def money(pounds: Number) -> str:
    """Pounds in full, pence only when there are some: £1,131,000, £12.34, −£203,000."""
    rounded = _rounded(pounds, 2)
    places = 0 if rounded == rounded.to_integral_value() else 2
    sign = MINUS if rounded < 0 else ""
    return f"{sign}£{abs(rounded):,.{places}f}"


def pounds(amount: Number) -> str:
    """Money in whole pounds, for summaries: £1,131,000, −£203."""
    return money(_rounded(amount, 0))


def money_short(pounds: Number) -> str:
    """Pounds at a glance: £1.13m, £347k, £850, −£2.50m."""
    exact = Decimal(str(pounds))
    size = abs(exact)
    if size < 1_000:
        return money(_rounded(exact, 0))
    sign = MINUS if exact < 0 else ""
    thousands = _rounded(size / 1_000, 0)
    if thousands < 1_000:
        return f"{sign}£{thousands}k"
    return f"{sign}£{_rounded(size / 1_000_000, 2)}m"


def percent(share: Number, dp: int = 1) -> str:
    """A percentage already times a hundred, with its sign: percent(7.25) is 7.3%."""
    return f"{number(share, dp)}%"


def long_date(day: date) -> str:
    """A day as people write it: 20 June 2008."""
    return f"{day.day} {day:%B %Y}"


def month_name(day: date) -> str:
    """The month a day lies in: January 2009."""
    return f"{day:%B %Y}"


def count_of(part: int, whole: int) -> str:
    """A part of a whole in words: 3 of 12."""
    return f"{number(part)} of {number(whole)}"


def plural(count: int, singular: str, many: str = "") -> str:
    """A count with its noun: 1 practice, 19 practices; give `many` when an s does not do."""
    return f"{number(count)} {singular if count == 1 else many or singular + 's'}"


def in_sentence(words: str) -> str:
    """A label inside a sentence: its first letter small, the names of months as they were."""
    return words[:1].lower() + words[1:]
