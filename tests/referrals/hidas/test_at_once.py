"""Files for the same month at the same moment take turns, and the one that came last counts."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from referrals.models import Episode, Extract, Load, Validation
from referrals.selectors.loads import latest_job
from referrals.tasks import check_extract
from tests.cast import make_cast
from tests.referrals.builders import make_provider, make_specialty, make_validation
from tests.referrals.builders_extracts import checked, receive
from tests.referrals.hidas.files import csv_file, row

AT_ONCE = 4


def work(job_id: int) -> bool:
    try:
        return bool(check_extract(job_id))
    finally:
        connection.close()


def test_files_for_one_month_take_turns(transactional_db):
    cast = make_cast()
    make_specialty()
    make_provider()
    checked(cast.pct, csv_file([row(1)]))
    make_validation(Episode.objects.get())
    files = [csv_file([row(1), row(number + 2)]) for number in range(AT_ONCE)]
    extracts = [receive(cast.pct, content) for content in files]
    jobs = [latest_job(extract).pk for extract in extracts]
    with ThreadPoolExecutor(AT_ONCE) as threads:
        assert all(threads.map(work, jobs))
    loaded = Extract.objects.filter(status="loaded").count()
    waiting = Extract.objects.filter(status="checked").count()  # a later one was quicker
    assert (loaded + waiting, Load.objects.filter(status="staged").count()) == (1 + AT_ONCE, waiting)
    assert Load.objects.current().get().version == loaded
    assert Load.objects.current().get().extract == extracts[-1]
    assert Episode.objects.count() == 2
    assert Validation.objects.get().episode == Episode.objects.get(episode_id="E1")
