"""Posted acute spend beside extracts: the lines come to the difference, whatever is missing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgets.hospital_rows import by_month, by_practice, explained_lines
from budgets.hospital_words import hospital_sentence
from budgets.models import SpendExplanation
from budgets.selectors.hospital import HospitalCare, hospital_care
from budgets.selectors.hospital_parts import PODS, Cell, Difference
from budgets.services.spend_notes import add_explanation, withdraw_explanation
from daccom import audit, calendar, ledger
from daccom.errors import Refused
from practices.models import Practice
from referrals.models import Load, MonthFact
from referrals.selectors.roster import roster
from tests.budgets.builders import JANUARY
from tests.budgets.builders_hospital import (
    make_acute_lines,
    make_acute_spend,
    make_explanation,
    make_extract,
    post_everything,
)
from tests.referrals.builders import make_episode

DECEMBER = JANUARY.previous()
ADDRESS = "/budgets/daccom/2009-01/hospital/"


@pytest.fixture
def find(cast):
    def found(month=JANUARY, user="erin"):
        listed = roster(group=cast.dacorum, month=month, user=cast[user])
        return hospital_care(roster=listed, user=cast[user])

    return found


def test_posted_and_extracts_are_the_sums_of_both(cast, find):
    post_everything(cast.alder, each=120)
    make_extract(cast.alder)
    year = find().to_date
    assert (year.posted, year.extracts, year.difference, year.unexplained) == (480, 400, 80, 80)


def test_what_was_posted_without_an_extract_is_a_line(cast, find):
    post_everything(cast.alder)
    year = find().to_date
    assert (year.difference, year.without_extract, year.unexplained) == (400, 400, 0)


def test_what_was_not_posted_is_a_line(cast, find):
    make_extract(cast.alder)
    make_acute_spend(cast.alder, EL=100)
    year = find().to_date
    assert (year.difference, year.not_posted, year.unexplained) == (-300, -300, 0)


def test_a_fact_without_activity_is_no_extract(cast, find):
    post_everything(cast.alder)
    make_extract(cast.alder)
    MonthFact.objects.update(has_activity=False)
    assert find().to_date.without_extract == 400


def test_accepted_challenges_are_a_line(cast, find):
    make_extract(cast.alder, recovered=Decimal("30.00"))
    post_everything(cast.alder, each="92.50")
    year = find().to_date
    assert (year.difference, year.challenges, year.unexplained) == (-30, -30, 0)


def test_late_charges_move_to_the_month_in_which_they_are_settled(cast, find):
    episode = make_episode(cast.alder, month=DECEMBER, total_cost=Decimal("50.00"))
    Load.objects.filter(pk=episode.load_id).update(settles_in=JANUARY.first)
    make_extract(cast.alder, JANUARY)
    for month in (DECEMBER, JANUARY):
        post_everything(cast.alder, month)
    found = find()
    assert [found.of_month(month).late for month in (DECEMBER, JANUARY)] == [-50, 50]
    assert (found.to_date.late, find(DECEMBER).to_date.late) == (0, -50)


def test_explanations_are_a_line_for_each_of_their_words(cast, find):
    post_everything(cast.alder, each=120)
    make_extract(cast.alder)
    make_explanation(cast.dacorum, 50)
    make_explanation(cast.dacorum, 25, DECEMBER)
    make_explanation(cast.dacorum, 7, withdrawn_at=calendar.now(), withdrawn_by=cast.fin)
    line = next(line for line in explained_lines(find()) if line.name == "Critical care")
    assert (line.month, line.to_date) == (50, 75)
    assert find().to_date.unexplained == 5


def test_explanations_are_about_the_group_not_a_practice(cast, find):
    post_everything(cast.alder, each=120)
    make_extract(cast.alder)
    make_explanation(cast.dacorum, 80)
    alder, birch = by_practice(find())
    assert (alder.unexplained, birch.posted, birch.extracts) == (80, None, None)


def test_every_view_adds_up(cast, find):
    for month in (DECEMBER, JANUARY):
        post_everything(cast.alder, month, "33.33")
        make_extract(cast.birch, month)
    found = find()
    months = by_month(found)
    assert sum((row.posted or 0) - (row.extracts or 0) for row in months) == found.to_date.difference
    assert [row.unexplained for row in months[:8]] == [None] * 8
    assert sum(found.of_practice(one).unexplained for one in found.practices) == found.to_date.unexplained


def test_months_of_a_practice_that_closed_still_count(cast, find):
    post_everything(cast.alder, DECEMBER)
    Practice.objects.filter(pk=cast.alder.pk).update(closed_on=JANUARY.first)
    assert find().to_date.posted == 400


MONEY = st.decimals(min_value=-(10**6), max_value=10**6, places=2)
COSTS = st.fixed_dictionaries(
    {f"{pod.lower()}_cost": MONEY for pods in PODS.values() for pod in pods},
    optional={"recovered": MONEY},
)
FACTS = st.one_of(
    st.none(), st.builds(lambda has, costs: MonthFact(has_activity=has, **costs), st.booleans(), COSTS)
)
CELLS = st.builds(
    Cell,
    practice=st.just(None),
    month=st.sampled_from([DECEMBER, JANUARY]),
    posted=st.dictionaries(st.sampled_from(list(PODS)), MONEY),
    fact=FACTS,
    late_out=MONEY,
    late_in=MONEY,
)
TYPED = st.builds(
    lambda month, amount, words: SimpleNamespace(
        month=month.first, amount=amount, words=words, category=SimpleNamespace(order=1, name="Elective")
    ),
    st.sampled_from([DECEMBER, JANUARY]),
    MONEY,
    st.sampled_from("ab"),
)


@given(st.lists(CELLS, max_size=6), st.lists(TYPED, max_size=4))
def test_the_lines_always_come_to_the_difference(cells, typed):
    found = HospitalCare(JANUARY, cells, typed, [], False)
    for column in ("month", "to_date"):
        start, *between, end = (getattr(line, column) or 0 for line in explained_lines(found))
        assert start + sum(between) == end
        assert all(amount == round(amount, 2) for amount in between)


@given(CELLS)
def test_nothing_is_explained_twice_where_a_side_is_missing(cell):
    bare = replace(cell, posted={})
    assert Difference([bare]).unexplained == 0
    assert Difference([replace(cell, fact=None)]).unexplained == 0


def test_a_month_of_which_nothing_is_known_is_missing_not_nought(cast, find):
    post_everything(cast.alder, DECEMBER)
    lines = explained_lines(find())
    assert {line.month for line in lines} == {None}
    assert lines[0].to_date is None


def test_the_sentence_says_how_far_and_how_much_is_explained(cast, find):
    assert "posted nothing" in hospital_sentence(find())
    post_everything(cast.alder)
    assert "nothing to compare" in hospital_sentence(find())
    make_extract(cast.alder)
    assert "exactly the same" in hospital_sentence(find())
    make_extract(cast.birch)
    assert "£400 less" in hospital_sentence(find())


def test_the_sentence_does_not_divide_by_nought(cast, find):
    post_everything(cast.alder, each=0)
    make_extract(cast.alder)
    assert "all of what was posted" in hospital_sentence(find())


def test_the_page_shows_lines_and_definition(cast, as_user):
    post_everything(cast.alder, each=120)
    make_extract(cast.alder)
    make_explanation(cast.dacorum, 50)
    page = as_user("erin").get(ADDRESS).content.decode()
    assert "Unexplained" in page
    assert "Checked by: second analyst" in page
    assert "Withdraw" not in page


@pytest.mark.parametrize("table", ["lines", "months", "categories", "practices", "typed"])
def test_every_table_is_a_file(cast, as_user, table):
    post_everything(cast.alder)
    make_extract(cast.alder)
    make_explanation(cast.dacorum, 50)
    assert as_user("erin").get(f"{ADDRESS}?table={table}&as=xlsx").status_code == 200


TYPED_IN = {"category": "ACU-EM", "month": "2009-01", "amount": "12.34", "words": "Critical care"}


@pytest.mark.parametrize("name", ["fin", "max"])
def test_finance_and_the_programme_manager_explain(cast, as_user, name):
    make_acute_lines()
    assert as_user(name).post(f"{ADDRESS}explain/", TYPED_IN).status_code == 302
    row = SpendExplanation.objects.get()
    assert (row.amount, row.recorded_by) == (Decimal("12.34"), cast[name])
    assert audit.history(row).exists()


@pytest.mark.parametrize(
    "wrong", [{"amount": "0"}, {"amount": "x"}, {"words": ""}, {"category": "PRE"}, {"month": "2009-02"}]
)
def test_a_bad_explanation_is_refused(cast, as_user, wrong):
    make_acute_lines()
    assert as_user("fin").post(f"{ADDRESS}explain/", TYPED_IN | wrong).status_code == 422
    assert not SpendExplanation.objects.exists()


@pytest.mark.parametrize(("month", "amount"), [(JANUARY.next(), 5), (JANUARY, 0)])
def test_the_service_refuses_the_same(cast, month, amount):
    with pytest.raises(Refused):
        add_explanation(
            group=cast.dacorum,
            category=make_acute_lines()["ACU-EL"],
            month=month,
            amount=Decimal(amount),
            words="Why",
            by=cast.fin,
            now=calendar.now(),
            today=calendar.today(),
        )


def test_an_explanation_is_withdrawn_once(cast, as_user):
    row = make_explanation(cast.dacorum)
    address = f"{ADDRESS}{row.pk}/withdraw/"
    client = as_user("max")
    assert b"is withdrawn" in client.post(address, follow=True).content
    assert b"withdrawn already" in client.post(address, follow=True).content
    with pytest.raises(Refused):
        withdraw_explanation(row=row, by=cast.fin, now=calendar.now())


@pytest.mark.parametrize("route", ["explain/", "{}/withdraw/"])
def test_others_do_not_explain(cast, as_user, route):
    address = ADDRESS + route.format(make_explanation(cast.dacorum).pk)
    assert as_user("erin").post(address, TYPED_IN).status_code == 403


def test_the_books_agree(cast):
    post_everything(cast.alder, each=120)
    make_extract(cast.alder, recovered=Decimal("3.00"))
    make_extract(cast.birch, DECEMBER)
    make_explanation(cast.dacorum, 50)
    result = ledger.run("hospital care explained equals posted and extracts")
    assert (result.compared, result.discrepancies) == (5, [])
