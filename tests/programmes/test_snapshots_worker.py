"""The nightly snapshots through a real worker and a real broker, asked for twice."""

from __future__ import annotations

from pathlib import Path

from tests.programmes.worker import Place, redis, wait_for

FILL = """
import datetime as dt
from daccom.calendar import Month
from tests.cast import make_cast
from tests.programmes.builders_figures import make_facts
cast = make_cast()
make_facts(cast.alder, Month(dt.date(2008, 12, 1)), months=3)
"""
NIGHT = "from programmes.tasks import take_snapshots; take_snapshots.delay(); take_snapshots.delay()"
KEPT = "SELECT month, length(sha256), taken_by_id FROM programmes_dashboardsnapshot ORDER BY month"
QUEUED = "SELECT count(*) FROM programmes_dashboardsnapshot"


def test_a_worker_keeps_each_settled_month_once(tmp_path: Path):
    with redis(tmp_path) as url:
        place = Place(tmp_path, url)
        place.run(FILL)
        place.run(NIGHT)
        with place.worker():
            wait_for(lambda: place.one(QUEUED) == 3, "three months to be kept")
            wait_for(lambda: place.log.read_text().count("take_group_snapshots") >= 8, "both nights")
    assert place.rows(KEPT) == [(f"2008-{month}-01", 64, None) for month in (10, 11, 12)]
