"""Jobs that may run twice: a conditional update claims the row, a sweeper re-queues what died.

A task takes the job's id: `with_job(job_id, work)` runs `work(job, step)` for whoever claims it first.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from celery import current_app
from django.db import IntegrityError, transaction
from django.utils import timezone

from daccom.models import Job

logger = logging.getLogger(__name__)

LOST_AFTER = dt.timedelta(minutes=2)
MOST_ATTEMPTS = 3
Step = Callable[[int, int, str], None]
_tasks: dict[str, str] = {}


def register(kind: str, task: str) -> None:
    """Say which Celery task (by its full name) does jobs of `kind`."""
    _tasks[kind] = task


def enqueue(*, kind: str, key: str, by: Any) -> Job:
    """The open job for this kind and key: the one under way, or a new one sent to a worker on commit."""
    try:
        with transaction.atomic():
            job = Job.objects.create(kind=kind, key=key, requested_by=by, queued_at=timezone.now())
    except IntegrityError:
        return Job.objects.get(kind=kind, key=key, status__in=[Job.Status.QUEUED, Job.Status.RUNNING])
    transaction.on_commit(partial(_send, job))
    return job


def latest(kind: str, key: str) -> Job | None:
    return Job.objects.filter(kind=kind, key=key).order_by("-id").first()


def with_job(job_id: int, work: Callable[[Job, Step], None]) -> bool:
    """Run `work` if this worker claims the job; False when another has it or it is finished."""
    now = timezone.now()
    claimed = Job.objects.filter(pk=job_id, status=Job.Status.QUEUED).update(
        status=Job.Status.RUNNING, started_at=now, alive_at=now
    )
    if not claimed:
        return False
    job = Job.objects.get(pk=job_id)
    try:
        work(job, partial(_step, job_id))
    except Exception as error:
        logger.exception("job failed", extra={"job": job_id, "kind": job.kind})
        _finish(job_id, Job.Status.FAILED, str(error)[:300] or type(error).__name__)
        raise
    _finish(job_id, Job.Status.DONE, "")
    logger.info(
        "job done", extra={"job": job_id, "kind": job.kind, "seconds": (timezone.now() - now).total_seconds()}
    )
    return True


def requeue_lost() -> int:
    """Send again what was never picked up or whose worker went silent; how many were sent."""
    silent = timezone.now() - LOST_AFTER
    lost = Job.objects.filter(status=Job.Status.RUNNING, alive_at__lt=silent) | Job.objects.filter(
        status=Job.Status.QUEUED, queued_at__lt=silent
    )
    return sum(_send_again(job) for job in lost)


def _send_again(job: Job) -> bool:
    if job.attempts >= MOST_ATTEMPTS:
        _finish(job.pk, Job.Status.FAILED, "The worker stopped three times. Ask for it again.")
        return False
    moved = Job.objects.filter(pk=job.pk, status=job.status, attempts=job.attempts).update(
        status=Job.Status.QUEUED, queued_at=timezone.now(), attempts=job.attempts + 1
    )
    if moved:
        _send(job)
    return bool(moved)


def _send(job: Job) -> None:
    current_app.send_task(_tasks[job.kind], args=[job.pk])


def _step(job_id: int, done: int, total: int, message: str) -> None:
    Job.objects.filter(pk=job_id).update(
        steps_done=done, steps_total=total, message=message[:300], alive_at=timezone.now()
    )


def _finish(job_id: int, status: str, message: str) -> None:
    Job.objects.filter(pk=job_id, status__in=[Job.Status.QUEUED, Job.Status.RUNNING]).update(
        status=status, finished_at=timezone.now(), message=message
    )
