"""Workers that are killed while they load: `python -m tests.referrals.hidas.killing ROUNDS SEED`.

A program of its own, because a worker is forked for every round: this process itself must not have begun to
use polars, whose threads would not survive the fork. Every round sends the month again with other values,
kills the worker with SIGKILL at a random moment, looks at what counts, and lets another worker finish. Prints
JSON.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from functools import partial

import django

SMALL_BLOCK = 3_000
SOON = 0.1
"""Seconds within which a worker dies after the row that was drawn for it."""
ROWS = 150
ANSWERED = 5


def send(number: int) -> int:
    """The job of a new file: the same episodes, of which only the answered ones cost what they did before."""
    from practices.models import PCT
    from referrals.selectors.loads import latest_job
    from tests.referrals.builders_extracts import receive
    from tests.referrals.hidas.files import csv_file, row

    rows = [
        row(episode, total_cost="4000.00" if episode <= ANSWERED else f"{number}.00")
        for episode in range(1, ROWS + 1)
    ]
    job = latest_job(receive(PCT.objects.get(ods_code="5P4"), csv_file(rows)))
    assert job
    return job.pk


def worker(job_id: int) -> int:
    """The process id of a worker that does the job."""
    from django.db import connections

    from referrals.tasks import check_extract

    connections.close_all()
    child = os.fork()
    if child:
        return child
    try:
        check_extract(job_id)
    finally:
        os._exit(0)


def wait_for_rows(job_id: int, rows: int) -> None:
    """Until the worker has read so many rows, or is done."""
    from daccom.models import Job

    while Job.objects.filter(pk=job_id, status__in=["queued", "running"], steps_done__lt=rows).exists():
        time.sleep(0.002)


def gone(child: int) -> bool:
    """Wait for the worker to end; whether it was killed."""
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def state() -> tuple[int, Counter[str]]:
    """The version that counts (0: none), and how often it has each cost."""
    from referrals.models import Episode, Load

    load = Load.objects.current().first()
    costs = Counter(str(cost) for cost in Episode.objects.values_list("total_cost", flat=True))
    return (load.version or 0 if load else 0), costs


def whole(number: int) -> tuple[int, Counter[str]]:
    """What counts when version `number` does: all of it, once."""
    if not number:
        return 0, Counter()
    return number, Counter({"4000.00": ANSWERED, f"{number}.00": ROWS - ANSWERED})


def ends(job_id: int) -> str:
    """How the job and its extract ended, for a failure's message."""
    from daccom.models import Job
    from referrals.models import Extract

    job = Job.objects.get(pk=job_id)
    extract = Extract.objects.get(pk=job.key)
    return f"job {job.status} {job.attempts} {job.message!r}, extract {extract.status} {extract.problem!r}"


def answers_counting() -> int:
    from referrals.models import Episode, Validation

    return Validation.objects.filter(episode__in=Episode.objects.all()).count()


def answer() -> None:
    """Somebody answers about the first episodes."""
    from referrals.models import Episode
    from tests.referrals.builders import make_validation

    for episode in Episode.objects.filter(total_cost=4000):
        make_validation(episode)


def take_over(job_id: int) -> bool:
    """The sweeper finds the job of the dead worker, and another worker does it; whether one was needed."""
    from django.utils import timezone

    from daccom import jobs
    from daccom.models import Job

    long_ago = timezone.now() - 2 * jobs.LOST_AFTER
    Job.objects.filter(pk=job_id, status="running").update(alive_at=long_ago)
    Job.objects.filter(pk=job_id, status="queued").update(queued_at=long_ago)
    if not jobs.requeue_lost():
        return False
    assert not gone(worker(job_id))
    assert Job.objects.get(pk=job_id).status == "done"
    return True


def rounds(count: int, chance: random.Random) -> dict[str, int]:
    """Play `count` rounds. Raises AssertionError when anything is half, double or lost."""
    from referrals.models import Extract, Load

    assert not gone(worker(send(1)))
    answer()
    met: Counter[str] = Counter()
    for number in range(2, count + 2):
        job_id = send(number)
        child = worker(job_id)
        wait_for_rows(job_id, chance.randint(0, ROWS))
        time.sleep(chance.uniform(0, SOON))
        os.kill(child, signal.SIGKILL)
        met["killed"] += gone(child)
        found = state()
        assert found in (whole(number - 1), whole(number)), f"half a version: {found}"
        met["old" if found == whole(number - 1) else "new"] += 1
        met["half staged"] += Load.objects.filter(status="staged").exists()
        met["taken over"] += take_over(job_id)
        assert state() == whole(number), f"after the second worker: {state()} {ends(job_id)}"
        assert answers_counting() == ANSWERED, "an answer was lost"
        assert not Load.objects.filter(status="staged").exists()
        assert not Extract.objects.exclude(status="loaded").exists()
    return dict(met)


def main() -> None:
    django.setup()
    from referrals.hidas import blocks, reading, unpacking
    from referrals.services import checking  # noqa: F401 - so that the workers need not

    unpacking.PIECE = SMALL_BLOCK
    reading.blocks = partial(blocks.blocks, size=SMALL_BLOCK)  # type: ignore[assignment]
    sys.stdout.write(json.dumps(rounds(int(sys.argv[1]), random.Random(sys.argv[2]))))


if __name__ == "__main__":
    main()
