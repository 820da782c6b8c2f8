"""What workers do for referrals: an id in, a service called, safe to run twice.

Services that need polars are imported when their task runs, so that a web process knows the tasks without.
"""

from celery import shared_task
from django.conf import settings

from daccom import calendar, jobs
from referrals.services.challenge_lapsing import lapse_challenges
from referrals.services.retention import remove_identifiers

LONGEST = 2 * 60 * 60
"""Seconds that a file of a year and a whole county may take."""


@shared_task(time_limit=LONGEST)
def check_extract(job_id: int) -> bool:
    """Check the file of an extract and load it if nothing is to decide; False when the job is another's."""
    from referrals.services import checking

    return jobs.with_job(job_id, checking.check_extract)


@shared_task(time_limit=LONGEST)
def load_extract(job_id: int) -> bool:
    """Load a checked extract without its bad rows; False when the job is another's."""
    from referrals.services import checking

    return jobs.with_job(job_id, checking.load_checked)


@shared_task(time_limit=LONGEST)
def clear_extract(job_id: int) -> bool:
    """Delete the staged rows of a rejected extract; False when the job is another's."""
    from referrals.services import checking

    return jobs.with_job(job_id, checking.clear_extract)


@shared_task(time_limit=LONGEST)
def remove_old_identifiers() -> int:
    """Clear what identifies patients in months past RETENTION_MONTHS; how many loads. Runs every month."""
    return remove_identifiers(by=None, months=settings.RETENTION_MONTHS, today=calendar.today()).loads


@shared_task
def lapse_overdue_challenges() -> int:
    """End the challenges whose month's final date has passed; how many. Runs every night."""
    return lapse_challenges(by=None, now=calendar.now())


@shared_task(time_limit=LONGEST)
def check_year_again(job_id: int) -> bool:
    """Run a group's automatic checks over a year again; False when another worker has it or it is done."""
    from referrals.services.findings import check_year

    return jobs.with_job(job_id, check_year)
