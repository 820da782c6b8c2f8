"""A conditional update is the lock."""

from django.utils import timezone

from daccom.models import Job
from daccom.workflow import move, transition

START = transition("start", [Job.Status.QUEUED], Job.Status.RUNNING)


def test_the_first_move_wins_and_the_second_is_told(db):
    job = Job.objects.create(kind="k", key="1", queued_at=timezone.now())
    rows = Job.objects.filter(pk=job.pk)
    assert move(rows, START, message="mine")
    assert not move(rows, START, message="theirs")
    assert rows.get().message == "mine"


def test_further_conditions_are_part_of_the_lock(db):
    job = Job.objects.create(kind="k", key="1", queued_at=timezone.now())
    assert not move(Job.objects.filter(pk=job.pk, attempts=7), START)
