"""Dashboards on paper: asked for from the page as its reader saw it, made by a worker, kept for a day."""

from __future__ import annotations

import hashlib

from django.core.cache import cache
from django.db import transaction

from daccom import audit, jobs
from daccom.errors import Refused
from daccom.jobs import Step
from daccom.models import Job
from daccom.pdf import render_pdf
from daccom.pdf.pages import document_of
from practices.models import User
from programmes.selectors.prints import DOCUMENT, PDF, PRINT_JOB, kept_for, print_key

DAY = 24 * 60 * 60
STEPS = ("Laying out the pages", "Storing")


@transaction.atomic
def request_print(*, page: str, file_name: str, by: User) -> tuple[Job | None, str]:
    """Ask a worker for the PDF of a whole page of HTML: the job, None when the same one lies ready; its key.

    The page is what `by` was shown, so the PDF shows no more.
    """
    document = document_of(page)
    key = print_key(by, file_name, hashlib.sha256(document.encode()).hexdigest())
    if kept_for(by, key) is not None:
        return None, key
    cache.set(DOCUMENT + key, document, DAY)
    job = jobs.enqueue(kind=PRINT_JOB, key=key, by=by)
    audit.record(by=by, verb="dashboard.pdf-asked-for", target=job, after={"file": file_name})
    return job, key


def publish_print(job: Job, step: Step) -> None:
    """Make the PDF that a job asks for; a second run makes the same one again.

    Raises Refused when the page is not kept any more.
    """
    document = cache.get(DOCUMENT + job.key)
    if document is None:
        raise Refused(
            "dashboard.page-gone", "The page is kept for a day only.", "Ask for the PDF on its page again."
        )
    step(0, len(STEPS), f"{STEPS[0]}.")
    pdf = render_pdf(document)
    step(1, len(STEPS), f"{STEPS[1]}.")
    cache.set(PDF + job.key, pdf, DAY)
