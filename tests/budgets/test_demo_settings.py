"""How the simulated budgets were set and changed: it adds up as it would for PCT finance."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db.models import Sum

from budgets.demo.money import TOTALS, load_budgets, practice_weights
from budgets.demo.reference import load_categories
from budgets.demo.settings import load_draft, load_settings
from budgets.demo.variations import CHANGES, load_variations
from budgets.models import BudgetSetting, IndicativeBudget, Reserve, Variation
from budgets.selectors.sheets import sheet
from practices.demo.accounts import load_accounts
from practices.demo.organisations import load_organisations
from practices.models import Practice
from tests.books import discrepancies
from tests.practices.builders import make_list


@pytest.fixture
def loaded(db):
    load_organisations()
    load_accounts()
    load_categories()
    for practice in Practice.objects.filter(ods_code__in=practice_weights()):
        make_list(practice, 5000 + practice.pk, as_at=dt.date(2007, 1, 1))
    load_budgets()
    load_settings()
    load_variations()
    load_draft()


def test_budgets_and_reserves_are_the_total_to_the_penny(loaded):
    for setting in BudgetSetting.objects.filter(status="published"):
        budgets = IndicativeBudget.objects.filter(year=setting.year).aggregate(Sum("amount"))
        reserves = Reserve.objects.filter(year=setting.year).aggregate(Sum("amount"))
        assert round(budgets["amount__sum"] + reserves["amount__sum"], 2) == setting.total


def test_the_years_keep_their_totals(loaded):
    for year, total in TOTALS.items():
        rows = IndicativeBudget.objects.filter(year=year).aggregate(Sum("amount"))
        assert round(rows["amount__sum"], 2) == total


def test_the_uplift_of_2008_is_the_middle_of_the_stated_range(loaded):
    setting = BudgetSetting.objects.get(year=2008)
    assert (setting.uplift_low, setting.uplift, setting.uplift_high) == (
        Decimal("6.5"),
        7,
        Decimal("7.5"),
    )
    assert abs(sheet(setting).beyond_uplift) < 1


def test_the_draft_starts_from_what_recurs(loaded):
    setting = BudgetSetting.objects.get(status="draft")
    assert (setting.year, sheet(setting).historic) == (2009, TOTALS[2008] + Decimal(184300))


def test_something_came_from_contingency_and_from_the_risk_pool(loaded):
    drawn = Variation.objects.filter(kind="virement", lines__reserve__isnull=False)
    assert {line.reserve.kind for one in drawn for line in one.lines.all() if line.reserve} == {
        "contingency",
        "risk_pool",
    }
    assert Variation.objects.count() == len(CHANGES)


def test_it_all_adds_up(loaded):
    assert discrepancies("published budgets equal their worksheet", "virements come to nought") == []
