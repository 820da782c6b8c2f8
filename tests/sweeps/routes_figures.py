"""Who gets to the clinicians of a practice and to the parts of its grid."""

from __future__ import annotations

from typing import Any

from referrals.models import MonthlyReturn
from tests.cast import Cast
from tests.referrals.builders import DECEMBER, JANUARY, make_return, make_specialties
from tests.referrals.builders_clinicians import make_clinician, make_return_by_clinician
from tests.sweeps.access import PRACTICE_STAFF, Route

MANAGER = frozenset({"alice"})


def alder(cast: Cast) -> dict[str, Any]:
    make_clinician(cast.alder)
    return {"ods": cast.alder.ods_code}


def doctor(cast: Cast) -> dict[str, Any]:
    return {"ods": cast.alder.ods_code, "pk": make_clinician(cast.alder).pk}


def counted(cast: Cast) -> dict[str, Any]:
    """Alder's January by clinician, with three certified months before it that make its figures odd."""
    address = {"ods": cast.alder.ods_code, "month": JANUARY}
    if MonthlyReturn.objects.filter(practice=cast.alder, month=JANUARY.first).exists():
        return address
    lines, month = make_specialties(), DECEMBER
    for _ in range(3):
        counts = dict.fromkeys(lines, (3, 1))
        make_return_by_clinician(cast.alder, {make_clinician(cast.alder): counts}, month, "accepted")
        month = month.previous()
    doctor, other = make_clinician(cast.alder), make_clinician(cast.alder, "Dr B. Sample")
    make_return_by_clinician(
        cast.alder, {doctor: dict.fromkeys(lines, (30, 1)), other: {lines[0]: (1, None)}}
    )
    return address


def grid(cast: Cast) -> dict[str, Any]:
    return {**counted(cast), "pk": make_clinician(cast.alder).pk}


def whole(cast: Cast) -> dict[str, Any]:
    """Alder's January for the whole practice, with a clinician on the list."""
    make_clinician(cast.alder)
    if not MonthlyReturn.objects.filter(practice=cast.alder, month=JANUARY.first).exists():
        make_return(cast.alder, JANUARY, counts=dict.fromkeys(make_specialties(), (3, 1)))
    return {"ods": cast.alder.ods_code, "month": JANUARY}


def template(cast: Cast) -> dict[str, Any]:
    return {**whole(cast), "kind": "csv"}


ROUTES = {
    "practices:clinician-list": Route(PRACTICE_STAFF, alder),
    "practices:clinician-end": Route(MANAGER, doctor),
    "referrals:return-clinician": Route(PRACTICE_STAFF, grid),
    "referrals:return-counting": Route(MANAGER, whole),
    "referrals:return-explain": Route(PRACTICE_STAFF, counted),
    "referrals:return-upload": Route(MANAGER, whole),
    "referrals:return-template": Route(PRACTICE_STAFF, template),
    "referrals:return-by-clinician": Route(PRACTICE_STAFF, counted),
}
