"""Budget against spend: what the rows come to, and what is missing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgets.charts import variance_sentence
from budgets.models import IndicativeBudget
from budgets.selectors.spend import spend_rows
from practices.models import Membership
from referrals.selectors.roster import roster
from tests.budgets.builders import (
    APRIL,
    JANUARY,
    make_acute,
    make_budget,
    make_category,
    make_spend,
    make_stated,
    make_year_of_spend,
)
from tests.cast import START, make_practice


def test_spend_is_held_against_twelfths_of_the_budget(cast, find):
    make_budget(cast.alder, 1200)
    make_year_of_spend(cast.alder, 105)
    total = find().total
    assert (total.budget_to_date, total.spend, total.variance) == (1000, 1050, 50)
    assert (total.variance_percent, total.outturn, total.outturn_variance) == (5, 1260, 60)
    assert total.outturn_percent == 5


def test_parts_count_under_their_main_category(cast, find):
    _, elective = make_acute()
    make_budget(cast.alder, 1200, elective)
    make_year_of_spend(cast.alder, 90, elective)
    assert [(row.heading.key, row.variance) for row in find().by_category] == [("ACU", Decimal(-100))]


def test_both_views_add_up_to_the_total(cast, find):
    _, elective = make_acute()
    for practice, amount in ((cast.alder, "1000.01"), (cast.birch, "777.77")):
        make_budget(practice, amount, elective)
        make_budget(practice, "333.33")
        make_year_of_spend(practice, "33.35", elective)
        make_spend(practice, "12.34")
    found = find()
    for figure in ("budget", "budget_to_date", "spend", "variance", "outturn", "outturn_variance"):
        total = getattr(found.total, figure)
        assert sum(getattr(row, figure) for row in found.by_category) == total
        assert sum(getattr(row, figure) for row in found.by_practice) == total


def test_a_month_that_was_not_posted_is_missing_on_both_sides(cast, find):
    make_budget(cast.alder, 1200)
    make_year_of_spend(cast.alder, 100, last=JANUARY.previous())
    total = find().total
    assert (total.budget_to_date, total.variance, total.outturn) == (900, 0, 1200)
    assert total.months_missing == 1


def test_without_any_spend_there_is_no_variance(cast, find):
    make_budget(cast.alder, 1200)
    total = find().total
    assert (total.spend, total.variance, total.outturn) == (None, None, None)
    assert "nothing to compare" in variance_sentence(find())


def test_spend_without_a_budget_is_named_not_called_an_overspend(cast, find):
    make_budget(cast.alder, 1200)
    make_year_of_spend(cast.alder, 100)
    make_spend(cast.birch, 70)
    total = find().total
    assert (total.spend, total.variance, total.unbudgeted) == (1070, 0, 70)


def test_a_budget_of_nought_has_no_percentage(cast, find):
    make_budget(cast.alder, 0)
    make_spend(cast.alder, 5)
    assert (find().total.variance, find().total.variance_percent) == (5, None)


def test_a_credit_is_negative_spend(cast, find):
    make_budget(cast.alder, 1200)
    make_spend(cast.alder, "-50.25", APRIL)
    assert find(APRIL).total.spend == Decimal("-50.25")


def test_lines_outside_commissioning_are_shown_apart(cast, find):
    make_budget(cast.alder, 1200)
    make_budget(cast.alder, 99, make_category("GMS", "GMS payments", outside_pbc=True))
    found = find()
    assert (found.total.budget, found.outside[0].budget) == (1200, 99)


def test_a_practice_without_budget_or_spend_is_listed_so(cast, find):
    make_budget(cast.alder, 1200)
    birch = find().by_practice[1]
    assert (birch.heading.name, birch.budget, birch.spend) == ("Birch Surgery", None, None)


def test_spend_of_another_group_is_not_counted(cast, find):
    make_spend(cast.oak, 999)
    assert find().is_empty


@pytest.mark.parametrize(
    ("spend", "words"),
    [(110, "£100 (10.0%) over the"), (90, "£100 (10.0%) under the"), (100, "exactly on the")],
)
def test_the_sentence_says_over_or_under(cast, find, spend, words):
    make_budget(cast.alder, 1200)
    make_year_of_spend(cast.alder, spend)
    assert words in variance_sentence(find())


def test_the_page_shows_figures_and_where_they_come_from(cast, as_user):
    make_budget(cast.alder, 1200)
    make_year_of_spend(cast.alder, "105.50")
    make_spend(cast.birch, 70)
    page = as_user("erin").get("/budgets/daccom/2009-01/").content.decode()
    assert "+£55" in page
    assert "/budgets/daccom/2009-01/rows/?practice=E82901" in page
    assert "£70 was spent for which no budget is set" in page
    assert "9 monthly figures not posted yet" in page


def test_a_year_without_money_says_so(as_user):
    page = as_user("alice").get("/budgets/daccom/2008-05/")
    assert b"No budget is set and no spend is posted" in page.content


def test_the_stated_month_shows_what_its_lines_leave_unexplained(cast, as_user):
    for code, amount in (("plan-07", 347), ("plan-08", 2400), ("plan-09", -952), ("plan-10", -898)):
        make_stated(cast.dacorum, code, amount * 1000)
    make_stated(cast.dacorum, "plan-05", 998_000)
    page = as_user("pat").get("/budgets/daccom/2008-01/").content.decode()
    for amount in ("+£2,400,000", "−£952,000", "−£898,000", "+£550,000", "−£203,000", "+£347,000"):
        assert amount in page


def test_a_month_no_document_speaks_of_has_no_statement(as_user):
    assert b"As the documents state it" not in as_user("pat").get("/budgets/daccom/2008-01/").content


def test_without_a_group_there_is_no_budget_to_open(as_user):
    assert as_user("nobody").get("/budgets/").status_code == 404


def test_the_menu_leads_to_the_last_due_month(as_user):
    assert as_user("erin").get("/budgets/").headers["Location"] == "/budgets/daccom/2009-01/"


@pytest.mark.parametrize("practices", [3, 30])
def test_queries_do_not_grow_with_the_practices(cast, as_user, django_assert_max_num_queries, practices):
    for number in range(practices):
        practice = make_practice(f"Practice {number}", f"E83{number:03}", cast.dacorum)
        make_budget(practice)
        make_spend(practice)
    client = as_user("erin")
    client.get("/budgets/daccom/2009-01/")
    with django_assert_max_num_queries(13):
        client.get("/budgets/daccom/2009-01/")


def test_everybody_reads_the_same_figures_of_a_practice_that_came_from_a_neighbour(cast, find):
    """The PCT and the practice itself may read what was spent before; it is no spend of this group."""
    october = APRIL.year.months[6]
    Membership.objects.filter(practice=cast.alder).update(joined_on=october.first)
    Membership.objects.create(
        practice=cast.alder, group=cast.other_group, joined_on=START, left_on=october.first
    )
    make_budget(cast.alder, 1200)
    make_year_of_spend(cast.alder, 100)
    for name in ("alice", "erin", "pat"):
        total = find(user=name).total
        assert (total.spend, total.budget_to_date, total.months_missing) == (400, 400, 0), name
        listed = roster(group=cast.dacorum, month=JANUARY, user=cast[name])
        behind = spend_rows(roster=listed, user=cast[name], practice=None, category=None)
        assert behind.total == total.spend


def test_the_budget_of_a_practice_that_left_since_still_stands_in_its_months(cast, find):
    make_budget(cast.alder, 1200)
    make_budget(cast.alder, 2400, year=2009)
    make_year_of_spend(cast.alder, 105)
    Membership.objects.filter(practice=cast.alder).update(left_on=JANUARY.first)
    december = JANUARY.previous()
    assert (find(december).total.budget, find(december).total.unbudgeted) == (1200, None)
    assert find(JANUARY).total.budget is None
    assert {row.year for row in IndicativeBudget.objects.visible_to(cast.erin)} == {2008}
    assert {row.year for row in IndicativeBudget.objects.visible_to(cast.alice)} == {2008, 2009}


@pytest.mark.parametrize(("left_on", "years"), [("2008-04-01", {2007}), ("2008-04-02", {2007, 2008})])
def test_a_year_counts_from_the_first_day_of_membership(cast, left_on, years):
    for year in (2007, 2008, 2009):
        make_budget(cast.alder, 1200, year=year)
    Membership.objects.filter(practice=cast.alder).update(joined_on="2008-03-31", left_on=left_on)
    assert {row.year for row in IndicativeBudget.objects.visible_to(cast.erin)} == years
