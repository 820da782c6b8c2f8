"""Routes of the dashboard, of rates, of budgets, of savings and milestones."""

from __future__ import annotations

import datetime as dt
from typing import Any

from daccom.calendar import Month
from programmes.models import Milestone
from tests.budgets.builders import make_budget, make_spend
from tests.cast import Cast
from tests.programmes.builders import make_milestone, make_phased_target, make_project
from tests.referrals.builders import make_list_size, make_return, make_specialty
from tests.sweeps.access import DACORUM_PRACTICES, EVERYBODY, EXECUTIVE, PCT_STAFF, Route

JANUARY = Month(dt.date(2009, 1, 1))
READERS = DACORUM_PRACTICES | EXECUTIVE | PCT_STAFF
ANY_GROUP = READERS | {"olive"}


def _group_month(cast: Cast) -> dict[str, Any]:
    """A month in which there is something of everything."""
    make_return(cast.alder, JANUARY, "submitted", counts={make_specialty(): (12, 3)})
    make_list_size(cast.alder, 4000)
    make_budget(cast.alder)
    make_spend(cast.alder)
    project = make_project(cast.dacorum)
    make_milestone(project, 1, Milestone.Status.SUBMITTED)
    make_phased_target(project)
    return {"group": "daccom", "month": JANUARY}


def _practice_month(cast: Cast) -> dict[str, Any]:
    return {**_group_month(cast), "ods": cast.alder.ods_code}


def _target(cast: Cast) -> dict[str, Any]:
    return {"pk": make_phased_target(make_project(cast.dacorum)).pk}


def _pending(cast: Cast) -> dict[str, Any]:
    return {"pk": make_milestone(make_project(cast.dacorum)).pk}


def _submitted(cast: Cast) -> dict[str, Any]:
    return {"pk": make_milestone(make_project(cast.dacorum), 1, Milestone.Status.SUBMITTED).pk}


def _evidence(cast: Cast) -> dict[str, Any]:
    return {"evidence": "The pathway is written.", "seen": 0}


def _decision(cast: Cast) -> dict[str, Any]:
    return {"decision": "approve", "reason": "The evidence is complete.", "seen": 0}


ROUTES: dict[str, Route] = {
    "programmes:dashboard-home": Route(ANY_GROUP),
    "programmes:dashboard": Route(READERS, _group_month),
    "referrals:completeness": Route(READERS, _group_month),
    "budgets:position-home": Route(ANY_GROUP),
    "budgets:position": Route(READERS, _group_month),
    "budgets:spend-rows": Route(READERS, _group_month),
    "budgets:spend-month": Route(frozenset({"fin"}), _group_month),
    "budgets:spend-post": Route(frozenset({"fin"}), _practice_month),
    "programmes:savings": Route(READERS, _group_month),
    "programmes:savings-target": Route(READERS, _target),
    "programmes:milestone-list": Route(EVERYBODY),
    "programmes:milestone-detail": Route(READERS, _submitted),
    "programmes:milestone-submit": Route(frozenset({"lee", "max"}), _pending, "post", _evidence),
    "programmes:milestone-decide": Route(frozenset({"erin", "chris", "dee"}), _submitted, "post", _decision),
}
