"""What a worker does twice, too late, or beside another one."""

from __future__ import annotations

import pytest
from django.utils import timezone

from daccom import jobs
from daccom.models import Job
from referrals import tasks
from referrals.models import Episode, Extract, Load
from referrals.selectors.loads import latest_job
from referrals.services import checking, staging
from tests.referrals.builders_extracts import checked, receive
from tests.referrals.hidas.files import csv_file, january, row


def test_a_task_that_comes_twice_loads_once(places):
    extract = receive(places.pct, csv_file(january()))
    job = latest_job(extract)
    assert tasks.check_extract(job.pk)
    assert not tasks.check_extract(job.pk)
    assert Episode.every.count() == 3


def test_a_job_after_the_end_changes_nothing(places):
    extract = checked(places.pct, csv_file(january()))
    again = Job.objects.create(kind="extract-check", key=str(extract.pk), queued_at=timezone.now())
    assert tasks.check_extract(again.pk)
    assert (Load.objects.count(), Episode.every.count()) == (1, 3)


def test_a_rejected_extract_is_not_checked_again(places):
    extract = checked(places.pct, csv_file([]))
    again = Job.objects.create(kind="extract-check", key=str(extract.pk), queued_at=timezone.now())
    tasks.check_extract(again.pk)
    extract.refresh_from_db()
    assert extract.status == Extract.Status.REJECTED


def test_a_worker_that_was_given_up_writes_nothing_more(places):
    """It was silent for too long; another began again, and now it wakes up."""
    extract = receive(places.pct, csv_file(january()))
    job = latest_job(extract)

    def asleep(mine, step):
        Job.objects.filter(pk=job.pk).update(status="queued")
        assert jobs.with_job(job.pk, checking.check_extract)
        checking.check_extract(mine, step)
        checking._begin(extract, mine)

    with pytest.raises(jobs.TakenOver):
        jobs.with_job(job.pk, asleep)
    assert Episode.objects.count() == 3
    assert Load.objects.get().status == "current"


def test_a_report_keeps_so_many_errors_and_counts_all_rows(places, monkeypatch):
    monkeypatch.setattr(staging, "MOST_ERRORS", 3)
    extract = checked(places.pct, csv_file(january(5, pod="XX", age="old")))
    assert (extract.rows_bad, extract.errors.count()) == (5, 3)


def test_too_many_unknown_codes_reject_the_file(places, monkeypatch):
    monkeypatch.setattr(staging, "MOST_NEW_CODES", 2)
    rows = [row(number, provider_code=f"RX{number}") for number in range(4)]
    extract = checked(places.pct, csv_file(rows))
    assert (extract.status, extract.loads.count()) == ("rejected", 0)
    assert "more than 2 providers" in extract.problem


def test_too_many_months_reject_the_file(places, monkeypatch):
    monkeypatch.setattr(staging, "MOST_LOADS", 1)
    rows = [row(1), row(2, admission_date="2008-12-02", discharge_date="2008-12-03")]
    extract = checked(places.pct, csv_file(rows))
    assert "more than 1 different months" in extract.problem
    assert not Episode.every.exists()
