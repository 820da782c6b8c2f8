"""What was published and varied behind everybody's back is found."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db.models import F

from budgets.ledger import setting as ledger_setting
from budgets.models import BudgetSetting, HistoricAmount, IndicativeBudget, Reserve, Variation, VariationLine
from budgets.services.settings import publish
from tests.books import discrepancies
from tests.budgets.builders import make_category
from tests.budgets.builders_settings import make_historic, make_setting, make_variation, make_weight

PENNY = Decimal("0.01")
WORKSHEET, STANDING = (
    "published budgets equal their worksheet",
    "budgets as they stand equal what was published and varied",
)


@pytest.fixture
def published(cast):
    setting = make_setting(cast.dacorum, 1100, contingency=60, risk_pool=40)
    for practice, amount in ((cast.alder, 600), (cast.birch, 400)):
        make_historic(setting, practice, amount)
        make_weight(setting, practice)
    publish(setting=setting, edition=1, by=cast.fin)
    lines = [(Reserve.objects.get(kind="contingency"), -5), (cast.alder, 5)]
    make_variation(cast.dacorum, lines, month=ledger_setting.FinancialYear(2009).months[0], kind="virement")
    return cast


def slip_in_a_line(cast):
    """A line is never changed; one that came later by another way is as bad."""
    VariationLine.objects.create(
        variation=Variation.objects.get(), practice=cast.birch, category=make_category(), amount=PENNY
    )


def test_what_the_services_wrote_adds_up(published):
    assert discrepancies("worksheets add up", WORKSHEET, STANDING, "virements come to nought") == []


@pytest.mark.parametrize(
    ("model", "field"),
    [(IndicativeBudget, "amount"), (Reserve, "amount"), (BudgetSetting, "total"), (HistoricAmount, "amount")],
)
def test_a_published_figure_that_moved_is_found(published, model, field):
    row = model.objects.order_by("pk").first()
    model.objects.filter(pk=row.pk).update(**{field: F(field) + 10})
    assert discrepancies(WORKSHEET)


def test_a_virement_that_is_not_nought_is_found(published):
    slip_in_a_line(published)
    assert discrepancies("virements come to nought")


def test_a_credit_and_a_practice_that_left_do_not_disturb_the_worksheet(published):
    setting = BudgetSetting.objects.get()
    make_historic(setting, published.oak, 50)
    make_historic(setting, published.alder, -5, make_category("ENH", "Enhanced services"))
    assert discrepancies("worksheets add up") == []


def test_a_list_that_shows_what_was_true_before_is_found(published, monkeypatch):
    shown = {}
    fresh = ledger_setting.standing
    monkeypatch.setattr(ledger_setting, "standing", lambda **asked: shown.setdefault("first", fresh(**asked)))
    assert discrepancies(STANDING) == []
    slip_in_a_line(published)
    assert discrepancies(STANDING)
