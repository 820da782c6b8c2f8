"""The life of an extract: every step from every state."""

from __future__ import annotations

import pytest
from django.utils import timezone

from daccom.workflow import move
from referrals.models import Extract
from referrals.workflow import EXTRACT
from tests.referrals.builders import make_extract

ENDED = ("loaded", "rejected")
ALLOWED = {
    ("received", "checking"),
    ("checking", "checking"),
    ("checking", "checked"),
    ("checking", "loaded"),
    ("checked", "loaded"),
    ("checked", "received"),
    ("received", "rejected"),
    ("checking", "rejected"),
    ("checked", "rejected"),
}


@pytest.mark.parametrize("step", EXTRACT, ids=lambda step: step.target)
@pytest.mark.parametrize("state", Extract.Status.values)
def test_each_step_from_each_state(cast, state, step):
    ended = timezone.now() if state in ENDED else None
    row = make_extract(cast.pct, status=state, ended_at=ended, problem="Not text")
    fields = {"ended_at": timezone.now()} if step.target in ENDED else {}
    moved = move(Extract.objects.filter(pk=row.pk), step, **fields)
    assert moved == ((state, step.target) in ALLOWED)
    row.refresh_from_db()
    assert row.status == (step.target if moved else state)
