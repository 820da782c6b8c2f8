"""Jobs: asked for twice, sent twice, killed half-way: done once, and never left hanging."""

import datetime as dt
import threading
from functools import partial

import pytest
from django.utils import timezone
from kombu.exceptions import OperationalError

from daccom import heartbeat, jobs
from daccom.errors import Refused
from daccom.models import Job
from daccom.tasks import requeue_lost_jobs

KIND = "test-kind"


@pytest.fixture(autouse=True)
def sent(monkeypatch):
    """The ids that were sent to workers; no broker is asked."""
    ids = []
    kind = jobs.Kind(
        "tests.task", lambda key: f"Making {key}", lambda user, key: key == "mine", lambda key: "/"
    )
    monkeypatch.setitem(jobs._kinds, KIND, kind)
    monkeypatch.setattr(
        jobs.current_app, "send_task", lambda name, args, retry: ids.append((name, *args)), raising=False
    )
    return ids


@pytest.fixture
def job(db):
    return jobs.enqueue(kind=KIND, key="mine", by=None)


def work_of(seen):
    return lambda job, step: seen.append(job.pk)


def silent_for(job, minutes, **fields):
    """As if nothing was heard of the job for so long."""
    then = timezone.now() - dt.timedelta(minutes=minutes)
    Job.objects.filter(pk=job.pk).update(queued_at=then, alive_at=then, **fields)


