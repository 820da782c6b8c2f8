"""Shows that a worker is alive while it does one long thing, such as laying out sixty pages."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

logger = logging.getLogger(__name__)

EVERY = 20.0
"""Seconds between two beats: well below daccom.jobs.LOST_AFTER."""


@contextmanager
def beating(rows: Any) -> Iterator[None]:
    """Write `alive_at` to `rows` every EVERY seconds until the block ends or the task's time is up."""
    done = threading.Event()
    thread = threading.Thread(target=_beat, args=(rows, done), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _beat(rows: Any, done: threading.Event) -> None:
    beats = int(settings.CELERY_TASK_TIME_LIMIT / EVERY)
    try:
        while beats and not done.wait(EVERY):
            beats -= 1
            rows.update(alive_at=timezone.now())
    except DatabaseError:
        logger.warning("heartbeat missed", exc_info=True)
    finally:
        connection.close()
