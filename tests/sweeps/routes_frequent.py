"""Who gets to the patients often admitted, and to their numbers."""

from __future__ import annotations

from typing import Any

from tests.cast import Cast
from tests.referrals.builders import JANUARY
from tests.referrals.builders_frequent import make_admissions
from tests.sweeps.access import DACORUM_PRACTICES, EXECUTIVE, PCT_STAFF, PRACTICE_STAFF, Route

READERS = DACORUM_PRACTICES | EXECUTIVE | PCT_STAFF


def group(cast: Cast) -> dict[str, Any]:
    make_admissions(cast.alder, 3)
    return {"group": cast.dacorum.slug, "month": JANUARY}


def own(cast: Cast) -> dict[str, Any]:
    make_admissions(cast.alder, 3)
    return {"ods": cast.alder.ods_code, "month": JANUARY}


def patient(cast: Cast) -> dict[str, Any]:
    """Somebody of Alder's who was admitted three times."""
    return {**own(cast), "pk": make_admissions(cast.alder, 3)[0].pk}


ROUTES = {
    "referrals:frequent": Route(READERS | {"olive"}),
    "referrals:frequent-counts": Route(READERS, group),
    "referrals:frequent-list": Route(PRACTICE_STAFF, own),
    "referrals:frequent-patient": Route(PRACTICE_STAFF, patient),
}
