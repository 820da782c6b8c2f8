"""Reminders and digests by a real worker beside a real Redis, twice over."""

from __future__ import annotations

from pathlib import Path

from tests.programmes.worker import Place, redis, wait_for

PEOPLE = """
from tests.cast import make_cast
make_cast()
"""
SEND = """
from referrals.notice_tasks import send_return_digests, send_return_reminders
for _ in range(3):
    send_return_digests.delay()
    send_return_reminders.delay()
"""
SENT = "select kind, count(*) from referrals_notice group by kind order by kind"


def test_three_times_each_writes_once(tmp_path: Path) -> None:
    with redis(tmp_path) as address:
        place = Place(tmp_path, address)
        place.run(PEOPLE)
        place.run(SEND)
        with place.worker():
            wait_for(lambda: place.log.read_text().count("succeeded in") == 6, "six tasks")
        kinds = dict(place.rows(SENT))
    assert kinds["digest"] == 1
    assert kinds["reminder"] >= 2
    days = "select count(*) from (select distinct practice_id, month, sent_on, kind from referrals_notice)"
    assert place.one(days) == sum(kinds.values())
