"""The base of every list: one NHS.UK table, one way to show money, dates and counts in it."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from daccom import formats
from daccom.nhsuk import NOTHING, component

NUMERIC = {
    "th": {"class": "nhsuk-table__header nhsuk-table__header--numeric"},
    "td": {"class": "nhsuk-table__cell nhsuk-table__cell--numeric"},
    "tf": {"class": "nhsuk-table__cell nhsuk-table__cell--numeric"},
}
PLAIN = {
    "th": {"class": "nhsuk-table__header"},
    "td": {"class": "nhsuk-table__cell"},
    "tf": {"class": "nhsuk-table__cell"},
}


class Column(tables.Column):
    """A column of words."""

    look: ClassVar[dict[str, dict[str, str]]] = PLAIN

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        attrs = kwargs.pop("attrs", {})
        merged = {
            place: {**self.look.get(place, {}), **attrs.get(place, {})} for place in {*self.look, *attrs}
        }
        kwargs.setdefault("default", NOTHING)
        super().__init__(*args, attrs=merged, **kwargs)


class NumberColumn(Column):
    """Counts and rates, lined up on the right; `places` after the point."""

    look = NUMERIC

    def __init__(self, *args: Any, places: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places

    def render(self, value: Decimal) -> str:
        """1,131."""
        return formats.number(value, self.places)


class MoneyColumn(Column):
    """Pounds in full, lined up on the right."""

    look = NUMERIC

    def render(self, value: Decimal) -> str:
        """£1,131,000."""
        return formats.money(value)


class PercentColumn(NumberColumn):
    """Percentages, one place after the point unless told."""

    def __init__(self, *args: Any, places: int = 1, **kwargs: Any) -> None:
        super().__init__(*args, places=places, **kwargs)

    def render(self, value: Decimal) -> str:
        """7.3%."""
        return formats.percent(value, self.places)


class DateColumn(Column):
    """Days as people write them."""

    def render(self, value: date) -> str:
        """20 June 2008."""
        return formats.long_date(value)


class MonthColumn(Column):
    """Months by name."""

    def render(self, value: date) -> str:
        """January 2009."""
        return formats.month_name(value)


class LinkColumn(Column):
    """Words that lead to `url_of(record)`; `hidden_of(record)` tells repeated words apart to ears."""

    def __init__(self, *args: Any, url_of: Any, hidden_of: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.url_of = url_of
        self.hidden_of = hidden_of

    def render(self, value: object, record: Any) -> SafeString:
        """A link, with the words only ears get after the words everybody sees."""
        hidden = self.hidden_of(record) if self.hidden_of else ""
        aside = format_html('<span class="nhsuk-u-visually-hidden"> {}</span>', hidden) if hidden else ""
        return format_html('<a class="nhsuk-link" href="{}">{}{}</a>', self.url_of(record), value, aside)


class TagColumn(Column):
    """A status as an NHS.UK tag; `colours` maps the value to the tag's colour."""

    def __init__(self, *args: Any, colours: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colours = colours

    def render(self, value: str, record: Any) -> SafeString:
        """The words of the status, with its colour."""
        raw = str(self.accessor.resolve(record, quiet=True))
        return component("tag", text=str(value), colour=self.colours.get(raw, "grey"))


class Table(tables.Table):
    """A table with a caption, whose first column (or `row_header`) heads each row.

    Give it rows and a caption: ReturnTable(rows, caption="Returns for January 2009").
    """

    caption = ""
    row_header = ""

    class Meta:
        template_name = "django_tables2/nhsuk.html"
        attrs: ClassVar[dict[str, str]] = {"class": "nhsuk-table app-table"}
        empty_text = "There is nothing here yet."

    def __init__(self, data: Iterable[Any], *, caption: str = "", **kwargs: Any) -> None:
        super().__init__(data=data, **kwargs)
        self.caption = caption or self.caption

    @property
    def row_header_name(self) -> str:
        """The column whose cells head their rows."""
        return self.row_header or next(iter(self.columns)).name

    @property
    def region_id(self) -> str:
        """An id for the caption that no other table of the page has."""
        return f"{self.prefix}{type(self).__name__.lower()}-caption"
