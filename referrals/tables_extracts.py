"""The lists about HIDAS extracts: files, the months they hold, what is wrong in them, versions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from daccom import formats
from daccom.calendar import Month
from daccom.formats import money, number, plural
from daccom.nhsuk import component
from daccom.tables import Column, LinkColumn, MoneyColumn, MonthColumn, NumberColumn, Table, TagColumn
from practices.tables import SIMULATED, moment
from referrals.models import Extract, Load, RowError
from referrals.selectors.extracts import ErrorRule
from referrals.selectors.loads import Replacement

COLOURS = {"received": "grey", "checking": "blue", "checked": "yellow", "loaded": "green", "rejected": "red"}
WHOLE = {"td": {"class": "nhsuk-table__cell app-whole"}}


def rule_words(rule: str) -> str:
    """A rule's code in words: unknown-practice is "Unknown practice"."""
    return rule.replace("-", " ").capitalize()


def status_tag(extract: Extract) -> SafeString:
    """Where the file stands, as a tag."""
    return component("tag", text=extract.get_status_display(), colour=COLOURS[extract.status])


def thins_out(row: Replacement) -> bool:
    """Whether the file has less than half of the rows that count for the month."""
    return row.current is not None and row.load.rows * 2 < row.current.rows


def month_url(load: Load) -> str:
    """The versions of the load's month."""
    month = {"pct": load.pct.ods_code, "provider": load.provider.ods_code, "month": Month(load.month)}
    return reverse("referrals:extract-month", kwargs=month)


class ExtractTable(Table):
    """Files that were received."""

    class Meta(Table.Meta):
        empty_text = "No file has been received."

    at_work: set[int] = set()

    file_name = LinkColumn(
        verbose_name="File",
        url_of=lambda extract: reverse("referrals:extract-detail", kwargs={"pk": extract.pk}),
        hidden_of=lambda extract: f"received {moment(extract.received_at)}",
    )
    status = TagColumn(colours=COLOURS, verbose_name="State")
    received_at = Column(verbose_name="Received", attrs=WHOLE)
    received_by = Column(verbose_name="By", accessor="received_by__name", default="the system", attrs=WHOLE)
    rows_read = NumberColumn(verbose_name="Rows read")
    rows_good = NumberColumn(verbose_name="Good rows")
    rows_bad = NumberColumn(verbose_name="Bad rows")
    months = NumberColumn(verbose_name="Months of providers")

    def render_file_name(self, value: str, record: Extract, column: LinkColumn) -> SafeString:
        """The file, marked when it is simulated."""
        return _marked(column.render(value, record), record)

    def render_received_at(self, value: Any) -> str:
        """20 February 2009, 10:12."""
        return moment(value)

    def render_status(self, value: str, record: Extract, column: TagColumn) -> SafeString:
        """The state; a checked file on which a worker is busy is being loaded."""
        if record.pk in self.at_work and record.status == Extract.Status.CHECKED:
            return component("tag", text="Being loaded", colour="blue")
        return column.render(value, record)


