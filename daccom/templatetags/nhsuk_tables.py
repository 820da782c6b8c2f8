"""What the table template needs said: which way a column sorts, and the links to further pages."""

from collections.abc import Callable
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django_tables2 import Table
from django_tables2.columns import BoundColumn
from django_tables2.templatetags.django_tables2 import table_page_range

from daccom.nhsuk import component

register = template.Library()

Link = Callable[[int], str]


def _direction(column: BoundColumn) -> str:
    """How the table is sorted by this column now: ascending, descending or not at all."""
    if not column.is_ordered:
        return ""
    return "descending" if column.order_by_alias.is_descending else "ascending"


@register.simple_tag
def sort_state(column: BoundColumn) -> SafeString | str:
    """The aria-sort attribute of a sorted column's heading."""
    direction = _direction(column)
    return format_html(' aria-sort="{}"', direction) if direction else ""


@register.simple_tag
def sort_words(table: Table, column: BoundColumn) -> str:
    """What the sort link does, in words of its own for each table of the page."""
    following = "descending" if _direction(column) == "ascending" else "ascending"
    return f": sort “{table.caption}” {following}"


@register.simple_tag(takes_context=True)
def table_pages(context: Context, table: Table) -> SafeString | str:
    """NHS.UK pagination of a paginated table; nothing when one page holds it all."""
    if not getattr(table, "page", None) or table.paginator.num_pages < 2:
        return ""

    def link(number: int) -> str:
        query = context["request"].GET.copy()
        query[table.prefixed_page_field] = str(number)
        return f"?{query.urlencode()}"

    return component("pagination", **_pages(table, link))


def _page_item(number: int | str, table: Table, link: Link) -> dict[str, Any]:
    if not isinstance(number, int):
        return {"ellipsis": True}
    label = f"Page {number} of “{table.caption}”"
    current = number == table.page.number
    return {"number": number, "href": link(number), "current": current, "aria_label": label}


def _pages(table: Table, link: Link) -> dict[str, Any]:
    page = table.page
    items = [_page_item(number, table, link) for number in table_page_range(page, table.paginator)]
    params: dict[str, Any] = {"items": items, "aria_label": f"Pages of “{table.caption}”"}
    if page.has_previous():
        params["previous"] = {"href": link(page.previous_page_number())}
    if page.has_next():
        params["next"] = {"href": link(page.next_page_number())}
    return params
