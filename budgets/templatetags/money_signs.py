"""Money that is over or under something."""

from decimal import Decimal

from django import template
from django.utils.safestring import SafeString

from daccom import formats
from daccom.templatetags.formats import NOTHING

register = template.Library()


@register.filter
def signed_money(pounds: Decimal | None) -> str | SafeString:
    """+£347,000 or −£898,000; a dash when there is none."""
    if pounds is None:
        return NOTHING
    return f"+{formats.money(pounds)}" if pounds > 0 else formats.money(pounds)
