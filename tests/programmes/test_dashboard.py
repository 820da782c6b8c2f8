"""The dashboard: one group, one month, one minute; the same figures as the pages behind it."""

from __future__ import annotations

import datetime as dt

import pytest

from daccom.calendar import FinancialYear
from practices.models import Membership, Role
from programmes.headlines import headlines
from programmes.models import CommissioningPlan, Milestone, PlanVersion
from programmes.selectors.dashboard import dashboard
from referrals.words import names
from tests.budgets.builders import make_budget, make_spend, make_year_of_spend
from tests.cast import give_role, make_practice
from tests.programmes.builders import make_milestone, make_phased_target, make_project
from tests.referrals.builders import make_list_size, make_return, make_specialty

TODAY = dt.date(2009, 2, 20)
JANUARY = FinancialYear(2008).months[9]
ADDRESS = "/programmes/dashboard/daccom/2009-01/"
LATE = dt.datetime(2009, 2, 16, 9, tzinfo=dt.UTC)


def find(cast, month=JANUARY, user="erin", today=TODAY):
    return dashboard(group=cast.dacorum, month=month, user=cast[user], today=today)


def said(cast, subject, **kwargs):
    board = find(cast, **kwargs)
    today = kwargs.get("today", TODAY)
    return next(line for line in headlines(board, today) if line.subject == subject)


def fill(cast, practice, referrals=80):
    make_list_size(practice, 4000)
    make_return(practice, JANUARY, "submitted", counts={make_specialty(): (referrals, 20)}, by=cast.alice)
    make_budget(practice)
    make_year_of_spend(practice, 105)


@pytest.fixture
def signing(cast):
    plan = CommissioningPlan.objects.create(
        group=cast.dacorum, year=2008, status=CommissioningPlan.Status.SIGNING
    )
    version = PlanVersion.objects.create(
        plan=plan, number=1, content={}, sha256="a" * 64, made_at=LATE, made_by=cast.max
    )
    return plan, version


def test_returns_in_one_sentence(cast):
    fill(cast, cast.alder)
    line = said(cast, "Returns")
    assert line.text == "1 of 2 returns for January 2009 is in; 1 came on time. Missing: Birch Surgery."
    assert line.flag == "Missing"


def test_before_the_due_day_it_says_when_they_are_due(cast):
    text = said(cast, "Returns", today=dt.date(2009, 2, 3)).text
    assert text == "0 of 2 returns for January 2009 are in; 0 came on time. They are due by 13 February 2009."


def test_a_query_is_named(cast):
    make_return(cast.alder, JANUARY, "queried", nil_referrals=True)
    assert "Queried: Alder Surgery." in said(cast, "Returns").text


def test_the_budget_in_two_sentences(cast):
    fill(cast, cast.alder)
    make_budget(cast.birch)
    line = said(cast, "Budget")
    assert line.text == (
        "At month 10 spend is £50 (5.0%) over the budget to date; in a straight line the year would end "
        "£60 (5.0%) over its budget. Furthest over is Alder Surgery, £50 (5.0%) over. "
        "Spend is not fully posted for Birch Surgery."
    )
    assert line.flag == "Over"


def test_under_budget_raises_no_flag(cast):
    make_budget(cast.alder)
    make_year_of_spend(cast.alder, 95)
    line = said(cast, "Budget")
    assert (line.flag, "Furthest over" in line.text) == ("", False)


def test_decisions_that_wait(cast, signing):
    fill(cast, cast.alder)
    project = make_project(cast.dacorum)
    make_milestone(project, 1, Milestone.Status.SUBMITTED)
    make_milestone(project, 2)
    line = said(cast, "Decisions")
    assert line.text == (
        "1 milestone and 1 return wait for a decision. The DacCom commissioning plan 2008/09 waits for the "
        "signature of the DacCom Executive Chair. 1 milestone is late."
    )
    assert line.flag == "Late"


def test_one_thing_waits(cast):
    make_milestone(make_project(cast.dacorum), 1, Milestone.Status.SUBMITTED)
    line = said(cast, "Decisions")
    assert (line.text, line.flag) == ("1 milestone waits for a decision.", "Waiting")


def test_nothing_waits(cast):
    line = said(cast, "Decisions")
    assert (line.text, line.flag) == ("Nothing waits for a decision.", "")


def test_the_next_signature_is_named(cast, signing):
    _, version = signing
    version.signatures.create(
        order=1, typed_name="Chris", content_sha256=version.sha256, signed_at=LATE, signed_by=cast.chris
    )
    assert find(cast).plan.next_signer == "Joint PEC Commissioning Committee Chair"
    assert find(cast).decisions_waiting == 1


def test_a_practice_does_not_hear_of_an_unsigned_plan(cast, signing):
    assert find(cast, user="alice").plan is None


def test_savings_behind_plan_are_flagged(cast):
    make_phased_target(make_project(cast.dacorum), actual=90, known=10)
    assert said(cast, "Savings").flag == "Behind"


