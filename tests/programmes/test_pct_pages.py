"""The dashboard of a PCT as its people see it, and the files it gives."""

from __future__ import annotations

import pytest

from tests.budgets.builders import make_budget, make_year_of_spend
from tests.cast import make_practice
from tests.referrals.builders import JANUARY, make_list_size, make_return
from tests.referrals.builders_facts import make_fact

ADDRESS = "/programmes/dashboard/pct/5P4/2009-01/"


@pytest.fixture
def pat(client, cast):
    client.force_login(cast.pat)
    make_return(cast.alder, JANUARY, "submitted", nil_referrals=True)
    make_budget(cast.alder)
    make_year_of_spend(cast.alder, 105)
    make_list_size(cast.birch, 4000)
    make_fact(cast.birch, activity={"NEL": 30, "AE": 3})
    cast.oak.memberships.all().delete()
    return client


def page(client, address=ADDRESS):
    return client.get(address).content.decode()


def test_figures_lead_to_the_pages_of_the_group(pat):
    html = page(pat)
    for place in ("completeness", "dashboard"):
        assert f"/{place}/daccom/2009-01/" in html
    assert "/referrals/challenges/group/daccom/" in html


def test_a_group_without_data_says_so_in_every_table(pat):
    assert page(pat).count("No data here") == 3


def test_a_small_number_is_named_and_not_shown(pat):
    assert "small number" in page(pat)


def test_home_leads_to_the_last_month_that_was_due(pat):
    assert pat.get("/programmes/dashboard/pct/").url == ADDRESS


def test_home_leads_to_the_month_picked(pat):
    assert pat.get("/programmes/dashboard/pct/?month=2007-05").url.endswith("/5P4/2007-05/")
    assert pat.get("/programmes/dashboard/pct/?month=May").status_code == 404


def test_there_is_no_home_for_whoever_works_for_no_pct(client, cast):
    client.force_login(cast.erin)
    assert client.get("/programmes/dashboard/pct/").status_code == 404


def test_a_pct_without_groups_says_so(client, cast):
    client.force_login(cast.zoe)
    answer = client.get("/programmes/dashboard/pct/", follow=True)
    assert "no commissioning group yet" in answer.content.decode()


def test_a_month_to_come_has_nothing_to_show(pat):
    assert "has not begun" in page(pat, "/programmes/dashboard/pct/5P4/2009-03/")


def test_a_month_beyond_reach_is_not_found(pat):
    assert pat.get("/programmes/dashboard/pct/5P4/2004-05/").status_code == 404


def test_an_old_month_may_be_picked_with_its_year(pat):
    assert '<optgroup label="2006/07">' in page(pat)


@pytest.mark.parametrize("table", ["groups", "last-year", "activity"])
def test_each_table_comes_as_a_file(pat, table):
    text = pat.get(f"{ADDRESS}?table={table}&as=csv").content.decode("utf-8-sig")
    assert [line.split(",")[0] for line in text.splitlines()][1:3] == ["DacCom", "WatCom"]


def test_files_hide_what_the_page_hides(pat):
    head, daccom, *_ = pat.get(f"{ADDRESS}?table=activity&as=csv").content.decode("utf-8-sig").splitlines()
    column = head.split(",").index("A&E attendances")
    assert daccom.split(",")[column] == ""


def test_a_group_that_left_the_month_incomplete_is_flagged(pat, cast):
    make_practice("Cedar Surgery", "E82905", cast.dacorum)
    assert "Missing from DacCom (2)" in page(pat)
