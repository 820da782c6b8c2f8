"""The lists of practices, people and looks."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django_tables2.data import TableListData

from daccom.formats import long_date, number
from daccom.tables import Column, DateColumn, LinkColumn, NumberColumn, Table, TagColumn
from practices.models import User
from practices.selectors.practices import PracticeLine

SIMULATED = format_html('<span class="{}">simulated</span>', "app-simulated")


class PracticeLineTable(Table):
    """The practices of a group."""

    class Meta(Table.Meta):
        empty_text = "No practice belongs to this group."

    practice = LinkColumn(
        verbose_name="Practice",
        accessor="practice__name",
        url_of=lambda line: line.practice.get_absolute_url(),
    )
    town = Column(accessor="practice__town")
    contract = Column(accessor="practice__contract", verbose_name="Contract", empty_values=())
    patients = NumberColumn(accessor="total__patients", verbose_name="Patients")
    clinical_leads = Column(verbose_name="Clinical lead")
    managers = Column(verbose_name="Practice manager")

    def __init__(self, data: list[PracticeLine], *, caption: str, **kwargs: Any) -> None:
        counted = [line.total for line in data if line.total]
        self.all_simulated = bool(counted) and all(total.is_simulated for total in counted)
        words = f"{caption} (patients simulated)" if self.all_simulated else caption
        unstated = all(not line.practice.contract for line in data)
        super().__init__(data, caption=words, exclude=("contract",) if unstated else (), **kwargs)

    def render_contract(self, record: PracticeLine) -> str:
        """GMS, PMS or not stated."""
        return record.practice.get_contract_display()

    def render_patients(self, record: PracticeLine, value: int) -> SafeString | str:
        """The count, marked when it alone is simulated; the caption speaks for all."""
        return (
            format_html("{} {}", number(value), SIMULATED)
            if record.total and record.total.is_simulated and not self.all_simulated
            else number(value)
        )


class PostTable(Table):
    """Who sits in a body, with their posts."""

    class Meta(Table.Meta):
        empty_text = "Nobody is known to hold a post."

    person = Column(verbose_name="Name", attrs={"td": {"class": "nhsuk-table__cell app-whole"}})
    post = Column()
    responsibilities = Column(orderable=False, empty_values=(None, "", []))

    def render_responsibilities(self, value: list[str]) -> str:
        """One after the other."""
        return "; ".join(value)


class PracticeTable(Table):
    """Practices of the register."""

    class Meta(Table.Meta):
        empty_text = "No practice has these words in its code, name, town or postcode."

    name = LinkColumn(url_of=lambda practice: practice.get_absolute_url(), hidden_of=lambda p: p.ods_code)
    ods_code = Column(verbose_name="ODS code")
    town = Column()
    postcode = Column()
    closed_on = DateColumn(verbose_name="Closing day")


class BandTable(Table):
    """Patients by age and sex."""

    class Meta(Table.Meta):
        empty_text = "No list has been counted."

    band = Column(verbose_name="Age", orderable=False, footer="All ages")
    male = NumberColumn(orderable=False, footer=lambda table: _sum(table, "male"))
    female = NumberColumn(orderable=False, footer=lambda table: _sum(table, "female"))
    patients = NumberColumn(orderable=False, footer=lambda table: _sum(table, "patients"))


class AccountTable(Table):
    """Accounts with the roles they hold."""

    class Meta(Table.Meta):
        empty_text = "No account fits."

    name = LinkColumn(url_of=lambda user: reverse("practices:user-detail", kwargs={"pk": user.pk}))
    email = Column(verbose_name="Email address")
    roles = Column(accessor="roles_now", orderable=False, empty_values=(None, "", []))
    last_login = Column(verbose_name="Last signed in")
    state = TagColumn(
        accessor="is_active",
        colours={"True": "green", "False": "grey"},
        orderable=False,
        verbose_name="Account",
    )

    def render_roles(self, value: list[Any]) -> str:
        """Practice manager, Fernville Surgery; Executive chair, DacCom."""
        return "; ".join(role_words(assignment) for assignment in value)

    def render_last_login(self, value: Any) -> str:
        """The day, in words."""
        return long_date(timezone.localtime(value).date())

    def render_state(self, value: bool, record: User, column: TagColumn) -> SafeString:
        """Open or closed."""
        return TagColumn.render(column, "Open" if value else "Closed", record)


class LookData(TableListData):
    """Looks sort themselves in the database."""

    def order_by(self, aliases: Any) -> None:
        if aliases:
            self.data.sort_by(str(aliases[0]))


class LookTable(Table):
    """Who opened which page with patient rows, when."""

    class Meta(Table.Meta):
        empty_text = "Nobody has looked yet."

    timestamp = Column(verbose_name="When")
    actor__name = Column(verbose_name="Who")
    purpose = Column(verbose_name="Page", orderable=False)
    patients = NumberColumn(verbose_name="Rows seen", orderable=False)
    look = Column(verbose_name="Which rows", orderable=False)

    def __init__(self, looks: Any, *, practice: Any, **kwargs: Any) -> None:
        super().__init__(LookData(looks), **kwargs)
        self.practice = practice

    def render_timestamp(self, value: Any) -> str:
        """20 February 2009, 10:12."""
        return moment(value)

    def render_look(self, value: int, record: dict[str, Any]) -> SafeString:
        """A link to the rows of this one look."""
        url = reverse("practices:access-look", kwargs={"ods": self.practice.ods_code, "look": value})
        words = f"look {value} by {record['actor__name']}"
        return format_html(
            '<a class="nhsuk-link" href="{}">Show<span class="nhsuk-u-visually-hidden">{}</span></a>',
            url,
            words,
        )


def moment(value: Any) -> str:
    """20 February 2009, 10:12."""
    local = timezone.localtime(value)
    return f"{long_date(local.date())}, {local:%H:%M}"


def role_words(assignment: Any) -> str:
    """Practice manager, Fernville Surgery."""
    organisation = assignment.organisation
    return (
        f"{assignment.get_role_display()}, {organisation}" if organisation else assignment.get_role_display()
    )


def _sum(table: Table, column: str) -> str:
    return number(sum(getattr(row, column) for row in table.data))
