"""The Celery application: `celery -A daccom worker` and `celery -A daccom beat`."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daccom.settings")

app = Celery("daccom")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect
def draw_ahead(**about: Any) -> None:
    """Pictures are drawn when a worker starts, so that nobody who opens a dashboard waits for them."""
    app.send_task("programmes.tasks.draw_pictures")
