"""Who gets to the pages and actions of the workbench."""

from __future__ import annotations

from typing import Any

from tests.cast import Cast
from tests.referrals.builders import make_episode
from tests.referrals.builders_challenges import make_finding
from tests.sweeps.access import PRACTICE_STAFF, Route
from tests.sweeps.routes_referrals import draft, episode


def proposals(cast: Cast) -> dict[str, Any]:
    """Alder's January with an episode about which a check found something."""
    make_finding(make_episode(cast.alder))
    return draft(cast)


ROUTES = {
    "referrals:episode-save": Route(PRACTICE_STAFF, episode, method="post"),
    "referrals:episode-answers": Route(PRACTICE_STAFF, draft, method="post"),
    "referrals:episode-confirm": Route(PRACTICE_STAFF, draft, method="post"),
    "referrals:episode-undo": Route(PRACTICE_STAFF, draft, method="post"),
    "referrals:challenge-raise-all": Route(PRACTICE_STAFF, proposals),
}
