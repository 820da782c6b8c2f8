"""Tasks that belong to no app."""

from celery import shared_task

from daccom import jobs


@shared_task
def requeue_lost_jobs() -> int:
    """Send again the jobs whose worker is gone; runs every minute."""
    return jobs.requeue_lost()
