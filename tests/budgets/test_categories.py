"""Closing a category, and opening it again."""

from __future__ import annotations

import pytest

from budgets.models import Category
from budgets.services.categories import close_category
from daccom import audit
from daccom.errors import Refused
from tests.budgets.builders import JANUARY, make_acute, make_category, make_spend

ADDRESS = "/budgets/categories/PRE/"


def test_an_administrator_closes_a_category_and_opens_it_again(cast, as_user):
    category = make_category()
    client = as_user("ada")
    page = client.post(ADDRESS, {"month": "January 2009"}, follow=True).content.decode()
    assert "Prescribing is closed from January 2009 on" in page
    assert Category.objects.get().closed_from == JANUARY.first
    assert b"Prescribing is open" in client.post(ADDRESS, {"month": ""}, follow=True).content
    assert audit.history(category).count() == 2


@pytest.mark.parametrize("month", ["soon", "1999-01", "2009-13"])
def test_what_is_no_month_is_refused(cast, as_user, month):
    make_category()
    assert as_user("ada").post(ADDRESS, {"month": month}).status_code == 422


def test_a_category_with_later_spend_is_not_closed(cast, as_user):
    make_spend(cast.alder)
    answer = as_user("ada").post(ADDRESS, {"month": "2009-01"})
    assert answer.status_code == 422
    assert "Close it from February 2009 on" in answer.content.decode()


def test_spend_beneath_it_counts_and_noughts_do_not(cast):
    acute, elective = make_acute()
    make_spend(cast.alder, 0, category=elective)
    close_category(category=elective, month=JANUARY, by=cast.ada)
    make_spend(cast.birch, 5, category=elective)
    with pytest.raises(Refused, match="up to January 2009"):
        close_category(category=acute, month=JANUARY, by=cast.ada)


def test_somebody_elses_change_is_refused(cast):
    category = make_category()
    Category.objects.update(closed_from=JANUARY.first)
    with pytest.raises(Refused, match="Somebody else"):
        close_category(category=category, month=JANUARY.next(), by=cast.ada)


@pytest.mark.parametrize("address", [ADDRESS, "/budgets/categories/"])
def test_others_do_not_close_categories(cast, as_user, address):
    make_category()
    assert as_user("fin").get(address).status_code == 403
