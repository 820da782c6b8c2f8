"""Lists of challenges and batches."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from daccom.formats import money, month_name, plural
from daccom.nhsuk import NOTHING, component
from daccom.tables import Column, MoneyColumn, NumberColumn, Table
from referrals.challenges.dates import SettlingDates
from referrals.challenges.states import TAGS, lost_of, next_step, signed
from referrals.models import Challenge

SIMULATED = format_html('<span class="app-simulated">{}</span>', "simulated")


def _over(first: object, second: object) -> SafeString:
    """Two lines of a cell, the second quieter."""
    return format_html('{}<br><span class="app-meta">{}</span>', first, second)


class ChallengeTable(Table):
    """The rows behind the register's figures; what was undercharged is negative."""

    pk = Column(verbose_name="Challenge")
    value = MoneyColumn(verbose_name="At stake", order_by=("amount_at_stake", "pk"))
    practice = Column(verbose_name="Practice and provider", order_by=("practice__name", "pk"))
    provider = Column(order_by=("provider__name", "pk"))
    reason = Column(
        verbose_name="Reason and month", accessor="get_reason_display", order_by=("reason", "month", "pk")
    )
    status = Column(verbose_name="State, and what it waits for", order_by=("status", "pk"))
    closes = Column(verbose_name="Time left", order_by=("closes", "-amount_at_stake", "pk"))
    raised_at = NumberColumn(verbose_name="Age in days", order_by=("-raised_at", "pk"))
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
        return _over(link, SIMULATED) if record.is_simulated else link

    def render_practice(self, record: Challenge) -> SafeString:
        """Who challenges whom."""
        return _over(record.practice, record.provider)

    def render_reason(self, value: str, record: Challenge) -> SafeString:
        """Why, and for which activity month."""
        return _over(value, month_name(record.month))

    def render_status(self, record: Challenge) -> SafeString:
        """The state as a tag, what it waits for beneath."""
        tag = component("tag", text=record.get_status_display(), colour=TAGS[record.status])
        waits = next_step(record)
        return _over(tag, waits) if waits else tag

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
