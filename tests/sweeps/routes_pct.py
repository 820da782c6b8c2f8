"""Routes of the dashboard of a PCT across its groups."""

from __future__ import annotations

from typing import Any

from tests.cast import Cast
from tests.sweeps.access import PCT_STAFF, Route
from tests.sweeps.routes_dashboard import JANUARY, _group_month


def _pct_month(cast: Cast) -> dict[str, Any]:
    """A month in which one group has something of everything, and the other nothing."""
    _group_month(cast)
    return {"pct": cast.pct.ods_code, "month": JANUARY}


ROUTES: dict[str, Route] = {
    "programmes:pct-dashboard-home": Route(PCT_STAFF | {"zoe"}),
    "programmes:pct-dashboard": Route(PCT_STAFF, _pct_month),
}
