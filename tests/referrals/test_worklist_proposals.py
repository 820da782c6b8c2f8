"""What the workbench proposes to challenge, once something was challenged."""

from __future__ import annotations

import pytest

from referrals.models import Load
from referrals.selectors.months import practice_month
from referrals.selectors.workbench import rows_of
from tests.referrals.builders import JANUARY, make_episode, make_load
from tests.referrals.builders_challenges import make_challenge, make_finding


def proposed(practice) -> list[bool]:
    return [row.proposal is not None for row in rows_of(practice_month(practice, JANUARY))]


@pytest.mark.parametrize("status", ["raised", "accepted", "withdrawn", "lapsed"])
def test_what_was_challenged_is_not_proposed_again(cast, status):
    episode = make_episode(cast.alder)
    make_finding(episode)
    assert proposed(cast.alder) == [True]
    make_challenge(episode, status)
    assert proposed(cast.alder) == [False]


def test_what_was_withdrawn_is_proposed_once_the_provider_changed_it(cast):
    old = make_episode(cast.alder)
    make_challenge(old, "withdrawn")
    Load.objects.filter(pk=old.load_id).update(status="superseded")
    make_finding(
        make_episode(
            cast.alder, total_cost="4400", episode_id=old.episode_id, load=make_load(cast.pct, version=2)
        )
    )
    assert proposed(cast.alder) == [True]
