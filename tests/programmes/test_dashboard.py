"""The dashboard: one group, one month, one minute; the same figures as the pages behind it."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from budgets.models import MonthlySpend
from practices.models import Membership, Role
from programmes.models import CommissioningPlan, Milestone, PlanVersion
from programmes.services.snapshots import take_snapshot
from referrals.words import names
from tests.budgets.builders import make_stated
from tests.cast import give_role, make_practice
from tests.programmes.builders import make_milestone, make_phased_target, make_project
from tests.programmes.builders_figures import JANUARY, fill, fill_group, make_facts
from tests.referrals.builders import make_list_size, make_return

ADDRESS = "/programmes/dashboard/daccom/2009-01/"
DECEMBER = "/programmes/dashboard/daccom/2008-12/"
LATE = dt.datetime(2009, 2, 16, 9, tzinfo=dt.UTC)


def page_of(client, address=ADDRESS):
    """The page without what is new in every answer."""
    return re.sub(r'value="\w{64}"', "", client.get(address).content.decode())


@pytest.fixture
def signing(cast):
    plan = CommissioningPlan.objects.create(
        group=cast.dacorum, year=2008, status=CommissioningPlan.Status.SIGNING
    )
    return PlanVersion.objects.create(
        plan=plan, number=1, content={}, sha256="a" * 64, made_at=LATE, made_by=cast.max
    )


def test_the_page_shows_every_panel_and_where_it_opens(cast, as_user, signing):
    fill_group(cast)
    target = make_phased_target(make_project(cast.dacorum, "COPD"), number="1.2")
    waiting = make_milestone(make_project(cast.dacorum, "COPD"), 1, Milestone.Status.SUBMITTED)
    page = page_of(as_user("erin"))
    for address in (
        "/referrals/completeness/daccom/2009-01/",
        "/referrals/rates/daccom/2009-01/?measure=referrals&amp;span=quarter",
        "/referrals/daccom/2009-01/run-charts/emergency/",
        "/referrals/E82902/2009-01/review/",
        "/budgets/daccom/2009-01/rows/?category=PRE",
        f"/programmes/savings/targets/{target.pk}/",
        f"/programmes/milestones/{waiting.pk}/",
        f"/programmes/plans/{signing.plan_id}/",
        "/referrals/review/",
        "/programmes/dashboard/daccom/2009-01/practices/E82901/",
        "/programmes/dashboard/daccom/2008-01/",
    ):
        assert f'href="{address}"' in page, address
    assert "2 of 2" in page


def test_a_practice_reads_it_without_the_unsigned_plan(cast, as_user, signing):
    fill(cast, cast.birch)
    page = page_of(as_user("alice"))
    assert "Birch Surgery" in page
    assert 'href="/referrals/review/"' not in page
    assert "commissioning plan" not in page


def test_challenges_open_by_month(cast, as_user):
    make_facts(cast.alder, months=2, challenges=2, challenged_gross=4000, open_gross=4000)
    page = page_of(as_user("erin"))
    assert 'href="/referrals/challenges/group/daccom/?month=2008-12"' in page
    assert "£8,000" in page


def test_an_empty_month_and_one_to_come_say_so(as_user):
    client = as_user("erin")
    assert "There is nothing for this month" in page_of(client, "/programmes/dashboard/daccom/2005-05/")
    assert "There is nothing yet" in page_of(client, "/programmes/dashboard/daccom/2009-03/")


def test_a_month_with_practices_and_nothing_else(as_user):
    page = page_of(as_user("erin"))
    for words in (
        "No budget is set and no spend is posted",
        "There is no forecast",
        "No savings targets are set",
        "No charge of 2008/09 has been challenged",
        "Nothing waits for a decision",
        "A year before: missing",
        "No practice can be compared",
    ):
        assert words in page, words


def test_savings_alone_are_shown_without_practices(cast, as_user):
    Membership.objects.filter(group=cast.dacorum).update(joined_on=dt.date(2009, 2, 1))
    make_phased_target(make_project(cast.dacorum), actual=None)
    page = page_of(as_user("erin"))
    assert "No practice was expected to send a return" in page
    assert "no saving has been recorded" in page


def test_an_old_month_shows_what_was_kept(cast, as_user):
    fill_group(cast)
    take_snapshot(group=cast.dacorum, month=JANUARY.previous())
    client = as_user("erin")
    before = page_of(client, DECEMBER)
    MonthlySpend.objects.filter(practice=cast.alder).update(amount=999)
    make_facts(cast.birch, JANUARY.previous(), referrals=1, challenged_gross=5000, challenges=4)
    make_return(cast.alder, JANUARY.previous(), "submitted", nil_referrals=True)
    assert page_of(client, DECEMBER) == before
    assert "as it stood on 20 February 2009" in before
    assert "£" in page_of(client, f"{DECEMBER}?figures=today") != before


def test_todays_figures_of_an_old_month_lead_back(cast, as_user):
    fill_group(cast)
    take_snapshot(group=cast.dacorum, month=JANUARY.previous())
    page = page_of(as_user("erin"), f"{DECEMBER}?figures=today")
    assert "These are today’s figures of an old month." in page
    assert f'href="{DECEMBER}"' in page


def test_last_year_stands_beside_the_key_figures(cast, as_user):
    fill_group(cast)
    make_return(cast.alder, JANUARY.previous(), "submitted", nil_referrals=True)
    take_snapshot(group=cast.dacorum, month=JANUARY.previous())
    page = page_of(as_user("erin"), "/programmes/dashboard/daccom/2009-12/?figures=today")
    assert "There is nothing yet" in page
    assert "A year before: 25.0" in page_of(as_user("erin"))


def test_stated_figures_stand_beside_the_computed(cast, as_user):
    for code, amount in (("plan-07", 347_000), ("plan-08", 2_400_000)):
        make_stated(cast.dacorum, code=code, amount=amount)
    make_facts(cast.alder)
    make_phased_target(make_project(cast.dacorum), year=2007)
    page = page_of(as_user("erin"), "/programmes/dashboard/daccom/2008-01/")
    assert "As the documents state it" in page
    assert "−£2,053,000" in page


def test_the_menu_leads_to_the_last_due_month(as_user):
    assert as_user("erin").get("/programmes/dashboard/").headers["Location"] == ADDRESS


def test_a_group_and_month_can_be_picked(as_user):
    answer = as_user("pat").get("/programmes/dashboard/?group=watcom&month=2008-06")
    assert answer.headers["Location"] == "/programmes/dashboard/watcom/2008-06/"
    page = page_of(as_user("pat"))
    assert 'id="pick-group"' in page
    assert '<optgroup label="2006/07">' in page


@pytest.mark.parametrize("query", ["month=2008-13", "month=soon", "group=nosuch", "group=watcom"])
def test_what_cannot_be_picked_is_not_found(as_user, query):
    assert as_user("erin").get(f"/programmes/dashboard/?{query}").status_code == 404


@pytest.mark.parametrize("practices", [3, 20])
def test_twenty_queries_whatever_the_number_of_practices(
    cast, as_user, signing, django_assert_max_num_queries, practices
):
    for number in range(practices):
        fill(cast, make_practice(f"Practice {number}", f"E83{number:03}", cast.dacorum), 60 + number)
    make_phased_target(make_project(cast.dacorum))
    make_milestone(make_project(cast.dacorum), 1, Milestone.Status.SUBMITTED)
    client = as_user("erin")
    client.get(ADDRESS)
    with django_assert_max_num_queries(20):
        client.get(ADDRESS)


def test_a_kept_month_is_read_in_few_queries(cast, as_user, django_assert_max_num_queries):
    fill_group(cast)
    take_snapshot(group=cast.dacorum, month=JANUARY.previous())
    client = as_user("erin")
    client.get(DECEMBER)
    with django_assert_max_num_queries(7):
        client.get(DECEMBER)


def test_a_small_number_of_another_practice_is_not_on_the_page(cast, as_user):
    fill_group(cast)
    make_list_size(fern := make_practice("Fern", "E82910", cast.dacorum), 400)
    make_facts(fern, referrals=1, months=3)
    page = page_of(as_user("erin"))
    assert "Fern" in page
    assert "Fern: high" not in page
    assert "Fern: low" not in page


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


def test_with_all_returns_in_there_is_nobody_to_chase(cast, as_user):
    for practice in (cast.alder, cast.birch):
        make_return(practice, JANUARY, "submitted", nil_referrals=True)
    assert "Chase" not in page_of(as_user("max"), "/")


def test_a_programme_manager_chases_their_own_group_only(cast, as_user):
    give_role(cast.max, Role.PRACTICE_MANAGER, cast.oak)
    page = page_of(as_user("max"), "/")
    assert page.count("Chase 2 missing returns for January 2009") == 1
    assert "Chase 1 missing return" not in page
