"""Who gets to forecasts, debts and freed-up money."""

from __future__ import annotations

from typing import Any

from tests.budgets.builders import JANUARY, make_acute, make_budget, make_year_of_spend
from tests.budgets.builders_forecasts import make_choice, make_record, make_whole_year
from tests.budgets.builders_reinvestment import make_debt, make_proposal
from tests.cast import Cast
from tests.sweeps.access import DACORUM_PRACTICES, EXECUTIVE, PCT_STAFF, Route

READERS = DACORUM_PRACTICES | EXECUTIVE | PCT_STAFF
FINANCE = frozenset({"fin"})
CHOOSERS = frozenset({"erin", "chris", "max"})


def _month(cast: Cast) -> dict[str, Any]:
    """A year that runs over, one before it, a choice, and what was forecast a month ago."""
    acute, elective = make_acute()
    address = {"group": "daccom", "month": JANUARY}
    if cast.alder.budgets.filter(category=elective).exists():
        return address
    make_budget(cast.alder, 1200, elective)
    make_year_of_spend(cast.alder, 105, elective)
    make_budget(cast.alder, 1100, elective, year=2007)
    make_whole_year(cast.alder, 90, 2007, elective)
    make_record(cast.dacorum, acute, JANUARY.previous(), "1250")
    make_choice(cast.dacorum, category=acute)
    return address


def _category(cast: Cast) -> dict[str, Any]:
    return {**_month(cast), "code": "ACU"}


def _debt(cast: Cast) -> dict[str, Any]:
    make_debt(cast.dacorum)
    return _month(cast)


def _debt_of_2007(cast: Cast) -> dict[str, Any]:
    return {**_debt(cast), "year": 2007}


def _freed(cast: Cast) -> dict[str, Any]:
    """Proposals in several states, one of Alder's, of which Birch's staff read too."""
    for status in ("draft", "proposed", "approved"):
        make_proposal(cast.dacorum, None, status)
    make_proposal(cast.dacorum, cast.alder, "spent")
    return _month(cast)


def _proposal(cast: Cast) -> dict[str, Any]:
    return {"pk": make_proposal(cast.dacorum, cast.alder, "proposed").pk}


def _draft(cast: Cast) -> dict[str, Any]:
    return {"pk": make_proposal(cast.dacorum, cast.alder, "draft").pk}


def _approved(cast: Cast) -> dict[str, Any]:
    return {"pk": make_proposal(cast.dacorum, cast.alder, "approved").pk}


def _send(cast: Cast) -> dict[str, Any]:
    return {"seen": 1}


def _decision(cast: Cast) -> dict[str, Any]:
    return {"decision": "decline", "words": "Not this year."}


def _spent(cast: Cast) -> dict[str, Any]:
    return {"amount": "12.50"}


ROUTES = {
    "budgets:forecast": Route(READERS, _month),
    "budgets:forecast-category": Route(READERS, _category),
    "budgets:forecast-choose": Route(CHOOSERS, _category),
    "budgets:debt": Route(READERS, _debt),
    "budgets:debt-set": Route(FINANCE, _debt_of_2007),
    "budgets:freed": Route(READERS, _freed),
    "budgets:proposal-new": Route(frozenset({"alice", "charlie", "max"}), _freed),
    "budgets:proposal-detail": Route(READERS, _proposal),
    "budgets:proposal-edit": Route(frozenset({"alice"}), _draft),
    "budgets:proposal-send": Route(frozenset({"alice"}), _draft, "post", _send),
    "budgets:proposal-decide": Route(frozenset({"chris", "dee"}), _proposal, "post", _decision),
    "budgets:proposal-spend": Route(FINANCE, _approved, "post", _spent),
}