def test_asking_sends_the_job_once_committed(db, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.enqueue(kind=KIND, key="mine", by=None)
        assert sent == []
    assert sent == [("tests.task", job.pk)]


def test_asking_again_gives_the_job_under_way(job, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert jobs.enqueue(kind=KIND, key="mine", by=None) == job
    assert sent == []


def test_another_key_is_another_job(job):
    assert jobs.enqueue(kind=KIND, key="other", by=None) != job


def test_the_latest_job_is_found(job):
    jobs.with_job(job.pk, work_of([]))
    again = jobs.enqueue(kind=KIND, key="mine", by=None)
    assert jobs.latest(KIND, "mine") == again
    assert jobs.latest(KIND, "none") is None


def test_a_job_runs_and_ends(job):
    seen = []
    assert jobs.with_job(job.pk, work_of(seen))
    job.refresh_from_db()
    assert seen == [job.pk]
    assert (job.status, job.attempts, job.is_open) == ("done", 1, False)
    assert job.finished_at >= job.started_at


def test_a_job_sent_twice_runs_once(job):
    seen = []
    assert jobs.with_job(job.pk, work_of(seen))
    assert not jobs.with_job(job.pk, work_of(seen))
    assert seen == [job.pk]


def test_a_job_under_way_is_not_begun_by_another(job):
    inner = []
    jobs.with_job(job.pk, lambda job, step: inner.append(jobs.with_job(job.pk, work_of(inner))))
    assert inner == [False]


def test_an_unknown_job_is_left_alone(db):
    assert not jobs.with_job(4711, work_of([]))


def test_steps_show_how_far_it_is(job):
    seen = []

    def work(job, step):
        step(1, 4, "Laying out")
        job.refresh_from_db()
        seen.extend((job.percent, job.message))

    jobs.with_job(job.pk, work)
    assert seen == [25, "Laying out"]
    assert Job(steps_total=0).percent == 0


def test_what_fails_is_kept_and_raised_without_its_insides(job):
    with pytest.raises(ZeroDivisionError):
        jobs.with_job(job.pk, lambda job, step: 1 / 0)
    job.refresh_from_db()
    assert (job.status, job.message) == ("failed", jobs.WENT_WRONG)


def test_a_refusal_tells_the_person_why(job):
    def work(job, step):
        raise Refused("rule", "Not today.", "Try tomorrow.")

    with pytest.raises(Refused):
        jobs.with_job(job.pk, work)
    job.refresh_from_db()
    assert job.message == "Not today. Try tomorrow."


def test_what_failed_can_be_asked_for_again(job):
    with pytest.raises(ZeroDivisionError):
        jobs.with_job(job.pk, lambda job, step: 1 / 0)
    assert jobs.enqueue(kind=KIND, key="mine", by=None) != job


def test_a_job_nobody_picked_up_is_sent_again(job, sent):
    silent_for(job, minutes=3)
    assert requeue_lost_jobs() == 1
    assert sent == [("tests.task", job.pk)]


def test_waiting_long_is_no_failure(job, sent):
    for _ in range(5):
        silent_for(job, minutes=3)
        assert requeue_lost_jobs() == 1
    job.refresh_from_db()
    assert (job.status, job.attempts) == ("queued", 0)


def test_what_is_fresh_is_left_alone(job, sent):
    assert requeue_lost_jobs() == 0
    Job.objects.filter(pk=job.pk).update(status="running", alive_at=timezone.now())
    assert requeue_lost_jobs() == 0
    assert sent == []


def test_a_dead_workers_job_is_done_by_the_next(job, sent):
    silent_for(job, minutes=3, status="running", attempts=1)
    assert requeue_lost_jobs() == 1
    assert jobs.with_job(job.pk, work_of([]))
    job.refresh_from_db()
    assert (job.status, job.attempts) == ("done", 2)


def test_three_dead_workers_are_enough(job, sent):
    silent_for(job, minutes=3, status="running", attempts=3)
    assert requeue_lost_jobs() == 0
    job.refresh_from_db()
    assert (job.status, job.message) == ("failed", jobs.WORKER_STOPPED)
    assert sent == []


def test_two_sweepers_send_once(job, sent):
    silent_for(job, minutes=3)
    job.refresh_from_db()
    Job.objects.filter(pk=job.pk).update(attempts=1, status="running")
    assert not jobs._send_again(job)
    assert sent == []


def test_a_worker_that_was_given_up_cannot_end_the_job(job):
    def slow(job, step):
        Job.objects.filter(pk=job.pk).update(attempts=2)
        step(4, 4, "From the grave")

    jobs.with_job(job.pk, slow)
    job.refresh_from_db()
    assert (job.status, job.message) == ("running", "")


@pytest.mark.parametrize("error", [OperationalError("no broker"), FileNotFoundError("no folder")])
def test_without_a_broker_the_row_waits_for_the_sweeper(job, monkeypatch, error):
    def away(*args, **kwargs):
        raise error

    monkeypatch.setattr(jobs.current_app, "send_task", away, raising=False)
    silent_for(job, minutes=3)
    assert requeue_lost_jobs() == 1
    job.refresh_from_db()
    assert job.status == "queued"


class Rows:
    """Stands for a job's row: counts the beats, and lets the test wait for one."""

    def __init__(self, error=None):
        self.beats, self.heard, self.error = 0, threading.Event(), error

    def update(self, **fields):
        self.beats += 1
        self.heard.set()
        if self.error:
            raise self.error


def test_a_long_step_shows_that_the_worker_lives(monkeypatch):
    monkeypatch.setattr(heartbeat, "EVERY", 0.01)
    rows = Rows()
    with heartbeat.beating(rows):
        assert rows.heard.wait(5)


def test_a_missed_beat_does_not_stop_the_work(monkeypatch):
    monkeypatch.setattr(heartbeat, "EVERY", 0.01)
    rows = Rows(error=heartbeat.DatabaseError("locked"))
    with heartbeat.beating(rows):
        assert rows.heard.wait(5)
    assert rows.beats == 1


def test_beats_end_when_the_tasks_time_is_up(monkeypatch, settings):
    monkeypatch.setattr(heartbeat, "EVERY", 0.01)
    settings.CELERY_TASK_TIME_LIMIT = 0.02
    rows, done = Rows(), threading.Event()
    heartbeat._beat(rows, done)
    assert rows.beats == 2


def get(client, job):
    return client.get(f"/jobs/{job.pk}/")


@pytest.fixture
def opened(job, as_user):
    return partial(get, as_user("alice"), job)


def test_the_page_says_that_the_job_waits(opened):
    body = opened().content.decode()
    assert "Waiting for a worker" in body
    assert "Check again" in body


def test_the_page_says_how_far_the_job_is(opened, job):
    Job.objects.filter(pk=job.pk).update(status="running", steps_done=1, steps_total=4, message="Laying out.")
    body = opened().content.decode()
    assert "Laying out." in body
    assert 'value="25"' in body


def test_the_page_leads_to_the_result(opened, job):
    jobs.with_job(job.pk, work_of([]))
    body = opened().content.decode()
    assert "It is ready." in body
    assert "jobs.js" not in body


def test_the_page_says_why_a_job_failed(opened, job):
    Job.objects.filter(pk=job.pk).update(status="failed", message="No paper.", finished_at=timezone.now())
    assert "It could not be done. No paper." in opened().content.decode()


def test_a_job_of_others_is_not_found(db, as_user):
    other = jobs.enqueue(kind=KIND, key="other", by=None)
    assert get(as_user("alice"), other).status_code == 404


def test_no_job_is_not_found(db, as_user):
    assert as_user("alice").get("/jobs/4711/").status_code == 404
