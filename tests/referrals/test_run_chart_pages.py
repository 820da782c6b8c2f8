"""The pages of run charts, and their files."""

from __future__ import annotations

import pytest

from tests.referrals.builders_facts import make_fact
from tests.referrals.builders_outliers import make_request, two_years

CHARTS = "/referrals/daccom/2009-01/run-charts/"
HIGH = [100, 110] * 11 + [105, 190]


def page(client, address):
    return client.get(address).content.decode()


def test_the_list_leads_to_each_measure(cast, as_user):
    two_years(cast.alder)
    shown = page(as_user("erin"), CHARTS)
    assert "Referrals per 1,000 patients" in shown
    assert f'href="{CHARTS}a_and_e/"' in shown
    assert "making-data-count-1" in shown


def test_a_measure_shows_the_group_and_its_practices(cast, as_user):
    two_years(cast.alder, HIGH)
    shown = page(as_user("rita"), f"{CHARTS}referrals/")
    assert "above the upper limit" in shown
    assert f'href="{CHARTS}referrals/E82901/"' in shown
    assert "Neither more nor fewer is better in itself" in shown


def test_a_practice_may_be_asked_by_the_executive_alone(cast, as_user):
    two_years(cast.alder, HIGH)
    address = f"{CHARTS}referrals/E82901/"
    assert "Ask this practice" in page(as_user("erin"), address)
    assert "Ask this practice" not in page(as_user("rita"), address)
    make_request(cast.alder, by=cast.max)
    assert "How the request stands" in page(as_user("erin"), address)


def test_a_chart_without_a_figure_says_so(as_user):
    assert "it is missing, not nought" in page(as_user("erin"), f"{CHARTS}a_and_e/")


def test_a_practice_without_a_list_is_drawn_all_the_same(cast, as_user):
    make_fact(cast.alder, referrals=30)
    assert "Alder Surgery: 30 in January 2009." in page(as_user("erin"), f"{CHARTS}referrals/E82901/")


def test_a_month_before_the_group_has_no_practice(as_user):
    shown = page(as_user("erin"), CHARTS.replace("2009-01", "2005-06"))
    assert "No practice belonged to the group in this month." in shown


@pytest.mark.parametrize("where", ["no-measure/", "referrals/E82903/", "referrals/nowhere/"])
def test_what_is_not_there_is_not_found(as_user, where):
    assert as_user("erin").get(CHARTS + where).status_code == 404


@pytest.mark.parametrize(
    ("where", "table"),
    [
        ("", "measures"),
        ("referrals/", "months"),
        ("referrals/", "practices"),
        ("referrals/E82901/", "months"),
    ],
)
def test_each_table_is_had_as_a_file(cast, as_user, where, table):
    two_years(cast.alder)
    for kind in ("csv", "xlsx"):
        answer = as_user("erin").get(f"{CHARTS}{where}?table={table}&as={kind}")
        assert (answer.status_code, table in answer.headers["Content-Disposition"]) == (200, True)


def test_a_merged_practice_is_told_on_the_page(cast, as_user):
    two_years(cast.alder)
    cast.birch.closed_on, cast.birch.successor = "2008-07-01", cast.alder
    cast.birch.save()
    shown = page(as_user("erin"), f"{CHARTS}referrals/E82901/")
    assert "Birch Surgery merged into Alder Surgery on 1 July 2008" in shown
