"""What people say about spend: what comes once, and why acute spend differs from extracts."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction

from budgets.models import Category, NonRecurrent, SpendExplanation
from daccom.audit import record
from daccom.calendar import Month
from daccom.errors import Refused
from practices.models import CommissioningGroup, Practice, User


@transaction.atomic
def add_once(
    *,
    group: CommissioningGroup,
    practice: Practice | None,
    category: Category,
    month: Month,
    amount: Decimal,
    words: str,
    by: User,
    now: dt.datetime,
) -> NonRecurrent:
    """Name pounds of a month (a credit negative) that come once; `practice` None: of the whole group."""
    _refuse_nought(amount)
    row = NonRecurrent.objects.create(
        group=group,
        practice=practice,
        category=category,
        month=month.first,
        amount=amount,
        words=words,
        recorded_at=now,
        recorded_by=by,
    )
    record(by=by, verb="once.recorded", target=row, after=_said(row))
    return row


@transaction.atomic
def withdraw_once(*, row: NonRecurrent, by: User, now: dt.datetime) -> None:
    """Take back what was said to come once; its row stays. Raises Refused when it is withdrawn already."""
    if not NonRecurrent.objects.filter(pk=row.pk, withdrawn_at=None).update(
        withdrawn_at=now, withdrawn_by=by
    ):
        raise _withdrawn_already()
    record(by=by, verb="once.withdrawn", target=row, after={"withdrawn_at": now})


@transaction.atomic
def add_explanation(
    *,
    group: CommissioningGroup,
    category: Category,
    month: Month,
    amount: Decimal,
    words: str,
    by: User,
    now: dt.datetime,
    today: dt.date,
) -> SpendExplanation:
    """Say why posted spend on an acute line is over (positive) or under the extracts of a month."""
    _refuse_nought(amount)
    if month.last >= today:
        raise Refused("explanation.month-not-over", f"{month} is not over yet.", "Explain a month that is.")
    row = SpendExplanation.objects.create(
        group=group,
        category=category,
        month=month.first,
        amount=amount,
        words=words,
        recorded_at=now,
        recorded_by=by,
    )
    record(by=by, verb="explanation.recorded", target=row, after=_said(row))
    return row


@transaction.atomic
def withdraw_explanation(*, row: SpendExplanation, by: User, now: dt.datetime) -> None:
    """Take an explanation back; its row stays. Raises Refused when it is withdrawn already."""
    if not SpendExplanation.objects.filter(pk=row.pk, withdrawn_at=None).update(
        withdrawn_at=now, withdrawn_by=by
    ):
        raise _withdrawn_already()
    record(by=by, verb="explanation.withdrawn", target=row, after={"withdrawn_at": now})


def _said(row: NonRecurrent | SpendExplanation) -> dict[str, object]:
    return {"category": row.category, "month": row.month, "amount": row.amount, "words": row.words}


def _refuse_nought(amount: Decimal) -> None:
    if not amount:
        raise Refused("note.is-nought", "Nothing comes to £0.", "Enter the amount it is about.")


def _withdrawn_already() -> Refused:
    return Refused("note.withdrawn", "This was withdrawn already.", "Open the page again to see what stands.")
