"""Who gets to run charts, writes on them, and asks or answers about a figure."""

from __future__ import annotations

from typing import Any

from tests.cast import Cast
from tests.referrals.builders import JANUARY
from tests.referrals.builders_outliers import make_note, make_rebase, make_request, two_years
from tests.sweeps.access import DACORUM_PRACTICES, EXECUTIVE, PCT_STAFF, PRACTICE_STAFF, Route

READERS = DACORUM_PRACTICES | EXECUTIVE | PCT_STAFF
WRITERS = frozenset({"erin", "chris", "max"})
MEASURE = "referrals"


def month(cast: Cast) -> dict[str, Any]:
    two_years(cast.alder)
    return {"group": cast.dacorum.slug, "month": JANUARY}


def chart(cast: Cast) -> dict[str, Any]:
    return {**month(cast), "measure": MEASURE}


def practice(cast: Cast) -> dict[str, Any]:
    return {**chart(cast), "ods": cast.alder.ods_code}


def note(cast: Cast) -> dict[str, Any]:
    return {**month(cast), "pk": make_note(cast.dacorum, by=cast.max).pk}


def rebase(cast: Cast) -> dict[str, Any]:
    return {**month(cast), "pk": make_rebase(cast.dacorum, by=cast.max).pk}


def group(cast: Cast) -> dict[str, Any]:
    make_request(cast.alder, by=cast.max)
    return {"group": cast.dacorum.slug}


def asked(cast: Cast) -> dict[str, Any]:
    return {"pk": make_request(cast.alder, by=cast.max).pk}


def words(cast: Cast) -> dict[str, Any]:
    return {"words": "A reason.", "step": "note", "reasons": "Flu.", "action_plan": "Nothing."}


ROUTES = {
    "referrals:run-charts": Route(READERS, month),
    "referrals:run-chart": Route(READERS, chart),
    "referrals:run-chart-practice": Route(READERS, practice),
    "referrals:run-chart-note": Route(WRITERS, chart),
    "referrals:run-chart-rebase": Route(WRITERS, chart),
    "referrals:run-chart-practice-note": Route(WRITERS, practice),
    "referrals:run-chart-practice-rebase": Route(WRITERS, practice),
    "referrals:chart-note-withdraw": Route(WRITERS, note, method="post"),
    "referrals:rebase-withdraw": Route(WRITERS, rebase, method="post"),
    "referrals:outlier-ask": Route(WRITERS, practice),
    "referrals:outlier-list": Route(READERS, group),
    "referrals:outlier-detail": Route(READERS, asked),
    "referrals:outlier-answer": Route(PRACTICE_STAFF, asked, method="post", post=words),
    "referrals:outlier-follow": Route(WRITERS, asked, method="post", post=words),
}