class HeldTable(Table):
    """The months of providers in one file, beside what they replace or replaced."""

    class Meta(Table.Meta):
        empty_text = "No row of this file can be loaded."

    row_header = "provider"

    month = MonthColumn(accessor="load__month", attrs=WHOLE)
    provider = Column(accessor="load__provider__name")
    rows = NumberColumn(accessor="load__rows")
    total_cost = MoneyColumn(accessor="load__total_cost", verbose_name="Cost")
    current = Column(verbose_name="Replaces", empty_values=(), orderable=False)
    more_rows = NumberColumn(verbose_name="More or fewer rows", orderable=False)
    more_cost = MoneyColumn(verbose_name="More or less cost", empty_values=(), orderable=False)

    def __init__(self, data: Iterable[Replacement], *, is_loaded: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.is_loaded = is_loaded

    def render_provider(self, value: str, record: Replacement) -> SafeString | str:
        """The name; once loaded it leads to the versions of the month."""
        if not self.is_loaded:
            return value
        aside = format_html('<span class="nhsuk-u-visually-hidden">, {}</span>', Month(record.load.month))
        return format_html('<a class="nhsuk-link" href="{}">{}{}</a>', month_url(record.load), value, aside)

    def render_current(self, record: Replacement) -> str:
        """What counts now, or counted before."""
        if record.current is None:
            return "Nothing: the first for this month"
        return f"Version {record.current.version}, {plural(record.current.rows, 'row')}"

    def render_more_cost(self, record: Replacement) -> str:
        """By how much the month's cost rises or falls."""
        before = record.current.total_cost if record.current else 0
        return signed_money(record.load.total_cost - before)

    def render_more_rows(self, value: int, record: Replacement) -> SafeString | str:
        """+12, −3 or 0; where most of a month would go, a word of warning."""
        if not thins_out(record):
            return signed(value)
        return format_html("{}<br>{}", signed(value), component("tag", text="Far fewer", colour="red"))


def signed(count: int) -> str:
    """A count with its sign: +12, −3, 0."""
    return f"+{number(count)}" if count > 0 else number(count)


def signed_money(pounds: Any) -> str:
    """Money with its sign: +£12, −£3, £0."""
    return f"+{money(pounds)}" if pounds > 0 else money(pounds)


class RuleTable(Table):
    """What is wrong in a file, by rule. Values are for those who decide."""

    class Meta(Table.Meta):
        empty_text = "Nothing is wrong."

    rule = Column(verbose_name="What is wrong", orderable=False)
    rows = NumberColumn(orderable=False)
    errors = NumberColumn(verbose_name="Values", orderable=False)
    example = Column(
        verbose_name="For example",
        orderable=False,
        attrs={"td": {"class": "nhsuk-table__cell app-value app-value--long"}},
    )

    def __init__(self, data: Iterable[ErrorRule], *, extract: Extract, decides: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.extract, self.decides = extract, decides

    def render_rule(self, value: str) -> SafeString | str:
        """The rule in words, which lead to its rows."""
        if not self.decides:
            return rule_words(value)
        url = reverse("referrals:extract-errors", kwargs={"pk": self.extract.pk})
        return format_html('<a class="nhsuk-link" href="{}?rule={}">{}</a>', url, value, rule_words(value))

    def render_example(self, value: RowError) -> str:
        """Line 47, practice_code: is the code of no practice that we know."""
        told = f"Line {number(value.line)}: {value.column} {value.reason}"
        return f"{told} (“{value.value}”)" if self.decides and value.value else told


class ErrorTable(Table):
    """Single values that their columns do not take."""

    class Meta(Table.Meta):
        empty_text = "No row is wrong."

    line = Column(orderable=False)
    column = Column(orderable=False)
    value = Column(orderable=False, attrs={"td": {"class": "nhsuk-table__cell app-value"}})
    reason = Column(
        verbose_name="What is wrong",
        orderable=False,
        attrs={"td": {"class": "nhsuk-table__cell app-value--long"}},
    )

    def render_line(self, value: int) -> str:
        """12,473."""
        return number(value)


class MonthsTable(Table):
    """The versions that count."""

    class Meta(Table.Meta):
        empty_text = "No month is loaded."

    row_header = "provider"

    month = MonthColumn(attrs=WHOLE)
    provider = LinkColumn(
        accessor="provider__name",
        verbose_name="Provider",
        url_of=month_url,
        hidden_of=lambda load: f", {formats.month_name(load.month)}",
    )
    version = NumberColumn()
    rows = NumberColumn()
    total_cost = MoneyColumn(verbose_name="Cost")
    loaded_at = Column(verbose_name="Loaded")
    extract = LinkColumn(
        verbose_name="From",
        accessor="extract__file_name",
        url_of=lambda load: reverse("referrals:extract-detail", kwargs={"pk": load.extract_id}),
        hidden_of=lambda load: f"for {load.provider}, {formats.month_name(load.month)}",
    )

    def render_loaded_at(self, value: Any) -> str:
        """20 February 2009, 10:12."""
        return moment(value)

    def render_extract(self, value: str, record: Load, column: LinkColumn) -> SafeString:
        """The file, marked when it is simulated."""
        return _marked(column.render(value, record), record.extract)


def _marked(link: SafeString, extract: Extract) -> SafeString:
    return format_html("{} {}", link, SIMULATED) if extract.is_simulated else link
