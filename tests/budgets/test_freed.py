"""What practices freed up, and what is left of it."""

from __future__ import annotations

import pytest

from budgets.selectors.freed import freed, proposals
from daccom.calendar import FinancialYear
from referrals.selectors.roster import roster
from tests.budgets.builders import JANUARY, YEAR, make_acute, make_budget, make_spend, make_year_of_spend
from tests.budgets.builders_forecasts import make_whole_year
from tests.budgets.builders_reinvestment import make_proposal


@pytest.fixture
def find(cast):
    def found(month=JANUARY, user="erin"):
        return freed(roster=roster(group=cast.dacorum, month=month, user=cast[user]), user=cast[user])

    return found


@pytest.fixture
def saved(cast):
    """Alder is under its budget by £1,000 if it goes on so; Birch is over."""
    make_budget(cast.alder, 12_040)
    make_year_of_spend(cast.alder, 920)
    make_budget(cast.birch, 12_000)
    make_year_of_spend(cast.birch, 1100)
    return cast


def test_seventy_percent_are_the_practices_and_thirty_the_groups(saved, find):
    found = find()
    alder, birch = found.rows
    assert alder.freed == (1000, 700, 300)
    assert birch.freed == (0, 0, 0)
    assert (found.total, found.practices, found.group.freed) == (1000, 700, 300)


def test_an_overspend_takes_nothing_from_the_others(saved, find):
    assert find().total == find().rows[0].freed.total
    assert find().over == 1200 - find().total


def test_a_practice_without_spend_or_budget_is_not_known(cast, find):
    make_budget(cast.alder, 12_000)
    make_spend(cast.birch, 100)
    alder, birch = find().rows
    assert (alder.freed, alder.why) == (None, "No spend is posted.")
    assert (birch.freed, birch.why) == (None, "No budget is set.")
    assert (find().total, find().of(cast.alder).left) == (0, 0)


def test_a_line_without_spend_is_no_saving(saved, find):
    make_budget(saved.alder, 5000, make_acute()[1])
    alder = find().rows[0]
    assert (alder.budget, alder.why) == (12_040, "1 line without any spend left out.")


def test_spend_without_a_budget_is_paid_from_the_savings(saved, find):
    before = find().rows[0].freed.total
    make_year_of_spend(saved.alder, 10, make_acute()[1])
    assert find().rows[0].freed.total == before - 120


@pytest.mark.parametrize(("last", "provisional"), [(12, False), (11, True)])
def test_it_is_provisional_until_the_year_is_over_and_posted(cast, find, last, provisional):
    make_budget(cast.alder, 12_000)
    make_year_of_spend(cast.alder, 900, last=YEAR.months[last - 1])
    assert find(YEAR.months[11]).is_provisional == provisional
    assert find().is_provisional


def test_proposals_take_what_they_ask_for_or_what_was_spent(saved, find):
    make_proposal(saved.dacorum, saved.alder, "draft", 500)
    make_proposal(saved.dacorum, saved.alder, "declined", 400)
    make_proposal(saved.dacorum, saved.alder, "proposed", 30)
    make_proposal(saved.dacorum, saved.alder, "approved", 20)
    make_proposal(saved.dacorum, saved.alder, "spent", 5)
    make_proposal(saved.dacorum, None, "approved", 7)
    found = find()
    assert (found.of(saved.alder).taken, found.group.taken) == (55, 7)
    assert found.of(saved.alder).left == found.rows[0].freed.practice - 55


def test_what_is_left_is_never_under_nought(saved, find):
    make_proposal(saved.dacorum, saved.birch, "approved", 30)
    assert find().of(saved.birch).left == 0


def test_a_practice_outside_the_group_has_no_share(saved, find):
    assert find().of(saved.oak).freed is None


def test_an_empty_year_has_nothing(find):
    assert (find().rows, find().group.freed) == ([], None)


@pytest.mark.parametrize(("name", "seen"), [("alice", 2), ("charlie", 1), ("max", 2), ("fin", 1)])
def test_drafts_are_seen_where_they_are_written(saved, name, seen):
    make_proposal(saved.dacorum, saved.alder, "draft")
    make_proposal(saved.dacorum, None, "draft")
    make_proposal(saved.dacorum, saved.alder, "proposed")
    listed = proposals(group=saved.dacorum, year=FinancialYear(2008), user=saved[name])
    assert len(listed) == seen


def test_the_page_shows_shares_and_proposals(saved, as_user):
    make_whole_year(saved.alder, 900, 2007)
    make_proposal(saved.dacorum, saved.alder, "proposed", 30)
    page = as_user("charlie").get("/budgets/daccom/2009-01/freed/").content.decode()
    for words in ("provisional until the year is over", "nothing: overspent", "Waiting for a decision"):
        assert words in page
    assert "over their budgets" in page


def test_a_practice_on_its_budget_is_not_called_overspent(cast, as_user):
    make_budget(cast.birch, 1200)
    make_year_of_spend(cast.birch, 100)
    page = as_user("charlie").get("/budgets/daccom/2009-01/freed/").content.decode()
    assert "nothing: on its budget" in page
    assert "overspent" not in page


def test_a_finished_year_is_final(saved, as_user):
    make_budget(saved.alder, 12_000, year=2007)
    make_whole_year(saved.alder, 900, 2007)
    page = as_user("erin").get("/budgets/daccom/2008-03/freed/").content.decode()
    assert "2007/08, final" in page
    assert "£1,200" in page


def test_the_table_is_a_file(saved, as_user):
    text = (
        as_user("erin").get("/budgets/daccom/2009-01/freed/?table=freed&as=csv").content.decode("utf-8-sig")
    )
    assert "Alder Surgery,12040.00" in text
    assert "Group’s share" in text
