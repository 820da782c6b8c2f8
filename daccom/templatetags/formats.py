"""The functions of daccom.formats as template filters; an empty value shows as a dash, in words for ears."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.utils.safestring import SafeString

from daccom import formats
from daccom.nhsuk import NOTHING

register = template.Library()


def _or_dash(value: object, show: Callable[[Any], str]) -> str | SafeString:
    return NOTHING if value is None or value == "" else show(value)


@register.filter
def money(pounds: Decimal | None) -> str:
    """£1,131,000."""
    return _or_dash(pounds, formats.money)


@register.filter
def pounds(amount: Decimal | None) -> str:
    """£1,131,000, without pence."""
    return _or_dash(amount, formats.pounds)


@register.filter
def money_short(pounds: Decimal | None) -> str:
    """£1.13m."""
    return _or_dash(pounds, formats.money_short)


@register.filter
def number(amount: Decimal | None, places: int = 0) -> str:
    """1,131."""
    return _or_dash(amount, lambda shown: formats.number(shown, places))


@register.filter
def percent(share: Decimal | None, dp: int = 1) -> str:
    """7.3%."""
    return _or_dash(share, lambda shown: formats.percent(shown, dp))


@register.filter
def long_date(day: date | None) -> str:
    """20 June 2008."""
    return _or_dash(day, formats.long_date)


@register.filter
def month_name(day: date | None) -> str:
    """January 2009."""
    return _or_dash(day, formats.month_name)


@register.filter
def count_of(part: int, whole: int) -> str:
    """3 of 12."""
    return formats.count_of(part, whole)


@register.filter
def plural(count: int, nouns: str) -> str:
    """A count and its noun: {{ late|plural:"practice" }} or {{ n|plural:"entry,entries" }}."""
    singular, _, many = nouns.partition(",")
    return formats.plural(count, singular, many)


@register.filter
def in_sentence(words: str) -> str:
    """On time, extended to 6 March: on time, extended to 6 March."""
    return formats.in_sentence(words)
