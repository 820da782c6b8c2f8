"""The life of a return: every step from every state, and the drawing of it."""

import runpy
from pathlib import Path

import pytest
from django.utils import timezone

from daccom.workflow import move
from referrals.models import MonthlyReturn
from referrals.workflow import ACCEPT, OPEN, QUERY, RETURN, SUBMIT
from tests.referrals.builders import JANUARY, make_return

ROOT = Path(__file__).parent.parent.parent
ALLOWED = {
    ("draft", "submit"): "submitted",
    ("queried", "submit"): "submitted",
    ("submitted", "query"): "queried",
    ("submitted", "accept"): "accepted",
}


def fields(step, user):
    """What the database asks for in the step's target state."""
    now = timezone.now()
    return {
        SUBMIT: {"submitted_at": now, "submitted_by": user, "first_submitted_at": now, "versions_sent": 1},
        QUERY: {"queried_at": now, "queried_by": user, "query_reason": "Low"},
        ACCEPT: {"accepted_at": now, "accepted_by": user},
    }[step]


@pytest.mark.parametrize("step", RETURN, ids=lambda step: step.name)
@pytest.mark.parametrize("state", MonthlyReturn.Status.values)
def test_each_step_from_each_state(cast, state, step):
    row = make_return(cast.alder, JANUARY, state)
    moved = move(MonthlyReturn.objects.filter(pk=row.pk), step, **fields(step, cast.alice))
    row.refresh_from_db()
    assert moved == ((state, step.name) in ALLOWED)
    assert row.status == ALLOWED.get((state, step.name), state)


def test_the_practice_changes_what_it_could_submit():
    assert {"draft", "queried"} == OPEN


def test_the_drawing_is_fresh():
    drawn = runpy.run_path(str(ROOT / "script" / "states"))["page"]()
    assert (ROOT / "docs" / "states.md").read_text() == drawn, "run script/states"
