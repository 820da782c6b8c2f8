"""Jobs that may run twice: a conditional update claims the row, a sweeper re-queues what died.

An app registers each kind of job; `enqueue` writes the row and sends its id to a worker on commit; the task
calls `with_job(job_id, work)`, which runs `work(job, step)` for whoever claims the row first. A message lost,
doubled or late changes nothing: the row decides. `attempts` counts claims and tells one worker from the next.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from celery import current_app
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from kombu.exceptions import OperationalError

from daccom.errors import Refused
from daccom.heartbeat import beating
from daccom.models import Job

logger = logging.getLogger(__name__)

LOST_AFTER = dt.timedelta(minutes=2)
MOST_ATTEMPTS = 3
OPEN = (Job.Status.QUEUED, Job.Status.RUNNING)
WENT_WRONG = "Something went wrong on our side. Nothing was left half done."
WORKER_STOPPED = f"The worker stopped {MOST_ATTEMPTS} times before it was done."

Step = Callable[[int, int, str], None]


class TakenOver(Exception):
    """This worker was silent for so long that another one began again."""


@dataclass(frozen=True)
class Kind:
    """One kind of job.

    `task` is the full name of the Celery task that takes the job's id. For a job's key: `title` says what
    is being made, `shown_to(user, key)` who may follow it, `result_url` where its result is to be found.
    """

    task: str
    title: Callable[[str], str]
    shown_to: Callable[[Any, str], bool]
    result_url: Callable[[str], str]


_kinds: dict[str, Kind] = {}


def register(name: str, kind: Kind) -> None:
    _kinds[name] = kind


def kind_of(job: Job) -> Kind:
    """Raises KeyError for a kind that no app registered."""
    return _kinds[job.kind]


def enqueue(*, kind: str, key: str, by: Any, send: bool = True) -> Job:
    """The open job for this kind and key: the one under way, or a new one sent to a worker on commit.

    `send` False: whoever asks does the job itself; should it die, the sweeper finds a worker.
    """
    job, is_new = Job.objects.get_or_create(
        kind=kind, key=key, status__in=OPEN, defaults={"requested_by": by, "queued_at": timezone.now()}
    )
    if is_new and send:
        transaction.on_commit(partial(_send, job))
    return job


def latest(kind: str, key: str) -> Job | None:
    """The last job for this kind and key, open or ended."""
    return Job.objects.filter(kind=kind, key=key).order_by("-id").first()


def with_job(job_id: int, work: Callable[[Job, Step], None]) -> bool:
    """Run `work` if this worker claims the job; False when another has it or it is finished.

    What `work` raises ends the job as failed and is raised again; only a Refused tells the person why.
    """
    job = _claim(job_id)
    if job is None:
        return False
    try:
        with beating(_mine(job)):
            work(job, partial(_step, job))
    except Exception as error:
        logger.exception("job failed", extra={"job": job.pk, "kind": job.kind})
        _finish(job, Job.Status.FAILED, str(error) if isinstance(error, Refused) else WENT_WRONG)
        raise
    _finish(job, Job.Status.DONE, "")
    return True


def hold(job: Job) -> None:
    """Keep the job ours until the transaction ends. Raises TakenOver when another worker has it."""
    if _mine(job).select_for_update(no_key=True).first() is None:
        raise TakenOver(f"job {job.pk} has another worker")


def requeue_lost() -> int:
    """Send again what no worker picked up or whose worker went silent; how many were sent."""
    silent = timezone.now() - LOST_AFTER
    waiting = Job.objects.filter(status=Job.Status.QUEUED, queued_at__lt=silent)
    dead = Job.objects.filter(status=Job.Status.RUNNING, alive_at__lt=silent)
    return sum(_send_again(job) for job in waiting | dead)


def _claim(job_id: int) -> Job | None:
    now = timezone.now()
    claimed = Job.objects.filter(pk=job_id, status=Job.Status.QUEUED).update(
        status=Job.Status.RUNNING, started_at=now, alive_at=now, attempts=F("attempts") + 1
    )
    return Job.objects.get(pk=job_id) if claimed else None


def _mine(job: Job) -> Any:
    """The row, as long as no later claim has taken it over."""
    return Job.objects.filter(pk=job.pk, attempts=job.attempts, status=Job.Status.RUNNING)


def _send_again(job: Job) -> bool:
    """Waiting costs no attempt; a worker that died does."""
    if job.status == Job.Status.RUNNING and job.attempts >= MOST_ATTEMPTS:
        _finish(job, Job.Status.FAILED, WORKER_STOPPED)
        return False
    moved = Job.objects.filter(pk=job.pk, status=job.status, attempts=job.attempts).update(
        status=Job.Status.QUEUED, queued_at=timezone.now()
    )
    if moved:
        _send(job)
    return bool(moved)


def _send(job: Job) -> None:
    """Tell a worker. When the broker is away the row waits for the sweeper, and the page still works."""
    try:
        current_app.send_task(kind_of(job).task, args=[job.pk], retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("job not sent", extra={"job": job.pk, "kind": job.kind, "reason": str(error)})


def _step(job: Job, done: int, total: int, message: str) -> None:
    _mine(job).update(steps_done=done, steps_total=total, message=message[:300], alive_at=timezone.now())


def _finish(job: Job, status: str, message: str) -> None:
    now = timezone.now()
    if not _mine(job).update(status=status, finished_at=now, message=message[:300]):
        return
    seconds = (now - job.started_at).total_seconds() if job.started_at else 0
    logger.info("job ended", extra={"job": job.pk, "kind": job.kind, "status": status, "seconds": seconds})
