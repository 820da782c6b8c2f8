"""Forecasts, debts and freed-up money against their rows."""

from __future__ import annotations

from budgets.models import Repayment
from tests.books import discrepancies
from tests.budgets.builders import YEAR, make_acute, make_budget, make_year_of_spend
from tests.budgets.builders_reinvestment import make_debt

FORECASTS = "forecasts equal budgets, spend and their lines"
DEBTS = "repayments come to their debts"
FREED = "freed-up money equals its shares and rows"


def test_what_is_shown_equals_its_rows(cast):
    _, elective = make_acute()
    for practice, last in ((cast.alder, 12), (cast.birch, 11)):
        make_budget(practice, "12000.01", elective)
        make_year_of_spend(practice, "33.33", elective, last=YEAR.months[last - 1])
        make_budget(practice, 50)
        make_year_of_spend(practice, "77.77", last=YEAR.months[last - 1])
    make_debt(cast.dacorum)
    assert discrepancies(FORECASTS, DEBTS, FREED) == []


def test_a_year_that_is_over_is_counted_from_budgets_and_spend(cast):
    make_budget(cast.alder, 1200)
    make_year_of_spend(cast.alder, "98.76", last=YEAR.months[11])
    assert discrepancies(FREED) == []


def test_a_schedule_that_does_not_add_up_is_found(cast):
    make_debt(cast.dacorum)
    Repayment.objects.filter(year=2009).update(amount=499)
    assert discrepancies(DEBTS) == [f"{DEBTS}: Overspend of 2007/08, DacCom: shown 1000.00, counted 999.00"]
