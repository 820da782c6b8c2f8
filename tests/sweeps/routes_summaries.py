"""Who gets to activity that came as counts: PCT staff read, its information staff post."""

from __future__ import annotations

from typing import Any

from tests.cast import Cast
from tests.referrals.builders import make_episode
from tests.referrals.builders_summaries import make_summary
from tests.sweeps.access import PCT_STAFF, Route


def some(cast: Cast) -> dict[str, Any]:
    """A month with counts and rows."""
    if not cast.alder.episodes.exists():
        make_episode(cast.alder)
        make_summary(cast.alder)
    return {}


ROUTES = {
    "referrals:summary-list": Route(PCT_STAFF | {"zoe"}, some),
    "referrals:summary-upload": Route(frozenset({"ira"})),
    "referrals:summary-post": Route(frozenset({"ira"}), method="post"),
}
