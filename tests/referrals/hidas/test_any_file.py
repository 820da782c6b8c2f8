"""Whatever bytes are sent: they are read or refused, and what counts is the old version or the new one.

10,000 files go through reading and the row rules; every twentieth of the same files goes through the whole of
receiving, checking, loading and deciding too (with ANY_FILE_EVERY=1, all of them: some ten minutes).
"""

from __future__ import annotations

import io
import os
import random
from collections import Counter
from pathlib import Path

import pytest
from django.db import transaction
from django.db.models import Count, Sum

from daccom import calendar, jobs
from daccom.errors import Refused
from referrals.hidas.judging import Judge
from referrals.hidas.reading import read_extract
from referrals.hidas.twins import below_a_good_one
from referrals.models import Episode, Extract, Load, Validation
from referrals.selectors.loads import latest_job
from referrals.services import checking
from referrals.services.extracts import load_extract, receive_extract
from tests.referrals.builders import make_validation
from tests.referrals.builders_extracts import checked
from tests.referrals.hidas.files import csv_file, row
from tests.referrals.hidas.mutations import a_file

FILES = 10_000
PARTS = 4
THROUGH_THE_DATABASE = range(0, FILES, int(os.environ.get("ANY_FILE_EVERY", "20")))


def content_of(number: int) -> bytes:
    return a_file(random.Random(number))


@pytest.mark.parametrize("part", range(PARTS))
def test_every_file_is_read_or_refused(part, tmp_path, settings):
    met: Counter[str] = Counter()
    for number in range(part, FILES, PARTS):
        met[outcome(number, tmp_path / "file")] += 1
    assert sum(met.values()) == FILES / PARTS
    assert all(rule.startswith(("good", "with", "extract.", "file.")) for rule in met)
    assert (
        min(met["good"], met["with bad rows"], met["extract.columns-missing"], met["extract.truncated"]) > 10
    )


def outcome(number: int, path: Path) -> str:
    """What becomes of one file: a rule that refuses it, or how its rows are."""
    path.write_bytes(content_of(number))
    try:
        reading = read_extract(path)
        judge = Judge(width=reading.arrangement.width, practices={"E82901": 1}, today=calendar.today())
        judged = [judge.judge(table.rows) for table in reading.tables]
    except Refused as refused:
        return refused.rule
    good = True
    for table in judged:
        final = table.once(below_a_good_one(table))
        bad = set(final.rows.filter(~final.is_good)["line"].to_list())
        assert {fault.line for fault in judge.faults(final)} == bad, number
        good = good and not bad
    return "good" if good else "with bad rows"


@pytest.fixture
def old(places):
    """A version that counts, of which one episode is answered."""
    checked(places.pct, csv_file([row(1), row(2, total_cost="5000.00")]))
    make_validation(Episode.objects.get(episode_id="E1"))
    return places


def test_what_counts_is_the_old_version_or_the_new(old):
    before, met = what_counts(), Counter()
    for number in THROUGH_THE_DATABASE:
        with transaction.atomic():
            met[sent(number, old, before)] += 1
            transaction.set_rollback(True)
    assert sum(met.values()) == len(THROUGH_THE_DATABASE)
    assert min(met["loaded"], met["rejected"], met["refused"] + met["accepted"]) > 5


def sent(number, places, before) -> str:
    """Send a file; if it waits for a decision, load what is good. What became of it, the state looked at."""
    file = io.BytesIO(content_of(number))
    try:
        extract = receive_extract(pct=places.pct, by=places.ira, file=file, file_name="any.csv", send=False)
    except Refused:
        assert what_counts() == before
        return "refused"
    jobs.with_job(latest_job(extract).pk, checking.check_extract)
    extract.refresh_from_db()
    if extract.status == Extract.Status.LOADED:
        return new_version(extract, "loaded")
    assert what_counts() == before
    if extract.status == Extract.Status.CHECKED and extract.rows_good:
        jobs.with_job(load_extract(extract=extract, by=places.ira, send=False).pk, checking.load_checked)
        return new_version(extract, "accepted")
    assert extract.problem or extract.rows_bad
    return str(extract.status)


def new_version(extract: Extract, how: str) -> str:
    """All loads of the file count, with every row that they say they have."""
    loads = extract.loads.annotate(found=Count("episodes"), cost=Sum("episodes__total_cost"))
    for load in loads:
        assert (load.status, load.found, load.cost) == (Load.Status.CURRENT, load.rows, load.total_cost)
    extract.refresh_from_db()
    assert sum(load.rows for load in loads) == extract.rows_good
    assert Validation.objects.count() == 1
    return how


def what_counts() -> list[tuple[object, ...]]:
    rows = Episode.objects.order_by("pk").values_list("pk", "load", "episode_id", "validation__edition")
    return list(rows)
