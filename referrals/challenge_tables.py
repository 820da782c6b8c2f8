"""Lists of challenges and batches."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from daccom.formats import money, plural
from daccom.nhsuk import NOTHING, component
from daccom.tables import Column, LinkColumn, MoneyColumn, MonthColumn, NumberColumn, Table
from referrals.challenge_dates import SettlingDates
from referrals.challenge_states import TAGS, lost_of, next_step, signed
from referrals.models import Challenge


class ChallengeTable(Table):
    """The rows behind the register's figures; what was undercharged is negative."""

    pk = LinkColumn(
        verbose_name="Challenge",
        url_of=lambda row: reverse("referrals:challenge-detail", kwargs={"pk": row.pk}),
    )
    value = MoneyColumn(verbose_name="At stake", order_by=("amount_at_stake", "pk"))
    practice = Column(order_by=("practice__name", "pk"))
    provider = Column(order_by=("provider__name", "pk"))
    month = MonthColumn(order_by=("month", "pk"))
    reason = Column(accessor="get_reason_display", order_by=("reason", "pk"))
    status = Column(verbose_name="State, and what it waits for", order_by=("status", "pk"))
    closes = Column(verbose_name="Time left", order_by=("closes", "-amount_at_stake", "pk"))
    raised_at = NumberColumn(verbose_name="Days since raised", order_by=("-raised_at", "pk"))
    amount_recovered = MoneyColumn(verbose_name="Recovered", order_by=("amount_recovered", "pk"))
    lost = MoneyColumn(empty_values=(), orderable=False)

    class Meta(Table.Meta):
        empty_text = "No challenge is of this kind."

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def render_pk(self, value: int, record: Challenge) -> SafeString:
        """Its number, as the provider's file has it."""
        link = format_html(
            '<a class="nhsuk-link" href="{}">Challenge {}</a>',
            reverse("referrals:challenge-detail", kwargs={"pk": value}),
            value,
        )
        return (
            format_html('{} <span class="app-simulated">simulated</span>', link)
            if record.is_simulated
            else link
        )

    def render_status(self, record: Challenge) -> SafeString:
        """The state as a tag, what it waits for beneath."""
        tag = component("tag", text=record.get_status_display(), colour=TAGS[record.status])
        return (
            format_html('{}<br><span class="app-meta">{}</span>', tag, waits)
            if (waits := next_step(record))
            else tag
        )

    def render_closes(self, record: Any) -> str:
        """Days to the final date in words; nothing for what has ended."""
        if not record.is_open:
            return NOTHING
        return SettlingDates(record.first_on, record.final_on, agreed=True).final_words(self.today)

    def render_raised_at(self, record: Challenge) -> str:
        """Its age; what has ended no longer ages."""
        end = timezone.localdate(record.ended_at) if record.ended_at else self.today
        return str(max((end - timezone.localdate(record.raised_at)).days, 0))

    def render_amount_recovered(self, value: Decimal, record: Challenge) -> str:
        """Signed as the amount at stake is."""
        return money(signed(record, value))

    def render_lost(self, record: Challenge) -> str:
        """What of it is lost; nothing where none is."""
        lost = lost_of(record)
        return NOTHING if lost is None else money(signed(record, lost))


def caption(count: int, gross: Decimal, net: Decimal) -> str:
    """“3 challenges: £4,000 gross, £3,500 net”."""
    return f"{plural(count, 'challenge')}: {money(gross)} gross, {money(net)} net"
