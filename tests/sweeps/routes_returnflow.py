"""Who gets to what surrounds a return: extensions, versions, completeness, who certifies."""

from __future__ import annotations

from typing import Any

from daccom import calendar
from referrals.selectors.months import practice_month
from referrals.services.extensions import grant_extension
from tests.cast import Cast
from tests.referrals.builders import JANUARY
from tests.sweeps.access import PCT_STAFF, Route
from tests.sweeps.routes_referrals import READERS, REVIEWERS, draft, sent

SETTERS = frozenset({"chris", "max"})


def extended(cast: Cast) -> dict[str, Any]:
    """Alder's January with an extension."""
    address = draft(cast)
    month = practice_month(cast.alder, JANUARY)
    if month.extension is None:
        today = calendar.today()
        grant_extension(
            practice=cast.alder,
            month=JANUARY,
            by=cast.max,
            until=today.replace(day=27),
            reason="The computer is broken.",
            now=calendar.now(),
        )
    return address


def group(cast: Cast) -> dict[str, Any]:
    return {"group": cast.dacorum.slug}


ROUTES = {
    "referrals:return-extension": Route(REVIEWERS, extended),
    "referrals:return-extension-end": Route(REVIEWERS, extended, method="post"),
    "referrals:return-difference": Route(READERS, sent),
    "referrals:certifier": Route(SETTERS, group),
}


def month(cast: Cast) -> dict[str, Any]:
    return {"group": cast.dacorum.slug, "month": JANUARY}


def pct_month(cast: Cast) -> dict[str, Any]:
    return {"pct": cast.pct.ods_code, "month": JANUARY}


ROUTES |= {
    "referrals:completeness-home": Route(READERS | {"olive", "zoe"}),
    "referrals:completeness-file": Route(READERS, lambda cast: {**month(cast), "kind": "csv"}),
    "referrals:completeness-pct": Route(PCT_STAFF, pct_month),
    "referrals:completeness-pct-file": Route(PCT_STAFF, lambda cast: {**pct_month(cast), "kind": "xlsx"}),
}
