"""Forecasts recorded by a real worker, from a task that arrives twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from budgets.tasks import record_forecasts
from tests.programmes.worker import Place, redis, wait_for

MONEY = """
from tests.budgets.builders import make_budget
from tests.budgets.builders_forecasts import make_example
from tests.cast import make_cast
cast = make_cast()
make_budget(cast.alder, 1200)
make_example(cast.alder)
"""
SEND = "from budgets.tasks import record_forecasts; record_forecasts.delay(); record_forecasts.delay()"
RECORDED = "SELECT method, outturn, month FROM budgets_forecastrecord"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with redis(tmp_path) as url:
        made = Place(tmp_path, url)
        made.run(MONEY)
        made.run(SEND)
        yield made


def test_a_worker_records_the_settled_month_once(place: Place):
    with place.worker():
        wait_for(lambda: place.log.read_text().count("succeeded") == 2, "both tasks")
    assert [row[:2] for row in place.rows(RECORDED)] == [("straight_line", 1240)]
    assert str(place.rows(RECORDED)[0][2]) == "2008-12-01"


def test_beat_starts_it():
    assert record_forecasts.name in {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
