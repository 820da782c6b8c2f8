"""Money that is over or under something."""

from decimal import Decimal

from django import template
from django.utils.safestring import SafeString

from daccom import formats
from daccom.templatetags.formats import NOTHING

register = template.Library()


@register.filter
def signed_money(amount: Decimal | None) -> str | SafeString:
    """+£347,000 or −£898,000, in whole pounds; a dash when there is none."""
    if amount is None:
        return NOTHING
    shown = formats.pounds(amount)
    return f"+{shown}" if amount > 0 else shown


@register.filter
def signed_percent(share: Decimal | None) -> str | SafeString:
    """+3.1% or −0.4%; a dash when there is none."""
    if share is None:
        return NOTHING
    shown = formats.percent(share)
    return f"+{shown}" if share > 0 else shown


@register.filter
def signed_pence(amount: Decimal | None) -> str | SafeString:
    """+£347.12 or −£898: to the penny, where amounts must be seen to add up."""
    if amount is None:
        return NOTHING
    shown = formats.money(amount)
    return f"+{shown}" if amount > 0 else shown


@register.filter
def millions(amount: Decimal) -> str:
    """£117.4m: in tenths of a million."""
    return f"£{formats.number(amount / 1_000_000, 1)}m"
