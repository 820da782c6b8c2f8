"""Posting a month's spend, and the rows behind a figure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgets.models import MonthlySpend
from budgets.selectors.spend import months_to_post, spend_rows
from budgets.services.spend import post_spend
from budgets.work.spend import spend_to_post
from daccom import audit, calendar
from daccom.errors import Refused
from practices.models import CommissioningGroup, Role
from referrals.selectors.roster import roster
from tests.budgets.builders import (
    JANUARY,
    YEAR,
    make_acute,
    make_budget,
    make_category,
    make_spend,
    make_year_of_spend,
)
from tests.cast import give_role

FEBRUARY = JANUARY.next()
ADDRESS = "/budgets/daccom/2009-01/posting/E82901/"


def post(cast, amounts, seen=None, month=JANUARY):
    return post_spend(
        practice=cast.alder,
        month=month,
        amounts=amounts,
        seen=seen or {},
        by=cast.fin,
        today=calendar.today(),
    )


def test_a_month_is_posted_with_who_and_when(cast):
    line = make_category()
    assert post(cast, {line.pk: Decimal("120.50")}) == 1
    row = MonthlySpend.objects.get()
    assert (row.amount, row.posted_by) == (Decimal("120.50"), cast.fin)
    assert audit.history(row).get().changes == {"amount": ["", "120.50"]}


def test_a_posted_amount_is_corrected(cast):
    row = make_spend(cast.alder, "100.00")
    post(cast, {row.category_id: Decimal(90)}, {row.category_id: Decimal(100)})
    row.refresh_from_db()
    assert row.amount == 90


def test_what_did_not_change_is_left_alone(cast):
    row = make_spend(cast.alder, "100.00")
    assert post(cast, {row.category_id: Decimal(100)}, {row.category_id: Decimal(100)}) == 0
    assert not audit.history(row).exists()


def test_a_line_corrected_by_somebody_else_is_refused_and_nothing_is_stored(cast):
    row, other = make_spend(cast.alder, "100.00"), make_category("ENH", "Enhanced services")
    with pytest.raises(Refused, match="after you opened the form"):
        post(cast, {other.pk: Decimal(5), row.category_id: Decimal(90)}, {row.category_id: Decimal(80)})
    assert [line.amount for line in MonthlySpend.objects.all()] == [100]


def test_a_line_posted_first_by_somebody_else_is_refused(cast):
    row = make_spend(cast.alder, "100.00")
    with pytest.raises(Refused, match="after you opened the form"):
        post(cast, {row.category_id: Decimal(90)})


def test_a_month_that_is_not_over_is_refused(cast):
    with pytest.raises(Refused, match="not over yet"):
        post(cast, {make_category().pk: Decimal(5)}, month=FEBRUARY)


def test_a_posted_amount_cannot_be_taken_away(cast):
    row = make_spend(cast.alder)
    with pytest.raises(Refused, match="cannot be taken away"):
        post(cast, {}, {row.category_id: row.amount})


def test_finance_posts_on_the_page(cast, as_user):
    make_budget(cast.alder)
    line = make_category()
    answer = as_user("fin").post(ADDRESS, {f"line_{line.pk}": "£1,200.50", "seen": ""})
    assert answer.headers["Location"] == "/budgets/daccom/2009-01/posting/"
    assert MonthlySpend.objects.get().amount == Decimal("1200.50")


def test_the_page_of_postings_says_what_is_simulated(cast, as_user):
    make_spend(cast.alder, "100.00")
    address = "/budgets/daccom/2009-01/posting/"
    assert "app-simulated" not in as_user("fin").get(address).content.decode()
    MonthlySpend.objects.update(is_simulated=True)
    assert "app-simulated" in as_user("fin").get(address).content.decode()


def test_the_form_knows_what_is_posted(cast, as_user):
    row = make_spend(cast.alder, "100.00")
    page = as_user("fin").get(ADDRESS).content.decode()
    assert f"{row.category_id}=100.00" in page


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("abc", "Enter an amount in pounds"),
        ("1000000000", "less than £100 million"),
        ("-100000000", "less than £100 million"),
        ("1.234", "no more than two figures after the point"),
        ("", "Enter at least one amount"),
    ],
)
def test_bad_amounts_are_explained_and_kept(cast, as_user, typed, says):
    make_budget(cast.alder)
    answer = as_user("fin").post(ADDRESS, {f"line_{make_category().pk}": typed, "seen": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert f'value="{typed}"' in page or not typed
    assert not MonthlySpend.objects.exists()


def test_an_emptied_line_is_explained(cast, as_user):
    row = make_spend(cast.alder)
    data = {f"line_{row.category_id}": "", "seen": f"{row.category_id}=100.00"}
    answer = as_user("fin").post(ADDRESS, data)
    assert answer.status_code == 422
    assert b"0 if nothing was spent" in answer.content


@pytest.mark.parametrize("seen", ["x", "1", "1=", "{}=NaN", "{}=1e99", "{}=1.000", "{}=1.00=2", "١=1.00"])
def test_a_damaged_form_is_refused(cast, as_user, seen):
    make_budget(cast.alder)
    category = make_category().pk
    answer = as_user("fin").post(ADDRESS, {f"line_{category}": "5", "seen": seen.format(category)})
    assert answer.status_code == 422
    assert b"This form is damaged" in answer.content


def test_a_stale_form_is_explained(cast, as_user):
    row = make_spend(cast.alder, "100.00")
    data = {f"line_{row.category_id}": "90", "seen": f"{row.category_id}=80.00"}
    answer = as_user("fin").post(ADDRESS, data)
    assert answer.status_code == 422
    assert b"Open the month again" in answer.content


def test_only_finance_posts(cast, as_user):
    make_budget(cast.alder)
    answer = as_user("erin").post(ADDRESS, {f"line_{make_category().pk}": "5", "seen": ""})
    assert answer.status_code == 403
    assert not MonthlySpend.objects.exists()


def test_a_practice_of_another_group_is_not_found(as_user):
    assert as_user("fin").get("/budgets/daccom/2009-01/posting/E82903/").status_code == 404


def test_the_rows_come_to_the_figure_they_open_from(cast):
    _, elective = make_acute()
    make_year_of_spend(cast.alder, "33.33", elective)
    make_spend(cast.birch, "-10.10", category=elective)
    make_spend(cast.alder, 7)
    make_spend(cast.alder, 500, category=make_category("GMS", "GMS payments", outside_pbc=True))
    listed = roster(group=cast.dacorum, month=JANUARY, user=cast.erin)

    def total(practice=None, category=None):
        found = spend_rows(roster=listed, user=cast.erin, practice=practice, category=category)
        assert sum(row.amount for row in found.rows) == found.total
        return found.total

    assert total() == Decimal("330.20")
    assert total(practice=cast.alder) == Decimal("340.30")
    assert total(category=elective.parent) == Decimal("323.20")
    assert total(practice=cast.birch, category=elective) == Decimal("-10.10")


def test_the_rows_page_names_who_posted(cast, as_user):
    make_spend(cast.alder, "12.34")
    page = (
        as_user("charlie").get("/budgets/daccom/2009-01/rows/?practice=E82901&category=PRE").content.decode()
    )
    assert "Prescribing, Alder Surgery" in page
    assert "£12.34" in page
    assert "Fin" in page


@pytest.mark.parametrize("query", ["category=NONE", "practice=E82903"])
def test_rows_of_an_unknown_line_are_not_found(as_user, query):
    assert as_user("erin").get(f"/budgets/daccom/2009-01/rows/?{query}").status_code == 404


def test_months_without_spend_wait_for_finance(cast, as_user):
    for practice in (cast.alder, cast.birch):
        make_year_of_spend(practice, last=JANUARY.previous())
    make_spend(cast.alder)
    listed = roster(group=cast.dacorum, month=JANUARY, user=cast.fin)
    assert [
        (gap.month, gap.posted, gap.expected) for gap in months_to_post(roster=listed, user=cast.fin)
    ] == [(YEAR.months[9], 1, 2)]
    home = as_user("fin").get("/").content.decode()
    assert "Post spend for January 2009, DacCom" in home
    assert "Posted for 1 of 2 practices" in home
    month = as_user("fin").get("/budgets/daccom/2009-01/posting/").content.decode()
    assert "not posted" in month


def test_nobody_else_is_asked_to_post(as_user):
    assert "Post spend" not in as_user("erin").get("/").content.decode()


@pytest.mark.parametrize("code", ["no-such-line", "%00", "PRE%00", "%F0%9F%92%A9"])
def test_rows_of_no_category_are_no_page(cast, as_user, code):
    make_spend(cast.alder)
    assert as_user("erin").get(f"/budgets/daccom/2009-01/rows/?category={code}").status_code == 404


def test_nobody_is_asked_to_post_for_a_group_they_only_read(cast):
    give_role(cast.fin, Role.PRACTICE_MANAGER, cast.oak)
    CommissioningGroup.objects.filter(slug="watcom").update(pct=cast.other_pct)
    asked = {item.url.split("/")[2] for item in spend_to_post(cast.fin, calendar.today())}
    assert asked == {"daccom"}
