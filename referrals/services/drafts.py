"""A month in hand: the draft that the first save makes, and the lock under which everything changes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from daccom.calendar import Month
from daccom.errors import Refused
from daccom.formats import long_date
from practices.models import Practice
from referrals.models import MonthlyReturn
from referrals.selectors.months import PracticeMonth, practice_month


def opened_month(practice: Practice, month: Month, today: dt.date) -> PracticeMonth:
    """The month, provided its figures and answers may still change today. Raises Refused."""
    found = practice_month(practice, month)
    if found is None:
        raise not_expected(practice, month)
    refuse_unless_open(found, today)
    return found


def not_expected(practice: Practice, month: Month) -> Refused:
    """The refusal for a month in which the practice was in no group."""
    return Refused(
        "return.not-expected",
        f"{practice} was in no commissioning group in {month}, so no return is expected.",
        "If that is wrong, ask your programme manager.",
    )


def refuse_unless_open(month: PracticeMonth, today: dt.date) -> None:
    """Refuse what would change a month that was sent, is closed or has not begun."""
    if not month.is_open:
        raise already_submitted(month)
    if month.is_closed(today):
        raise Refused(
            "return.period-closed",
            f"{month.month} closed on {long_date(month.closes_on)}. Nothing was saved or sent.",
            "Ask your programme manager for an extension.",
        )
    if not month.has_begun(today):
        raise Refused(
            "return.month-not-begun",
            f"{month.month} has not begun yet.",
            f"Come back on {long_date(month.month.first)}.",
        )


def already_submitted(month: PracticeMonth) -> Refused:
    """The refusal that says who sent the month, and when; of one that was accepted, that it is final."""
    sent = month.monthly_return
    if sent and sent.status == MonthlyReturn.Status.ACCEPTED and sent.accepted_at:
        return Refused(
            "return.final",
            f"The return for {month.month} was accepted on {long_date(sent.accepted_at)}"
            f" by {sent.accepted_by}. It is final.",
            "Look at the receipt, and talk to your programme manager if a figure is wrong.",
        )
    who = f" by {sent.submitted_by}" if sent and sent.submitted_by else ""
    when = f" on {long_date(sent.submitted_at)}" if sent and sent.submitted_at else ""
    return Refused(
        "return.already-submitted",
        f"The return for {month.month} was already submitted{who}{when}. It was not sent again.",
        "Look at the receipt. If a figure is wrong, ask your programme manager to query the return.",
    )


def locked_draft(month: PracticeMonth) -> MonthlyReturn:
    """The month's return, made if there is none, and held until the transaction ends.

    Raises Refused when somebody submitted it in the meantime.
    """
    if month.monthly_return is None:
        blank = MonthlyReturn(practice=month.practice, month=month.month.first)
        MonthlyReturn.objects.bulk_create([blank], ignore_conflicts=True)
    held = MonthlyReturn.objects.select_for_update().get(practice=month.practice, month=month.month.first)
    if not held.is_open:
        raise already_submitted(replace(month, monthly_return=held))
    return held
