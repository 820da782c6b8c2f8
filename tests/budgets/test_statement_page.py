"""Proof: the page of 2007/08 month 10 shows what the plan states, what that leaves open, and its base."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgets.demo.reference import load_stated_figures
from budgets.models import StatedFigure
from budgets.selectors.statements import Base, statement
from daccom.calendar import FinancialYear, Month
from tests.budgets.builders import make_acute, make_budget, make_category, make_spend
from tests.budgets.builders_forecasts import make_whole_year

MONTH_10 = Month.parse("2008-01")


@pytest.fixture
def stated(cast):
    load_stated_figures()
    return cast


@pytest.fixture
def money(stated):
    """Alder over on acute by £10 a month, under on prescribing by £4 and on premises by £1."""
    _, elective = make_acute()
    lines = ((elective, 110), (make_category(), 96), (make_category("PRM", "Premises", order=9), 99))
    for category, amount in lines:
        make_budget(stated.alder, 1200, category, year=2007)
        for month in FinancialYear(2007).months_to(MONTH_10):
            make_spend(stated.alder, amount, month, category)
    return stated


def page(as_user, address="/budgets/daccom/2008-01/"):
    return as_user("erin").get(address).content.decode()


@pytest.mark.parametrize(
    "figure", ["+£2,400,000", "−£952,000", "−£898,000", "+£550,000", "−£203,000", "+£347,000", "£2.4 million"]
)
def test_what_is_printed_and_what_it_leaves_unexplained(stated, as_user, figure):
    assert figure in page(as_user)


@pytest.mark.parametrize(
    "figure",
    [
        "+£998,000",
        "+£3,200,000",
        "−£2,202,000",
        "0.8%",
        "£124,750,000",
        "0.75%",
        "0.85%",
        "£117.4m",
        "£133.1m",
    ],
)
def test_the_forecast_and_the_base_of_its_percentage(stated, as_user, figure):
    assert figure in page(as_user)


def test_the_base_to_the_penny():
    base = Base(Decimal(998_000), Decimal("0.8"))
    assert base.stated == 124_750_000
    assert (base.least, base.most) == (Decimal("117411764.71"), Decimal("133066666.67"))


def test_computed_figures_stand_beside_the_printed(money, as_user):
    """Acute +100, prescribing −40, so +60 together; premises, which the plan leaves out, −10; in all +50."""
    found = page(as_user)
    for figure in ("+£100", "−£40", "+£60", "−£10", "+£50"):
        assert figure in found


def test_the_forecast_page_shows_the_stated_forecast_too(money, as_user):
    found = page(as_user, "/budgets/daccom/2008-01/forecast/")
    for figure in ("+£998,000", "+£3,200,000", "−£2,202,000", "As the documents state it"):
        assert figure in found


def test_a_line_that_is_not_posted_has_no_computed_figure(stated, as_user):
    make_whole_year(stated.alder, 5, 2007)
    assert "not stated" in page(as_user)


def test_no_other_month_is_stated(stated, as_user):
    assert statement(stated.dacorum, MONTH_10.next()) is None
    assert "As the documents state it" not in page(as_user, "/budgets/daccom/2008-02/")


def test_without_the_forecast_there_is_no_base(stated, as_user):
    StatedFigure.objects.filter(code="plan-05").delete()
    found = statement(stated.dacorum, MONTH_10)
    assert (found.forecast, found.base, found.forecasts) == (None, None, [])
    assert "−£203,000" in page(as_user)


def test_what_the_document_adds_up_to(stated):
    found = statement(stated.dacorum, MONTH_10)
    assert (found.lines_total, found.unexplained, found.total.amount) == (550_000, -203_000, 347_000)
    assert [line.amount for line in found.lines] == [2_400_000, -952_000, -898_000]
    assert found.forecast.unexplained == -2_202_000
