"""Every check passes on the demonstration, and fails when one row is changed behind its back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
from django.db.models import F, Model

from budgets.models import IndicativeBudget, MonthlySpend
from daccom import ledger
from practices.models import ListSize
from programmes.models import CommissioningPlan, Milestone, SavingsMonth, SavingsTarget
from referrals.models import Episode, Load, MonthlyReturn, ReferralCount, ReportingPeriod
from tests.books import discrepancies

pytestmark = pytest.mark.usefixtures("demonstration", "db")

UNSENT = {
    "status": "draft",
    "versions_sent": 0,
    **dict.fromkeys(["submitted_at", "submitted_by", "first_submitted_at"]),
}
PENNY = Decimal("0.01")
LATE = {"first_submitted_at": dt.datetime(2009, 2, 19, 12, tzinfo=dt.UTC)}


def last(model: type[Model], **which: object) -> Model:
    return model._base_manager.filter(**which).order_by("pk").last()


def change(row: Model, **fields: object) -> None:
    """Behind everybody's back: no service, no audit."""
    type(row)._base_manager.filter(pk=row.pk).update(**fields)


def episode() -> Model:
    return last(Episode, load__status="current")


def submitted() -> Model:
    return last(MonthlyReturn, status="submitted")


def sent() -> Model:
    """A return of the newest month that is in."""
    return last(MonthlyReturn, month="2009-01-01", status="submitted", nil_referrals=False)


def count() -> Model:
    return last(ReferralCount, monthly_return=sent(), referrals__gt=0)


def newest(model: type[Model], **which: object) -> Model:
    return last(model, month="2009-01-01", **which)


@pytest.mark.parametrize("name", ledger.names())
def test_the_demonstration_adds_up(name):
    assert discrepancies(name) == []


def test_hardly_a_check_has_nothing_to_compare():
    idle = {name for name in ledger.names() if not ledger.run(name).compared}
    assert idle <= {"findings stand with their episodes"}


CHANGES: list[tuple[str, Callable[[], Model], dict[str, object]]] = [
    ("loads equal their episodes", episode, {"total_cost": F("total_cost") + 1}),
    ("loads equal their episodes", lambda: last(Load, status="current"), {"rows": F("rows") + 1}),
    ("loads equal their episodes", episode, {"month": "2008-04-01"}),
    ("extracts equal their loads", lambda: last(Load, status="current"), {"rows": F("rows") - 1}),
    (
        "extracts equal their loads",
        lambda: last(Load, status="current"),
        {"status": "staged", "version": None, "loaded_at": None},
    ),
    (
        "one current load for each month that was loaded",
        lambda: last(Load, status="current"),
        {"status": "superseded"},
    ),
    ("one current load for each month that was loaded", lambda: last(Load, status="current"), {"version": 2}),
    ("returns equal what was last certified", count, {"referrals": F("referrals") + 1}),
    ("returns equal what was last certified", submitted, {"versions_sent": F("versions_sent") + 1}),
]


@pytest.mark.parametrize(("name", "row", "fields"), CHANGES)
def test_a_stored_total_that_no_longer_fits_is_found(name, row, fields):
    change(row(), **fields)
    assert discrepancies(name)


SHOWN: list[tuple[str, str, str, Callable[[], Model], dict[str, object]]] = [
    ("completeness equals the returns", "referrals.ledger.completeness", "completeness_of", sent, LATE),
    (
        "completeness equals the returns",
        "referrals.ledger.completeness",
        "completeness_of",
        lambda: newest(ReportingPeriod),
        {"due_on": "2009-01-02"},
    ),
    ("rates equal the certified referrals", "referrals.ledger.rates", "rates", count, {"referrals": 0}),
    (
        "rates equal the certified referrals",
        "referrals.ledger.rates",
        "rates",
        lambda: last(ListSize, as_at__lte="2009-01-01"),
        {"patients": F("patients") + 1},
    ),
    (
        "budget position equals budgets and spend",
        "budgets.ledger.position",
        "position",
        lambda: newest(MonthlySpend),
        {"amount": F("amount") + PENNY},
    ),
    (
        "budget position equals budgets and spend",
        "budgets.ledger.position",
        "position",
        lambda: last(IndicativeBudget, year=2008),
        {"amount": F("amount") + PENNY},
    ),
    (
        "savings equal their months",
        "programmes.ledger.savings",
        "savings",
        lambda: last(SavingsMonth, actual__isnull=False),
        {"actual": F("actual") + PENNY},
    ),
    (
        "savings equal their months",
        "programmes.ledger.savings",
        "savings",
        lambda: last(SavingsTarget),
        {"planned": F("planned") + PENNY},
    ),
    (
        "dashboard equals the rows behind it",
        "programmes.ledger.dashboard",
        "group_figures",
        submitted,
        UNSENT,
    ),
    (
        "dashboard equals the rows behind it",
        "programmes.ledger.dashboard",
        "group_figures",
        lambda: last(Milestone, status="submitted"),
        {"status": "approved", "decided_on": "2009-02-19"},
    ),
    (
        "dashboard equals the rows behind it",
        "programmes.ledger.dashboard",
        "group_figures",
        lambda: last(CommissioningPlan, status="signing"),
        {"status": "draft"},
    ),
]


@pytest.mark.parametrize(("name", "module", "selector", "row", "fields"), SHOWN)
def test_a_page_that_shows_what_was_true_before_is_found(monkeypatch, name, module, selector, row, fields):
    remember(monkeypatch, module, selector)
    assert discrepancies(name) == []
    change(row(), **fields)
    assert discrepancies(name)


def remember(monkeypatch: pytest.MonkeyPatch, module: str, selector: str) -> None:
    """The page goes on showing for each group and month what it showed first."""
    fresh, shown = getattr(import_module(module), selector), {}

    def stale(**asked: Any) -> Any:
        place = asked.get("roster") or asked
        key = (place.group, place.month) if asked.get("roster") else (asked["group"], asked["month"])
        return shown.setdefault(key, fresh(**asked))

    monkeypatch.setattr(f"{module}.{selector}", stale)
