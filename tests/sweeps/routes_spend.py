"""Who posts spend by file, shapes a year and explains what was posted."""

from __future__ import annotations

from typing import Any

from budgets.models import SpendExplanation
from tests.budgets.builders import JANUARY, make_acute, make_budget, make_spend
from tests.budgets.builders_hospital import make_explanation, make_extract, make_once, post_everything
from tests.cast import Cast
from tests.sweeps.access import DACORUM_PRACTICES, EXECUTIVE, PCT_STAFF, Route

FINANCE = frozenset({"fin"})
ADMINISTRATOR = frozenset({"ada"})
SHAPERS = frozenset({"fin", "max"})
READERS = DACORUM_PRACTICES | EXECUTIVE | PCT_STAFF


def _month(cast: Cast) -> dict[str, Any]:
    """A month with a budget and a posted line."""
    _, elective = make_acute()
    make_budget(cast.alder, 1200, elective)
    make_spend(cast.alder, 100, category=elective)
    return {"group": "daccom", "month": JANUARY}


def _profile(cast: Cast) -> dict[str, Any]:
    return {**_month(cast), "code": "ACU"}


def _hospital(cast: Cast) -> dict[str, Any]:
    """A month with posted acute spend, an extract and an explanation."""
    if not SpendExplanation.objects.exists():
        post_everything(cast.alder)
        make_extract(cast.alder)
        make_explanation(cast.dacorum)
    return {"group": "daccom", "month": JANUARY}


def _explanation(cast: Cast) -> dict[str, Any]:
    return {**_hospital(cast), "pk": SpendExplanation.objects.order_by("-pk")[0].pk}


def _once(cast: Cast) -> dict[str, Any]:
    make_once(cast.dacorum)
    return {"group": "daccom", "month": JANUARY}


def _one_once(cast: Cast) -> dict[str, Any]:
    return {**_once(cast), "pk": make_once(cast.dacorum).pk}


def _tree(cast: Cast) -> dict[str, Any]:
    make_acute()
    return {}


def _category(cast: Cast) -> dict[str, Any]:
    return {"code": make_acute()[1].code}


ROUTES: dict[str, Route] = {
    "budgets:spend-file": Route(FINANCE, _month),
    "budgets:profiles": Route(READERS, _month),
    "budgets:profile": Route(READERS, _profile),
    "budgets:hospital": Route(READERS, _hospital),
    "budgets:explanation-new": Route(SHAPERS, _hospital),
    "budgets:explanation-withdraw": Route(SHAPERS, _explanation, "post"),
    "budgets:once": Route(READERS, _once),
    "budgets:once-withdraw": Route(SHAPERS, _one_once, "post"),
    "budgets:category-list": Route(ADMINISTRATOR, _tree),
    "budgets:category-close": Route(ADMINISTRATOR, _category),
}
