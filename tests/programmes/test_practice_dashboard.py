"""One practice's dashboard: its own part of its group's month."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from practices.models import CommissioningGroup
from programmes.services.snapshots import take_snapshot
from referrals.models import OutlierRequest
from tests.budgets.builders import make_budget
from tests.cast import make_practice
from tests.programmes.builders_figures import JANUARY, fill, fill_group, make_facts
from tests.referrals.builders import make_list_size, make_return

ALDER = "/programmes/dashboard/daccom/2009-01/practices/E82901/"
BIRCH = "/programmes/dashboard/daccom/2009-01/practices/E82902/"


def page_of(client, address=ALDER):
    """The page without what is new in every answer."""
    return re.sub(r'value="\w{64}"', "", client.get(address).content.decode())


def make_request(cast, **fields):
    defaults = {"group": cast.dacorum, "practice": cast.alder, "measure": "referrals", "month": JANUARY.first}
    return OutlierRequest.objects.create(
        **{**defaults, "finding": "164 where 118 were expected", "due_on": dt.date(2009, 3, 9), **fields}
    )


def test_it_shows_its_list_its_money_and_its_verdicts(cast, as_user):
    fill_group(cast)
    make_facts(cast.alder, referrals=300, challenges=2, challenged_gross=4000, open_gross=4000)
    page = page_of(as_user("alice"))
    for words in (
        "4,000 registered patients on",
        "£50 over budget to date (5.0%)",
        "By far more than chance from what the list leads to expect: referrals high (900 of 600.0 expected).",
        "20 challenges of £40k",
        "The return for January 2009: on time.",
    ):
        assert words in page, words


def test_how_many_challenges_it_has_is_for_itself(cast, as_user):
    fill_group(cast)
    make_facts(cast.alder, months=1, challenges=2, challenges_open=2, challenged_gross=4000, open_gross=4000)
    assert "2 challenges of £4k" in page_of(as_user("alice"))
    other = page_of(as_user("charlie"))
    assert "Challenges of £4k to charges of 2008/09" in other
    assert "2 challenges" not in other
    assert "£4k open" in other


def test_its_people_see_what_waits_for_them(cast, as_user):
    request = make_request(cast)
    page = page_of(as_user("alice"))
    assert f'href="/referrals/outliers/request/{request.pk}/"' in page
    assert "Send the return for January 2009" in page


def test_nobody_else_sees_what_waits_for_them(cast, as_user):
    page = page_of(as_user("alice"), BIRCH)
    assert "Waiting for you" not in page
    assert "Birch Surgery, January 2009" in page


def test_its_own_small_numbers_show_and_those_of_others_do_not(cast, as_user):
    fill(cast, cast.birch)
    make_list_size(cast.alder, 400)
    make_facts(cast.alder, referrals=3)
    assert "not shown" not in page_of(as_user("alice"))
    other = page_of(as_user("charlie"))
    assert "not shown" in other
    assert "a small number" in other


def test_a_kept_month_stays(cast, as_user):
    fill_group(cast)
    take_snapshot(group=cast.dacorum, month=JANUARY.previous())
    client, address = as_user("charlie"), BIRCH.replace("2009-01", "2008-12")
    before = page_of(client, address)
    make_facts(cast.birch, JANUARY.previous(), referrals=7)
    assert page_of(client, address) == before
    assert "as it stood on" in before
    assert "today’s figures of an old month" in page_of(client, f"{address}?figures=today")


def test_what_is_not_known_is_missing(cast, as_user):
    make_budget(cast.alder)
    page = page_of(as_user("alice"))
    assert "Its list size is not known." in page
    assert "Budget or spend is not known." in page
    assert "None is raised for 2008/09." in page


def test_other_missing_months_are_named(cast, as_user):
    make_return(cast.alder, JANUARY, "submitted", nil_referrals=True)
    assert "nil, on time. Also missing: April 2008, May 2008" in page_of(as_user("alice"))


def test_a_month_to_come_says_so(as_user):
    assert "There is nothing yet" in page_of(as_user("alice"), ALDER.replace("2009-01", "2009-03"))


def test_where_names_are_not_shared_a_practice_reads_itself_only(cast, as_user):
    CommissioningGroup.objects.update(shares_named_practices=False)
    fill_group(cast)
    client = as_user("alice")
    assert "Alder Surgery, January 2009" in page_of(client)
    assert "Dashboard of the group" not in page_of(client)
    assert client.get(BIRCH).status_code == 404


@pytest.mark.parametrize(
    "path", ["2009-01/practices/E82903", "2009-01/practices/NOSUCH", "1999-01/practices/E82901"]
)
def test_what_is_not_in_the_group_is_not_found(as_user, path):
    assert as_user("erin").get(f"/programmes/dashboard/daccom/{path}/").status_code == 404


def test_the_menu_leads_to_the_own_practice(as_user):
    client = as_user("alice")
    assert client.get("/programmes/dashboard/practice/").headers["Location"] == ALDER
    picked = client.get("/programmes/dashboard/practice/?group=daccom&practice=E82902&month=2008-06")
    assert picked.headers["Location"] == BIRCH.replace("2009-01", "2008-06")
    assert "Your practice" in client.get("/").content.decode()


@pytest.mark.parametrize("query", ["practice=../x", "group=watcom", "month=soon"])
def test_what_cannot_be_picked_is_not_found(as_user, query):
    assert as_user("alice").get(f"/programmes/dashboard/practice/?{query}").status_code == 404


def test_who_has_no_practice_has_no_own_dashboard(as_user):
    assert as_user("erin").get("/programmes/dashboard/practice/").status_code == 404


@pytest.mark.parametrize("practices", [2, 12])
def test_the_queries_do_not_grow_with_the_group(cast, as_user, django_assert_max_num_queries, practices):
    for number in range(practices):
        fill(cast, make_practice(f"Practice {number}", f"E83{number:03}", cast.dacorum), 60 + number)
    client = as_user("erin")
    client.get(ALDER)
    with django_assert_max_num_queries(21):
        client.get(ALDER)
