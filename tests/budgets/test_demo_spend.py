"""The simulated profiles, sums that come once, and explanations of hospital spend."""

from __future__ import annotations

import pytest

from budgets.demo.money import load_spend
from budgets.demo.reference import load_categories
from budgets.demo.shapes import ONCE, YEAR, load_once, load_profiles
from budgets.demo.spend_explanations import load_explanations
from budgets.models import NonRecurrent, SpendExplanation, SpendProfile
from practices.demo import story
from practices.demo.accounts import load_accounts
from practices.demo.organisations import load_organisations


@pytest.fixture
def places(db):
    load_organisations()
    load_accounts()
    load_categories()


def test_profiles_come_from_the_spend_of_the_year_before(places):
    load_spend(YEAR.previous().months)
    assert load_profiles() == 2
    assert {sum(row.shares) for row in SpendProfile.objects.all()} == {1}


def test_a_shorter_demonstration_has_no_profiles(places):
    load_spend([story.LAST_MONTH])
    assert load_profiles() == 0


def test_what_comes_once_is_simulated(places):
    assert load_once() == len(ONCE)
    assert not NonRecurrent.objects.filter(is_simulated=False).exists()


def test_explanations_are_about_the_acute_lines_of_each_month(places):
    assert load_explanations([story.LAST_MONTH]) == 6
    codes = SpendExplanation.objects.values_list("category__code", flat=True)
    assert {code[:3] for code in codes} == {"ACU"}


def test_a_year_without_contracts_has_no_explanations(places):
    assert load_explanations(YEAR.previous().previous().months) == 0
