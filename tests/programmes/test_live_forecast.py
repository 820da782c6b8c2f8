"""A month that has no record yet is forecast on the dashboard as on its own page: by what was chosen."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgets.models import Method
from budgets.selectors.forecasts import forecasts
from referrals.selectors.roster import roster
from tests.budgets.builders import YEAR, make_budget, make_category, make_spend, make_year_of_spend
from tests.budgets.builders_forecasts import make_choice, make_once, make_profile
from tests.programmes.builders_figures import JANUARY, figures_of


@pytest.fixture
def spent(cast):
    """Ten months that rise, with one not posted of one practice of two, after a whole year before."""
    make_budget(cast.alder)
    make_budget(cast.birch)
    make_year_of_spend(cast.birch, 105)
    for place, month in enumerate(YEAR.months_to(JANUARY)):
        if place != 4:
            make_spend(cast.alder, 100 + place, month)
    for place, month in enumerate(YEAR.previous().months):
        make_spend(cast.alder, 80 + place * 3, month)


def on_the_dashboard(cast):
    return figures_of(cast).forecast.rows[0]


def on_its_page(cast):
    found = forecasts(roster=roster(group=cast.dacorum, month=JANUARY, user=cast.erin), user=cast.erin)
    return found.lines[0].chosen


@pytest.mark.parametrize("method", [method for method in Method if method != Method.MANUAL])
@pytest.mark.parametrize("shape", ["set", "of last year"])
def test_both_pages_say_the_same_by_every_method(cast, spent, method, shape):
    if shape == "set":
        make_profile(cast.dacorum)
    make_once(cast.dacorum, 50, YEAR.months[2])
    make_choice(cast.dacorum, method)
    row, page = on_the_dashboard(cast), on_its_page(cast)
    assert row.method == method.label
    assert (row.budget, row.outturn) == (page.budget, page.outturn)
    assert row.outturn is not None


def test_a_judgement_of_this_year_is_taken(cast, spent):
    make_choice(cast.dacorum, Method.MANUAL, amount=1300)
    assert on_the_dashboard(cast).outturn == Decimal(1300)


def test_a_judgement_of_last_year_is_not(cast, spent):
    make_choice(cast.dacorum, Method.MANUAL, amount=1300, month=YEAR.previous().months[5])
    assert on_the_dashboard(cast).method == "Straight line"


def test_the_newest_choice_holds(cast, spent):
    make_choice(cast.dacorum, Method.PROFILED)
    make_choice(cast.dacorum, Method.RUN_RATE)
    assert on_the_dashboard(cast).method == "Recent run rate"


def test_what_a_method_cannot_say_is_missing(cast):
    make_year_of_spend(cast.alder, 105, category=make_category())
    make_choice(cast.dacorum, Method.VARIANCE_HELD)
    assert on_the_dashboard(cast).outturn is None
