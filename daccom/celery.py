"""The Celery application: `celery -A daccom worker` and `celery -A daccom beat`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daccom.settings")

app = Celery("daccom")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
