"""Who gets to worksheets and variations: readers of the group; PCT finance writes, and may vire with Max."""

from __future__ import annotations

from typing import Any

from daccom.calendar import Month
from practices.models import User
from tests.budgets.builders import JANUARY, make_budget
from tests.budgets.builders_settings import (
    make_historic,
    make_reserve,
    make_setting,
    make_variation,
    make_weight,
)
from tests.cast import Cast
from tests.sweeps.access import DACORUM_PRACTICES, EXECUTIVE, PCT_STAFF, Route

READERS = DACORUM_PRACTICES | EXECUTIVE | PCT_STAFF
FINANCE = frozenset({"fin"})
APRIL = Month.parse("2009-04")


def published(cast: Cast) -> dict[str, Any]:
    """2008/09 is published, and a variation was made."""
    make_budget(cast.alder, 1200)
    setting = sheet_of(cast, year=2008)
    publisher = User.objects.get(pk=cast.fin.pk)
    type(setting).objects.filter(pk=setting.pk).update(
        status="published", published_at=setting.saved_at, published_by=publisher
    )
    make_variation(cast.dacorum, [(cast.alder, 50), (make_reserve(cast.dacorum), -50)], kind="virement")
    return {"group": cast.dacorum.slug, "month": JANUARY}


def sheet_of(cast: Cast, **fields: Any) -> Any:
    """A worksheet of two practices, of which one has no list."""
    setting = make_setting(cast.dacorum, **fields)
    make_historic(setting, cast.alder, 600)
    make_historic(setting, cast.birch, 400)
    make_weight(setting, cast.alder)
    make_weight(setting, cast.birch, None)
    return setting


def draft(cast: Cast) -> dict[str, Any]:
    sheet_of(cast)
    return {"group": cast.dacorum.slug, "month": APRIL}


def unstarted(cast: Cast) -> dict[str, Any]:
    return {"group": cast.dacorum.slug, "month": APRIL}


ROUTES = {
    "budgets:worksheet": Route(READERS, published),
    "budgets:worksheet-start": Route(FINANCE, unstarted),
    "budgets:worksheet-terms": Route(FINANCE, draft),
    "budgets:worksheet-weights": Route(FINANCE, draft),
    "budgets:worksheet-publish": Route(FINANCE, draft),
    "budgets:variation-list": Route(READERS, published),
    "budgets:variation-new": Route(FINANCE | {"max"}, lambda cast: {**published(cast), "kind": "virement"}),
    "budgets:variation-detail": Route(READERS, lambda cast: {**published(cast), "number": 1}),
}