def test_nobody_expected_is_said(cast):
    Membership.objects.filter(group=cast.dacorum).update(left_on=dt.date(2008, 12, 1))
    make_phased_target(make_project(cast.dacorum))
    assert said(cast, "Returns").text == "No practice was expected to send a return for January 2009."


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C"], "A, B and C"),
        (["A", "B", "C", "D", "E"], "A, B, C and 2 more"),
    ],
)
def test_names_in_a_sentence(found, words):
    assert names(found) == words


def test_the_page_shows_every_panel_and_where_it_opens(cast, as_user):
    for practice in (cast.alder, cast.birch):
        fill(cast, practice)
    target = make_phased_target(make_project(cast.dacorum))
    waiting = make_milestone(make_project(cast.dacorum), 1, Milestone.Status.SUBMITTED)
    page = as_user("erin").get(ADDRESS).content.decode()
    for address in (
        "/referrals/completeness/daccom/2009-01/",
        "/referrals/rates/daccom/2009-01/E82901/",
        "/referrals/E82902/2009-01/review/",
        "/budgets/daccom/2009-01/rows/?category=PRE",
        f"/programmes/savings/targets/{target.pk}/",
        f"/programmes/milestones/{waiting.pk}/",
        "/referrals/review/",
    ):
        assert f'href="{address}"' in page, address
    assert "2 of 2" in page


def test_a_practice_reads_it_too(cast, as_user):
    fill(cast, cast.birch)
    page = as_user("alice").get(ADDRESS).content.decode()
    assert "Birch Surgery" in page
    assert 'href="/referrals/review/"' not in page


def test_an_empty_month_and_one_to_come_say_so(as_user):
    client = as_user("erin")
    assert b"There is nothing for this month" in client.get("/programmes/dashboard/daccom/2005-05/").content
    assert b"There is nothing yet" in client.get("/programmes/dashboard/daccom/2009-03/").content


def test_a_month_with_practices_and_nothing_else(as_user):
    page = as_user("erin").get(ADDRESS).content.decode()
    for words in (
        "No budget is set and no spend is posted",
        "No savings targets are set",
        "Nothing waits for a decision",
    ):
        assert words in page


def test_without_any_rate_a_sentence_stands_for_the_chart(as_user):
    page = as_user("erin").get(ADDRESS).content.decode()
    assert page.count("There is no rate for January 2009") == 2
    assert "Furthest" not in page


def test_savings_alone_are_shown_without_practices(cast, as_user):
    Membership.objects.filter(group=cast.dacorum).update(joined_on=dt.date(2009, 2, 1))
    make_phased_target(make_project(cast.dacorum))
    page = as_user("erin").get(ADDRESS).content.decode()
    assert "No practice belonged to the group" in page


def test_the_menu_leads_to_the_last_due_month(as_user):
    assert as_user("erin").get("/programmes/dashboard/").headers["Location"] == ADDRESS


def test_a_group_and_month_can_be_picked(as_user):
    answer = as_user("pat").get("/programmes/dashboard/?group=watcom&month=2008-06")
    assert answer.headers["Location"] == "/programmes/dashboard/watcom/2008-06/"
    assert b'id="pick-group"' in as_user("pat").get(ADDRESS).content


@pytest.mark.parametrize("query", ["month=2008-13", "month=soon", "group=nosuch", "group=watcom"])
def test_what_cannot_be_picked_is_not_found(as_user, query):
    assert as_user("erin").get(f"/programmes/dashboard/?{query}").status_code == 404


@pytest.mark.parametrize("practices", [3, 30])
def test_fifteen_queries_whatever_the_number_of_practices(
    cast, as_user, signing, django_assert_max_num_queries, practices
):
    for number in range(practices):
        fill(cast, make_practice(f"Practice {number}", f"E83{number:03}", cast.dacorum), 60 + number)
    make_phased_target(make_project(cast.dacorum))
    make_milestone(make_project(cast.dacorum), 1, Milestone.Status.SUBMITTED)
    client = as_user("erin")
    client.get(ADDRESS)
    with django_assert_max_num_queries(15):
        client.get(ADDRESS)


def test_each_figure_is_what_its_rows_come_to(cast):
    for practice, referrals in ((cast.alder, 80), (cast.birch, 33)):
        fill(cast, practice, referrals)
    make_spend(cast.birch, "-12.34", JANUARY.next())
    board = find(cast)
    assert board.completeness.complete == sum(row.current.is_in for row in board.completeness.rows)
    assert board.rates.referrals == sum(row.referrals for row in board.rates.rows) == 153
    assert board.position.total.spend == sum(row.spend for row in board.position.by_practice) == 2100


def test_with_all_returns_in_there_is_nobody_to_chase(cast, as_user):
    for practice in (cast.alder, cast.birch):
        make_return(practice, JANUARY, "submitted", nil_referrals=True)
    assert "Chase" not in as_user("max").get("/").content.decode()


def test_a_programme_manager_chases_their_own_group_only(cast, as_user):
    give_role(cast.max, Role.PRACTICE_MANAGER, cast.oak)
    page = as_user("max").get("/").content.decode()
    assert page.count("Chase 2 missing returns for January 2009") == 1
    assert "Chase 1 missing return" not in page
