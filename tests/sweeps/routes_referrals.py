"""Who gets to the monthly return and its pages."""

from __future__ import annotations

from typing import Any

from daccom import calendar
from daccom.calendar import Month
from referrals.selectors.months import practice_month
from referrals.selectors.returns import preview
from referrals.services.submission import submit_return
from tests.cast import Cast
from tests.referrals.builders import DECEMBER, JANUARY, make_episode, make_return, make_specialties
from tests.sweeps.access import DACORUM_PRACTICES, EXECUTIVE, PCT_STAFF, PRACTICE_STAFF, Route

REVIEWERS = frozenset({"erin", "chris", "max"})
READERS = DACORUM_PRACTICES | EXECUTIVE | PCT_STAFF


def practice(cast: Cast) -> dict[str, Any]:
    return {"ods": cast.alder.ods_code}


def filled(cast: Cast, month: Month) -> dict[str, Any]:
    """Alder's month with every figure; made once, however often it is asked for."""
    if practice_month(cast.alder, month).status == "missing":
        make_return(cast.alder, month, counts=dict.fromkeys(make_specialties(), (3, 1)), by=cast.alice)
    return {"ods": cast.alder.ods_code, "month": month}


def draft(cast: Cast) -> dict[str, Any]:
    return filled(cast, JANUARY)


def episodes(cast: Cast) -> dict[str, Any]:
    """Alder's January with an episode to answer about."""
    make_episode(cast.alder)
    return draft(cast)


def episode(cast: Cast) -> dict[str, Any]:
    return {**draft(cast), "pk": make_episode(cast.alder).pk}


def sent(cast: Cast) -> dict[str, Any]:
    """Alder's December, submitted by Alice."""
    address = filled(cast, DECEMBER)
    shown = preview(practice_month(cast.alder, DECEMBER))
    if shown.month.is_open:
        submit_return(
            practice=cast.alder,
            month=DECEMBER,
            by=cast.alice,
            declared_name=cast.alice.name,
            seen=shown.seen,
            now=calendar.now(),
        )
    return address


def receipt(cast: Cast) -> dict[str, Any]:
    return {**sent(cast), "number": 1}


ROUTES = {
    "referrals:your-month": Route(DACORUM_PRACTICES | {"olive"}),
    "referrals:month-list": Route(PRACTICE_STAFF, practice),
    "referrals:return-detail": Route(PRACTICE_STAFF, draft),
    "referrals:return-referrals": Route(PRACTICE_STAFF, draft),
    "referrals:episode-list": Route(PRACTICE_STAFF, episodes),
    "referrals:episode-detail": Route(PRACTICE_STAFF, episode),
    "referrals:return-declare": Route(frozenset({"alice"}), draft),
    "referrals:return-receipt": Route(PRACTICE_STAFF, receipt),
    "referrals:review-list": Route(REVIEWERS),
    "referrals:return-review": Route(READERS, sent),
    "referrals:return-query": Route(
        REVIEWERS, sent, method="post", post=lambda cast: {"version": "1", "reason": "Dermatology is low"}
    ),
    "referrals:return-accept": Route(REVIEWERS, sent, method="post", post=lambda cast: {"version": "1"}),
}
