"""What beat starts every morning for the months: safe to run twice, and in any order."""

from celery import shared_task

from daccom import calendar
from referrals.services.notices import send_digests, send_reminders


@shared_task
def send_return_reminders() -> int:
    """Remind the practices that still owe a return; how many were reminded."""
    return send_reminders(today=calendar.today())


@shared_task
def send_return_digests() -> int:
    """Tell each group once a month who is in; how many groups were told."""
    return send_digests(today=calendar.today())
