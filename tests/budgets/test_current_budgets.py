"""What a line may spend, as it stands in a month."""

from __future__ import annotations

from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets.selectors.current_budgets import Amount, current_budgets
from tests.budgets.builders import JANUARY, make_budget, make_category
from tests.budgets.builders_settings import make_reserve, make_variation

DECEMBER = JANUARY.previous()


def of_alder(cast, month=JANUARY, user=None):
    found = current_budgets(practices=[cast.alder.pk], month=month, user=user)
    return found.get((cast.alder.pk, make_category().pk))


def test_a_published_budget_stands_as_it_is(cast):
    make_budget(cast.alder, 1200)
    assert of_alder(cast) == Amount(published=Decimal(1200))


def test_a_variation_counts_from_its_month_for_the_whole_year(cast):
    make_budget(cast.alder, 1200)
    make_variation(cast.dacorum, [(cast.alder, "30.50")])
    assert (of_alder(cast, DECEMBER).current, of_alder(cast).current) == (1200, Decimal("1230.50"))


def test_what_comes_once_is_no_base_for_next_year(cast):
    make_budget(cast.alder, 1200)
    make_variation(cast.dacorum, [(cast.alder, 30)])
    make_variation(cast.dacorum, [(cast.alder, -5)], is_recurrent=False)
    found = of_alder(cast)
    assert (found.current, found.once_varied, found.base) == (1225, -5, 1230)


def test_a_line_that_variations_alone_made_is_there(cast):
    make_variation(cast.dacorum, [(cast.alder, 30), (make_reserve(cast.dacorum), -30)])
    assert of_alder(cast) == Amount(varied=Decimal(30), recurrent_varied=Decimal(30))


def test_other_years_and_practices_are_left_out(cast):
    make_budget(cast.alder, 900, year=2007)
    make_budget(cast.birch)
    assert of_alder(cast) is None


def test_what_one_may_not_read_is_left_out(cast):
    make_budget(cast.alder)
    make_variation(cast.dacorum, [(cast.alder, 30)])
    assert of_alder(cast, user=cast.olive) is None
    assert of_alder(cast, user=cast.charlie).current == 1230


def test_either_part_that_is_simulated_makes_the_line_so(cast):
    make_budget(cast.alder)
    make_variation(cast.dacorum, [(cast.alder, 30)], is_simulated=True)
    assert of_alder(cast).is_simulated


def test_two_queries_whatever_the_practices(cast):
    make_budget(cast.alder)
    make_budget(cast.birch)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        current_budgets(practices=[cast.alder.pk, cast.birch.pk], month=JANUARY)
    assert len(asked) == 2
