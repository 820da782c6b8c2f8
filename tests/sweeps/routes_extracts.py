"""Who gets to HIDAS extracts: PCT staff read, its information staff upload, decide and see values."""

from __future__ import annotations

from typing import Any

from referrals.models import Extract, Load
from tests.cast import Cast
from tests.referrals.builders import JANUARY, make_load
from tests.referrals.builders_extracts import checked
from tests.referrals.hidas.files import csv_file, january, row
from tests.sweeps.access import PCT_STAFF, Route

INFORMATION = frozenset({"ira"})
READERS = PCT_STAFF | {"zoe"}
"""Zoe works for another PCT and reads its own list."""


def waiting(cast: Cast) -> dict[str, Any]:
    """A checked file with two good rows and one bad one; made once."""
    extract = Extract.objects.filter(status="checked", problem="").first()
    rows = [*january(2), row(3, total_cost="twelve")]
    return {"pk": (extract or checked(cast.pct, csv_file(rows), cast.ira)).pk}


def some(cast: Cast) -> dict[str, Any]:
    """A file in the list, and a month that is loaded."""
    waiting(cast)
    loaded_month(cast)
    return {}


def in_other_columns(cast: Cast) -> dict[str, Any]:
    """A file whose columns have other names, which waits for a mapping; made once."""
    extract = Extract.objects.filter(status="checked").exclude(problem="").first()
    return {"pk": (extract or checked(cast.pct, csv_file([], ["Trust", "Spell"]), cast.ira)).pk}


def loaded_month(cast: Cast) -> dict[str, Any]:
    load = Load.objects.current().filter(pct=cast.pct).first() or make_load(cast.pct)
    return {"pct": cast.pct.ods_code, "provider": load.provider.ods_code, "month": JANUARY}


ROUTES = {
    "referrals:extract-list": Route(READERS, some),
    "referrals:extract-upload": Route(INFORMATION),
    "referrals:extract-months": Route(READERS, some),
    "referrals:extract-month": Route(PCT_STAFF, loaded_month),
    "referrals:extract-detail": Route(PCT_STAFF, waiting),
    "referrals:extract-errors": Route(INFORMATION, waiting),
    "referrals:extract-errors-csv": Route(INFORMATION, waiting),
    "referrals:extract-load": Route(INFORMATION, waiting, method="post"),
    "referrals:extract-resume": Route(INFORMATION, waiting, method="post"),
    "referrals:extract-reject": Route(INFORMATION, waiting),
    "referrals:extract-mapping": Route(INFORMATION, in_other_columns),
}
