"""What workers do for referrals: a service called, safe to run twice."""

from celery import shared_task

from daccom import calendar
from referrals.services.challenge_lapsing import lapse_challenges


@shared_task
def lapse_overdue_challenges() -> int:
    """End the challenges whose month's final date has passed; how many. Runs every night."""
    return lapse_challenges(by=None, now=calendar.now())
