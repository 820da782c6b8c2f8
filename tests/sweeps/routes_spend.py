"""Who posts spend by file, shapes a year and explains what was posted."""

from __future__ import annotations

from typing import Any

from tests.budgets.builders import JANUARY, make_acute, make_budget, make_spend
from tests.cast import Cast
from tests.sweeps.access import DACORUM_PRACTICES, EXECUTIVE, PCT_STAFF, Route

FINANCE = frozenset({"fin"})
READERS = DACORUM_PRACTICES | EXECUTIVE | PCT_STAFF


def _month(cast: Cast) -> dict[str, Any]:
    """A month with a budget and a posted line."""
    _, elective = make_acute()
    make_budget(cast.alder, 1200, elective)
    make_spend(cast.alder, 100, category=elective)
    return {"group": "daccom", "month": JANUARY}


def _profile(cast: Cast) -> dict[str, Any]:
    return {**_month(cast), "code": "ACU"}


ROUTES: dict[str, Route] = {
    "budgets:spend-file": Route(FINANCE, _month),
    "budgets:profiles": Route(READERS, _month),
    "budgets:profile": Route(READERS, _profile),
}
