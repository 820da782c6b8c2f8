"""What workers do for programmes: an id in, a service called, safe to run twice."""

from celery import shared_task

from daccom import jobs
from programmes.services.documents import publish_pdf


@shared_task
def build_plan_pdf(job_id: int) -> bool:
    """Make the PDF that a job asks for; False when another worker has it or it is made."""
    return jobs.with_job(job_id, publish_pdf)
