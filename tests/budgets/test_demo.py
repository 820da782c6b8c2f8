"""The simulated money, and the figures that the documents state."""

from decimal import Decimal

import pytest

from budgets.demo.debts import load_debts
from budgets.demo.forecasts import load_forecasts
from budgets.demo.money import (
    TOTALS,
    load_budgets,
    load_spend,
    month_of_spend,
    months_with_spend,
    yearly_budgets,
)
from budgets.demo.reference import load_categories, load_stated_figures
from budgets.models import (
    Category,
    Debt,
    ForecastRecord,
    IndicativeBudget,
    MonthlySpend,
    ReinvestmentProposal,
    StatedFigure,
)
from daccom.calendar import FinancialYear
from practices.demo import story
from practices.demo.accounts import FINANCE, load_accounts
from practices.demo.organisations import load_organisations


@pytest.fixture
def places(db):
    load_organisations()
    load_accounts()
    load_categories()


def test_acute_commissioning_has_four_parts(places):
    parts = Category.objects.filter(parent__code="ACU").values_list("name", flat=True)
    assert list(parts) == ["Elective", "Emergency", "Outpatient", "A&E"]


def test_lines_outside_pbc_are_marked(places):
    assert Category.objects.get(code="HMP").outside_pbc
    assert not Category.objects.get(code="PRE").outside_pbc


def test_stated_figures_stay_as_written(places):
    load_stated_figures()
    misprint = StatedFigure.objects.get(as_written="£27")
    assert "Heart Failure" in misprint.meaning
    assert misprint.note


def test_pence_survive_and_the_unit_is_said(places):
    load_stated_figures()
    assert Decimal("0.95") in StatedFigure.objects.values_list("amount", flat=True)
    assert StatedFigure.objects.filter(note__startswith="Pounds per patient").exists()


@pytest.mark.parametrize("year", TOTALS)
def test_budgets_add_up_to_the_pound(year):
    assert sum(yearly_budgets(year).values()) == TOTALS[year]


def test_budgets_of_every_year_are_simulated(places):
    assert load_budgets() == 3 * 19 * 10
    assert not IndicativeBudget.objects.filter(is_simulated=False).exists()


def test_spend_is_posted_by_pct_finance_in_the_next_month(places):
    load_spend([story.LAST_MONTH])
    posted = MonthlySpend.objects.select_related("posted_by").first()
    assert posted.posted_by.email == FINANCE
    assert (posted.posted_at.month, posted.posted_at.day) == (2, 18)


def test_one_practice_of_the_newest_month_is_missing():
    posted = {code for code, *_ in month_of_spend(story.LAST_MONTH)}
    before = {code for code, *_ in month_of_spend(story.LAST_MONTH.previous())}
    assert before - posted == {story.UNPOSTED}


def test_spend_of_the_year_before_comes_with_the_whole_simulation_only():
    whole = months_with_spend(story.simulated_months())
    assert (len(whole), str(whole[0]), whole[-1]) == (34, "April 2006", story.LAST_MONTH)
    assert months_with_spend(story.simulated_months(3)) == story.simulated_months(3)


def test_prescribing_of_2006_overspent_as_stated():
    """The review of 2006/07: “Heading for 1.75% overspend”."""
    year = FinancialYear(2006)
    spent = sum(p for m in year.months for _, category, p in month_of_spend(m) if category == "PRE")
    budget = 100 * sum(amount for (_, category), amount in yearly_budgets(2006).items() if category == "PRE")
    assert 0.0170 < spent / budget - 1 < 0.0180


def test_the_debt_is_the_stated_forecast_over_two_years(places):
    load_stated_figures()
    load_debts()
    debt = Debt.objects.get()
    assert (debt.year, debt.amount, debt.is_simulated) == (2007, 998_000, True)
    assert "may be allowed" in debt.source
    assert [row.amount for row in debt.repayments.all()] == [499_000, 499_000]


def test_proposals_stand_in_every_state_but_declined(places):
    load_stated_figures()
    load_debts()
    states = set(ReinvestmentProposal.objects.values_list("status", flat=True))
    assert states == {"draft", "proposed", "approved", "spent"}


def test_forecasts_are_recorded_of_settled_months_by_the_methods_chosen(places):
    months = story.simulated_months(10)
    load_budgets()
    load_spend(months)
    load_forecasts(months)
    records = ForecastRecord.objects.select_related("category")
    assert {row.month for row in records} == {month.first for month in months[:-1]}
    newest = {row.category.code: row.method for row in records if row.month == months[-2].first}
    assert (newest["PRO"], newest["ACU"], newest["OTH"]) == ("variance_held", "run_rate", "straight_line")
    assert all(row.is_simulated for row in records)
