"""Amounts to the penny and parts of a whole, as worksheets write them."""

from decimal import Decimal

from django import template
from django.utils.safestring import SafeString

from daccom import formats
from daccom.templatetags.formats import NOTHING

register = template.Library()


@register.filter
def pence(amount: Decimal) -> str:
    """£1,131,000.00 or −£898.50: always to the penny, so that a column can be added up."""
    sign = formats.MINUS if amount < 0 else ""
    return f"{sign}£{formats.number(abs(amount), 2)}"


@register.filter
def signed_pence(amount: Decimal) -> str:
    """The same with a plus for what is given."""
    return f"+{pence(amount)}" if amount > 0 else pence(amount)


@register.filter
def part(share: Decimal | None) -> str | SafeString:
    """0.0725 as 7.25%; a dash when there is none."""
    return NOTHING if share is None else formats.percent(100 * share, 2)


@register.filter
def signed_part(share: Decimal | None) -> str | SafeString:
    """The same with a plus for what is over."""
    if share is None:
        return NOTHING
    return f"+{part(share)}" if round(share, 4) > 0 else part(abs(share) if not round(share, 4) else share)
