"""Profiles, last year, closed categories and practices that merge, in the position."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from budgets.models import Category, Reserve, SpendProfile, Variation, VariationLine
from daccom import calendar
from practices.models import Practice
from tests.budgets.builders import APRIL, JANUARY, make_acute, make_budget, make_category, make_spend
from tests.budgets.builders import make_year_of_spend as make_year

OCTOBER = APRIL.year.months[6]
LAST_YEAR = APRIL.year.previous()


def make_profile(cast, category, shares=(500, *[800] * 9, 1000, 1300), year=2008):
    fields = {f"m{number}": share for number, share in enumerate(shares, 1)}
    return SpendProfile.objects.create(
        group=cast.dacorum,
        year=year,
        category=category,
        source="Last year",
        set_at=calendar.now(),
        set_by=cast.fin,
        **fields,
    )


def merge(cast, day=OCTOBER.first):
    Practice.objects.filter(pk=cast.alder.pk).update(closed_on=day, successor=cast.birch)


def test_the_budget_to_date_follows_the_profile(cast, find):
    acute, elective = make_acute()
    make_profile(cast, acute)
    make_budget(cast.alder, 1000, elective)
    make_year(cast.alder, 80, elective, APRIL.next())
    assert find(APRIL.next()).total.budget_to_date == 130


def test_months_without_spend_are_left_out_of_the_profile_too(cast, find):
    make_profile(cast, make_category())
    make_budget(cast.alder, 1000)
    make_spend(cast.alder, 80, APRIL.next())
    total = find(APRIL.next()).total
    assert (total.budget_to_date, total.months_missing, total.missing) == (80, 1, {1})


def test_last_year_is_that_of_the_same_months(cast, find):
    for month in (LAST_YEAR.months[0], LAST_YEAR.months[1], LAST_YEAR.months[11]):
        make_spend(cast.alder, 100, month)
    make_year(cast.alder, 110, last=APRIL.next())
    total = find(APRIL.next()).total
    assert (total.last_year, total.change, total.change_percent) == (200, 20, 10)


def test_different_months_are_not_compared(cast, find):
    make_spend(cast.alder, 100, LAST_YEAR.months[1])
    make_year(cast.alder, 110, last=APRIL.next())
    total = find(APRIL.next()).total
    assert (total.last_year, total.change, total.change_percent) == (100, None, None)


def test_lines_stand_beneath_their_main_category(cast, find):
    _, elective = make_acute()
    make_year(cast.alder, 100, elective)
    make_year(cast.alder, 50)
    assert [(tree.row.heading.key, [part.heading.key for part in tree.parts]) for tree in find().tree] == [
        ("PRE", []),
        ("ACU", ["ACU-EL"]),
    ]


def test_variations_count_from_their_month_on(cast, find):
    make_budget(cast.alder, 1200)
    variation = Variation.objects.create(
        group=cast.dacorum,
        year=2008,
        number=1,
        kind="variation",
        month=OCTOBER.first,
        is_recurrent=True,
        reason="New clinic",
        agreed_at=calendar.now(),
        agreed_by=cast.fin,
    )
    VariationLine.objects.create(
        variation=variation, practice=cast.alder, category=make_category(), amount=Decimal(-600)
    )
    assert [find(month).total.budget for month in (OCTOBER.previous(), OCTOBER)] == [1200, 600]
    assert find(OCTOBER).total.varied == -600


def test_nothing_is_missing_of_a_category_after_it_closed(cast, find):
    make_budget(cast.alder, 1200)
    make_year(cast.alder, 100, last=OCTOBER.previous())
    Category.objects.update(closed_from=OCTOBER.first)
    total = find().total
    assert (total.months_missing, total.spend, total.outturn) == (0, 600, 600)


def test_what_a_merged_practice_has_left_is_counted_with_its_successor(cast, find):
    make_budget(cast.alder, 1200)
    make_budget(cast.birch, 2400)
    make_year(cast.alder, 100, last=OCTOBER.previous())
    make_year(cast.birch, 200, last=OCTOBER.previous())
    for number in range(6, 10):
        make_spend(cast.birch, 300, APRIL.year.months[number])
    merge(cast)
    found = find()
    alder, birch = found.by_practice
    assert alder.heading.name == "Alder Surgery (closed 1 October 2008)"
    assert (alder.budget, alder.budget_to_date, alder.spend, alder.outturn) == (600, 600, 600, 600)
    assert (birch.budget, birch.budget_to_date, birch.spend) == (3000, 2400, 2400)
    assert (found.total.budget, found.total.variance, found.total.months_missing) == (3600, 0, 0)
    assert "merged into Birch Surgery" in found.closed[0].words


def test_a_practice_that_closed_without_a_successor_keeps_its_budget(cast, find):
    make_budget(cast.alder, 1200)
    make_year(cast.alder, 100, last=OCTOBER.previous())
    merge(cast)
    Practice.objects.update(successor=None)
    found = find()
    assert (found.total.budget, found.total.budget_to_date, found.total.spend) == (1200, 600, 600)
    assert "until a virement moves it" in found.closed[0].words


@pytest.mark.parametrize("day", [dt.date(2008, 3, 31), dt.date(2009, 3, 1)])
def test_a_practice_that_closed_in_another_year_or_later_is_no_matter(cast, find, day):
    make_budget(cast.alder, 1200)
    make_budget(cast.birch, 600)
    merge(cast, day)
    assert find().closed == []


def test_the_page_says_what_closed_and_what_is_kept(cast, as_user):
    make_budget(cast.alder, 1200)
    make_year(cast.alder, 100, last=OCTOBER.previous())
    merge(cast)
    Category.objects.update(closed_from=OCTOBER.first)
    Reserve.objects.create(group=cast.dacorum, year=2008, kind="contingency", amount=5000)
    page = as_user("erin").get("/budgets/daccom/2009-01/").content.decode()
    assert "Alder Surgery closed on 1 October 2008" in page
    assert "nothing is posted to it from October 2008 on" in page
    assert "£5,000" in page


def test_missing_months_are_named(cast, as_user):
    make_budget(cast.alder, 1200)
    make_year(cast.alder, 100, last=JANUARY.previous())
    make_budget(cast.birch, 1200)
    make_budget(cast.birch, 1200, make_category("ENH", "Enhanced services"))
    make_year(cast.birch, 100)
    page = as_user("erin").get("/budgets/daccom/2009-01/").content.decode()
    assert "January 2009: Alder Surgery and Birch Surgery (Enhanced services)" not in page
    assert "January 2009: lines of every practice" in page
    assert "December 2008: Birch Surgery (Enhanced services)" in page


@pytest.mark.parametrize("table", ["categories", "practices", "outside"])
def test_every_table_is_a_file_too(cast, as_user, table):
    make_year(cast.alder, "100.50")
    make_spend(cast.alder, 5, category=make_category("GMS", "GMS payments", outside_pbc=True))
    answer = as_user("erin").get(f"/budgets/daccom/2009-01/?table={table}&as=csv")
    assert answer.headers["Content-Disposition"].endswith(f'position-daccom-2009-01-{table}.csv"')
    assert ("5.00" if table == "outside" else "1005.00") in answer.content.decode()


@pytest.mark.parametrize(("query", "to"), [("?month=2008-06", "2008-06"), ("?group=daccom", "2009-01")])
def test_another_month_or_group_is_picked(as_user, query, to):
    assert as_user("erin").get(f"/budgets/{query}").headers["Location"] == f"/budgets/daccom/{to}/"


@pytest.mark.parametrize("query", ["?month=x", "?group=nowhere"])
def test_what_cannot_be_picked_is_no_page(as_user, query):
    assert as_user("erin").get(f"/budgets/{query}").status_code == 404


def test_the_books_agree_when_practices_merge(cast, reconciled):
    make_budget(cast.alder, "1200.01")
    make_budget(cast.birch, 2400)
    make_year(cast.alder, 100, last=OCTOBER.previous())
    make_year(cast.birch, 200)
    merge(cast)


def test_the_rows_of_a_practice_that_closed_still_open(cast, as_user):
    make_year(cast.alder, 100, last=OCTOBER.previous())
    merge(cast)
    page = as_user("erin").get("/budgets/daccom/2009-01/rows/?practice=E82901").content.decode()
    assert "£600" in page
