"""The plan's PDF through a real worker and a real broker, killed half-way too."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from daccom.sealing import is_intact
from tests.programmes.worker import Place, redis, wait_for

SEND = """
from tests.cast import make_cast
from tests.programmes import builders_plan as build
cast = make_cast()
plan = build.make_plan(cast)
for order in range(4, 40):
    build.make_section(plan, order, f"Section {order}", "A *long* paragraph of many words. " * 100)
build.send(plan, cast)
"""
SIGN = """
from practices.models import User
from programmes.models import CommissioningPlan
from tests.programmes import builders_plan as build
cast = {user.name.lower(): user for user in User.objects.all()}
build.sign(CommissioningPlan.objects.get(), cast, "chris", "peg", "cal")
"""
SWEEP = "from daccom.tasks import requeue_lost_jobs; requeue_lost_jobs.delay()"
LAST_STATUS = "SELECT status FROM daccom_job ORDER BY id DESC LIMIT 1"
DOCUMENTS = "SELECT kind, content, sha256 FROM programmes_plandocument ORDER BY kind"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with redis(tmp_path) as url:
        made = Place(tmp_path, url)
        made.run(SEND)
        yield made


def is_done(place: Place) -> bool:
    return place.one(LAST_STATUS) == "done"


def test_a_worker_makes_the_draft_and_then_the_sealed_plan(place: Place, settings: Any):
    with place.worker():
        wait_for(lambda: is_done(place), "the draft")
        place.run(SIGN)
        wait_for(lambda: is_done(place), "the sealed plan")
    (_, _, _), (kind, content, sha256) = place.rows(DOCUMENTS)
    assert (kind, sha256) == ("sealed", hashlib.sha256(content).hexdigest())
    settings.VAR_DIR = place.environment["VAR_DIR"]
    assert is_intact(content)


def test_a_worker_killed_half_way_is_followed_by_another(place: Place):
    with place.worker() as first:
        wait_for(lambda: place.one(LAST_STATUS) == "running", "a worker to begin")
        first.kill()
        first.wait()
    assert (place.one(LAST_STATUS), place.rows(DOCUMENTS)) == ("running", [])
    place.rows("UPDATE daccom_job SET alive_at = '2009-01-01 00:00:00'")
    place.run(SWEEP)
    with place.worker():
        wait_for(lambda: is_done(place), "the second worker")
    assert len(place.rows(DOCUMENTS)) == 1
    assert place.one("SELECT attempts FROM daccom_job") == 2
