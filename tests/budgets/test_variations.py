"""Variations and virements: what they change, and what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgets.models import Variation
from budgets.selectors.current_budgets import current_budgets
from budgets.selectors.levels import Spot, levels
from budgets.services.variations import NewLine, agree_variation
from daccom import audit
from daccom.calendar import Month
from daccom.errors import Refused
from practices.models import Practice
from tests.budgets.builders import JANUARY, YEAR, make_budget, make_category
from tests.budgets.builders_settings import make_reserve, make_setting, make_variation

DECEMBER = JANUARY.previous()
PUBLISHED = {"year": 2008, "status": "published"}


@pytest.fixture
def published(cast):
    """2008/09 is published: £1,200 for Alder, £600 for Birch, £500 of contingency."""
    make_budget(cast.alder, 1200)
    make_budget(cast.birch, 600)
    cast.reserve = make_reserve(cast.dacorum)
    setting = make_setting(cast.dacorum, 2300)
    type(setting).objects.update(**PUBLISHED, published_at=setting.saved_at, published_by=cast.fin)
    return cast


def agree(cast, *lines, kind="variation", **fields):
    """Each line is (place, amount): a practice stands for its prescribing."""
    new = [
        NewLine(
            Spot(place, make_category()) if isinstance(place, Practice) else Spot(reserve=place),
            Decimal(amount),
        )
        for place, amount in lines
    ]
    given = {"month": JANUARY, "is_recurrent": True, "reason": "The tariff was corrected", "by": cast.fin}
    return agree_variation(group=cast.dacorum, kind=Variation.Kind(kind), lines=new, **{**given, **fields})


def held(cast, practice):
    found = current_budgets(practices=[practice.pk], month=JANUARY)
    return found[practice.pk, make_category().pk].current


def refused(cast, rule, *lines, **fields):
    with pytest.raises(Refused) as caught:
        agree(cast, *lines, **fields)
    assert caught.value.rule == rule
    assert not Variation.objects.exists()
    return str(caught.value)


def test_a_variation_brings_money(published):
    agree(published, (published.alder, "50.25"))
    assert held(published, published.alder) == Decimal("1250.25")


def test_it_says_who_when_and_why(published):
    made = agree(published, (published.alder, 50))
    changes = audit.history(made).get().changes
    assert changes["reason"] == ["", "The tariff was corrected"]
    assert changes["lines"] == ["", "Alder Surgery, Prescribing: 50"]


def test_a_virement_from_contingency_helps_a_practice(published):
    agree(published, (published.reserve, -100), (published.birch, 100), kind="virement")
    level = levels([Spot(reserve=published.reserve)], YEAR)[Spot(reserve=published.reserve)]
    assert (level.at(DECEMBER), level.at(JANUARY)) == (500, 400)
    assert held(published, published.birch) == 700


def test_they_are_numbered_within_the_year(published):
    assert [agree(published, (published.alder, amount)).number for amount in (5, 6)] == [1, 2]


def test_a_virement_that_is_not_nought_says_by_how_much(published):
    lines = (published.alder, -100), (published.birch, "99.50")
    words = refused(published, "virement.not-nought", *lines, kind="virement")
    assert "£0.50 short of nought" in words


def test_a_virement_may_not_bring_money_either(published):
    lines = (published.alder, -100), (published.birch, 105)
    words = refused(published, "virement.not-nought", *lines, kind="virement")
    assert "£5 more than nought" in words


def test_a_reserve_is_not_overdrawn(published):
    words = refused(published, "variation.not-enough", (published.reserve, "-500.01"))
    assert "Contingency holds £500 in January 2009" in words


def test_a_budget_does_not_become_negative(published):
    refused(published, "variation.not-enough", (published.alder, -1201))


def test_what_is_spoken_for_later_cannot_be_taken_earlier(published):
    agree(published, (published.alder, -1000))
    with pytest.raises(Refused, match="holds £200 in January 2009"):
        agree(published, (published.alder, -300), month=DECEMBER)


def test_a_closed_category_gets_nothing(published):
    make_category().__class__.objects.update(closed_from=JANUARY.first)
    words = refused(published, "variation.category-closed", (published.alder, 10))
    assert "Prescribing is closed from January 2009 on" in words


def test_what_a_closed_category_still_has_may_be_taken(published):
    make_category().__class__.objects.update(closed_from=JANUARY.first)
    agree(published, (published.alder, -1200))
    assert held(published, published.alder) == 0


def test_a_practice_of_another_group_is_refused(published):
    refused(published, "variation.other-practice", (published.oak, 10))


def test_a_practice_that_closed_gets_nothing(published):
    Practice.objects.filter(pk=published.birch.pk).update(closed_on=DECEMBER.first)
    refused(published, "variation.other-practice", (published.birch, 10))


def test_a_reserve_of_another_year_is_refused(published):
    other = make_reserve(published.dacorum, year=2007)
    refused(published, "variation.other-reserve", (other, -10))


def test_a_place_has_one_line(published):
    lines = (published.alder, 10), (published.alder, 20)
    assert "Alder Surgery, Prescribing" in refused(published, "variation.same-place-twice", *lines)


@pytest.mark.parametrize("lines", [(), ("0",)])
def test_a_variation_changes_something(published, lines):
    refused(published, "variation.no-lines", *[(published.alder, amount) for amount in lines])


def test_a_draft_is_changed_by_its_worksheet(cast):
    make_setting(cast.dacorum, year=2008)
    refused(cast, "variation.not-published", (cast.alder, 10))


def test_a_year_has_its_own_numbers(published):
    make_variation(published.dacorum, [(published.alder, 5)], month=Month.parse("2008-03"))
    assert agree(published, (published.alder, 5)).number == 1


def test_other_lines_of_the_practice_do_not_count(published):
    other = make_category("ENH", "Enhanced services")
    make_variation(published.dacorum, [((published.alder, other), 5000)])
    with pytest.raises(Refused, match="holds £1,200"):
        agree(published, (published.alder, -1201))
