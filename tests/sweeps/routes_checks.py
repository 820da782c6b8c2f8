"""Who gets to the automatic checks of a group's year, and who sets them."""

from __future__ import annotations

from typing import Any

from tests.cast import Cast
from tests.referrals.builders import make_episode
from tests.referrals.builders_challenges import make_finding
from tests.sweeps.access import DACORUM_PRACTICES, EXECUTIVE, PCT_STAFF, Route

READERS = DACORUM_PRACTICES | EXECUTIVE | PCT_STAFF
SETTER = frozenset({"max"})


def year(cast: Cast) -> dict[str, Any]:
    """2008/09, with something found."""
    make_finding(make_episode(cast.alder))
    return {"group": cast.dacorum.slug, "year": 2008}


def rule(cast: Cast) -> dict[str, Any]:
    return {**year(cast), "rule": "price"}


ROUTES = {
    "referrals:check-home": Route(READERS | {"olive"}),
    "referrals:check-list": Route(READERS, year),
    "referrals:check-setting": Route(SETTER, rule),
    "referrals:check-run": Route(SETTER, year, method="post"),
}
