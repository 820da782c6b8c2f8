"""Who gets to the clinicians of a practice and to the parts of its grid."""

from __future__ import annotations

from typing import Any

from tests.cast import Cast
from tests.referrals.builders_clinicians import make_clinician
from tests.sweeps.access import PRACTICE_STAFF, Route

MANAGER = frozenset({"alice"})


def alder(cast: Cast) -> dict[str, Any]:
    make_clinician(cast.alder)
    return {"ods": cast.alder.ods_code}


def doctor(cast: Cast) -> dict[str, Any]:
    return {"ods": cast.alder.ods_code, "pk": make_clinician(cast.alder).pk}


ROUTES = {
    "practices:clinician-list": Route(PRACTICE_STAFF, alder),
    "practices:clinician-end": Route(MANAGER, doctor),
}
