"""An extract through a real worker and a real broker."""

from __future__ import annotations

from pathlib import Path

from tests.programmes.worker import Place, redis, wait_for

SEND = """
from tests.cast import make_cast
from tests.referrals.builders import make_provider, make_specialty
from tests.referrals.builders_extracts import receive
from tests.referrals.hidas.files import csv_file, january
cast = make_cast()
make_specialty()
make_provider()
receive(cast.pct, csv_file(january(40)), cast.ira, send=True)
"""


def test_a_worker_loads_what_was_sent(tmp_path: Path):
    with redis(tmp_path) as url:
        place = Place(tmp_path, url)
        place.run(SEND)
        with place.worker():
            wait_for(lambda: place.one("SELECT status FROM daccom_job") == "done", "the extract")
    assert place.rows("SELECT status, version, rows FROM referrals_load") == [("current", 1, 40)]
    assert place.one("SELECT count(*) FROM referrals_episode") == 40
    assert list((tmp_path / "extracts").iterdir()) == []
