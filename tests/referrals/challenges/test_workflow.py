"""The life of a challenge: every step from every state."""

from decimal import Decimal

import pytest
from django.utils import timezone

from daccom.workflow import move
from referrals.models import Challenge
from referrals.workflow import ACCEPT_PART, ACCEPT_WHOLE, CHALLENGE, LAPSE, REJECT, SEND, WITHDRAW
from tests.referrals.builders import make_episode
from tests.referrals.builders_challenges import make_batch, make_challenge

ALLOWED = {
    ("raised", SEND): "with_provider",
    ("with_provider", ACCEPT_WHOLE): "accepted",
    ("with_provider", ACCEPT_PART): "partly_accepted",
    ("with_provider", REJECT): "rejected",
    ("raised", WITHDRAW): "withdrawn",
    ("with_provider", WITHDRAW): "withdrawn",
    ("raised", LAPSE): "lapsed",
    ("with_provider", LAPSE): "lapsed",
}


def fields(step, cast, provider):
    """What the database asks for in the step's target state."""
    ended = {"ended_at": timezone.now(), "ended_by": cast.pat}
    return {
        SEND: lambda: {"batch": make_batch(cast.pct, cast.pat, provider)},
        ACCEPT_WHOLE: lambda: {**ended, "amount_recovered": Decimal(1000)},
        ACCEPT_PART: lambda: {**ended, "amount_recovered": Decimal(400)},
        REJECT: lambda: {**ended, "answer": "It is right."},
        WITHDRAW: lambda: ended,
        LAPSE: lambda: {**ended, "ended_by": None},
    }[step]()


@pytest.mark.parametrize("step", CHALLENGE, ids=lambda step: step.name)
@pytest.mark.parametrize("state", Challenge.Status.values)
def test_each_step_from_each_state(cast, state, step):
    row = make_challenge(make_episode(cast.alder), state)
    moved = move(Challenge.objects.filter(pk=row.pk), step, **fields(step, cast, row.provider))
    row.refresh_from_db()
    assert moved == ((state, step) in ALLOWED)
    assert row.status == ALLOWED.get((state, step), state)


def test_open_is_what_can_still_end():
    assert set(Challenge.OPEN) == LAPSE.sources == WITHDRAW.sources
