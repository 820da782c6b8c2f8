"""Routes of one practice's dashboard, and of what changed of a kept month."""

from __future__ import annotations

from typing import Any

from programmes.services.snapshots import take_snapshot
from tests.cast import Cast
from tests.programmes.builders_figures import JANUARY, fill_group, make_facts
from tests.sweeps.access import DACORUM_PRACTICES, EXECUTIVE, PCT_STAFF, Route

READERS = DACORUM_PRACTICES | EXECUTIVE | PCT_STAFF


def _practice_month(cast: Cast) -> dict[str, Any]:
    fill_group(cast)
    return {"group": "daccom", "month": JANUARY, "ods": cast.alder.ods_code}


def _kept_month(cast: Cast) -> dict[str, Any]:
    """A kept month of which something changed since."""
    fill_group(cast)
    december = JANUARY.previous()
    take_snapshot(group=cast.dacorum, month=december)
    make_facts(cast.alder, december, months=1, referrals=90)
    return {"group": "daccom", "month": december}


ROUTES: dict[str, Route] = {
    "programmes:practice-dashboard-home": Route(DACORUM_PRACTICES | {"olive"}),
    "programmes:practice-dashboard": Route(READERS, _practice_month),
    "programmes:dashboard-changes": Route(READERS, _kept_month),
}
