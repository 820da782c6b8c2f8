"""Who gets to the monthly return and its pages."""

from __future__ import annotations

from typing import Any

from daccom import calendar
from referrals.selectors.months import practice_month
from referrals.selectors.returns import preview
from referrals.services.submission import submit_return
from tests.cast import Cast
from tests.referrals.builders import JANUARY, make_episode, make_return, make_specialties
from tests.sweeps.access import DACORUM_PRACTICES, EXECUTIVE, PCT_STAFF, PRACTICE_STAFF, Route

REVIEWERS = frozenset({"erin", "chris", "max"})
READERS = DACORUM_PRACTICES | EXECUTIVE | PCT_STAFF
ALDER = {"ods": "E82901", "month": JANUARY}


def practice(cast: Cast) -> dict[str, Any]:
    return {"ods": cast.alder.ods_code}


def draft(cast: Cast) -> dict[str, Any]:
    """Alder's January, filled in."""
    make_return(cast.alder, JANUARY, counts=dict.fromkeys(make_specialties(), (3, 1)), by=cast.alice)
    return ALDER


def episode(cast: Cast) -> dict[str, Any]:
    """Alder's January with one episode to answer about."""
    return {**draft(cast), "pk": make_episode(cast.alder).pk}


def sent(cast: Cast) -> dict[str, Any]:
    """Alder's January, submitted by Alice."""
    draft(cast)
    submit_return(
        practice=cast.alder,
        month=JANUARY,
        by=cast.alice,
        declared_name=cast.alice.name,
        seen=preview(practice_month(cast.alder, JANUARY)).seen,
        now=calendar.now(),
    )
    return ALDER


def receipt(cast: Cast) -> dict[str, Any]:
    return {**sent(cast), "number": 1}


ROUTES = {
    "referrals:your-month": Route(DACORUM_PRACTICES | {"olive"}),
    "referrals:month-list": Route(PRACTICE_STAFF, practice),
    "referrals:return-detail": Route(PRACTICE_STAFF, draft),
    "referrals:return-referrals": Route(PRACTICE_STAFF, draft),
    "referrals:episode-list": Route(PRACTICE_STAFF, episode),
    "referrals:episode-detail": Route(PRACTICE_STAFF, episode),
    "referrals:episode-confirm": Route(PRACTICE_STAFF, episode, method="post"),
    "referrals:return-declare": Route(frozenset({"alice"}), draft),
    "referrals:return-receipt": Route(PRACTICE_STAFF, receipt),
    "referrals:review-list": Route(REVIEWERS),
    "referrals:return-review": Route(READERS, sent),
    "referrals:return-query": Route(
        REVIEWERS, sent, method="post", post=lambda cast: {"version": "1", "reason": "Dermatology is low"}
    ),
    "referrals:return-accept": Route(REVIEWERS, sent, method="post", post=lambda cast: {"version": "1"}),
}
