"""Mails about the months: reminders to practices that owe, and one digest a month to their group.

A Notice row is written before its mail goes out, so that a job that runs twice, or on two workers, writes to
nobody twice. When the mail server fails the row is taken back, and the next run tries again.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string

from daccom.calendar import Month
from daccom.formats import long_date
from practices.models import CommissioningGroup, User
from referrals.models import Notice
from referrals.reminder_days import next_working_day
from referrals.selectors.deadlines import due_dates, last_due_month
from referrals.selectors.months import PracticeMonth
from referrals.selectors.notices import digest_of, digest_readers, managers, to_remind

logger = logging.getLogger(__name__)
STILL_NEWS = dt.timedelta(days=7)
"""How long after its day a digest that could not be sent is still sent."""


def send_reminders(*, today: dt.date) -> int:
    """Remind every practice that owes a month and is reminded of it today; how many reminders went out."""
    addressed = managers(today)
    months = to_remind(set(addressed), today)
    return sum(_remind(month, addressed[month.practice.pk], today) for month in months)


def _remind(month: PracticeMonth, people: Sequence[User], today: dt.date) -> bool:
    notice = _claimed(
        Notice(
            kind=Notice.Kind.REMINDER,
            practice=month.practice,
            group_id=month.group_id,
            month=month.month.first,
            sent_on=today,
            recipients=len(people),
        )
    )
    verb = "was due" if today > month.due_on else "is due"
    subject = f"{month.practice}: the return for {month.month} {verb} {long_date(month.due_on)}"
    text = render_to_string("referrals/reminder.txt", {"month": month, "is_late": month.is_late(today)})
    return notice is not None and _mailed(notice, subject, text, people)


def send_digests(*, today: dt.date) -> int:
    """Tell each group how its last month stands, once, from the working day after the due day."""
    return sum(_digest(group, today) for group in CommissioningGroup.objects.order_by("pk"))


def _digest(group: CommissioningGroup, today: dt.date) -> bool:
    month = last_due_month(group, today)
    people = digest_readers(group, today)
    first = next_working_day(due_dates(group, [month])[month])
    if not people or not first <= today <= first + STILL_NEWS:
        return False
    notice = _claimed(
        Notice(
            kind=Notice.Kind.DIGEST,
            group=group,
            month=month.first,
            sent_on=today,
            recipients=len(people),
        )
    )
    return notice is not None and _mailed(notice, *_digest_text(group, month, people[0], today), people)


def _digest_text(group: CommissioningGroup, month: Month, user: User, today: dt.date) -> tuple[str, str]:
    digest = digest_of(group, month, user, today)
    found = digest.found
    subject = f"{group}: {found.complete} of {found.expected} returns in for {month}"
    return subject, render_to_string("referrals/digest.txt", {"group": group, "digest": digest})


def _claimed(notice: Notice) -> Notice | None:
    """The row, written; None when it was written before."""
    try:
        with transaction.atomic():
            notice.save(force_insert=True)
    except IntegrityError:
        return None
    return notice


def _mailed(notice: Notice, subject: str, text: str, people: Sequence[User]) -> bool:
    try:
        send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [user.email for user in people])
    except OSError:
        logger.exception("notice not sent", extra={"notice": notice.kind})
        Notice.objects.filter(pk=notice.pk).delete()
        return False
    logger.info("notice sent", extra={"notice": notice.kind, "recipients": notice.recipients})
    return True
