"""The dashboard: an executive reads the month and opens each figure into its rows."""

from __future__ import annotations

import re

import pytest

from tests.browser.visitor import Visitor

DASHBOARD = "/programmes/dashboard/daccom/2009-01/"


@pytest.fixture
def executive(visit, javascript) -> Visitor:
    return visit("executive@daccom.example", javascript=javascript)


def test_the_dashboard_is_one_click_from_home(executive):
    executive.follow("Dashboard", within="header")
    assert executive.heading == "DacCom, January 2009"
    for panel in ("In one minute", "Returns", "Referrals and", "Budget and spend", "Waiting for a decision"):
        assert executive.sees(re.compile(panel))


@pytest.mark.parametrize(
    "link",
    [
        re.compile("^Late"),
        "Returns of January 2009 in full",
        re.compile("^Emergency admissions$"),
        re.compile(": Emergency admissions$"),
        "Acute commissioning",
        "Budget and spend in full",
        re.compile("targets of 2008.09"),
        re.compile("M3 Service ready to go live"),
        re.compile("returns of 2008.09"),
        "DacCom commissioning plan 2008/09",
    ],
    ids=str,
)
def test_each_figure_opens_into_its_rows(executive, link):
    executive.go(DASHBOARD)
    executive.follow(link, within="main")
    assert "/dashboard/" not in executive.page.url


def test_the_month_can_be_switched(executive):
    executive.go(DASHBOARD)
    executive.page.get_by_label("Month and year").select_option("December 2008")
    executive.press("Show")
    assert executive.heading == "DacCom, December 2008"


def test_a_milestone_is_decided(executive, javascript):
    executive.go("/")
    name = re.compile("Diabetes redesign" if javascript else "Ophthalmology in primary care")
    executive.follow(name)
    executive.page.get_by_label("Approve", exact=True).check()
    executive.fill("Reason", "The evidence meets what the milestone asks for.")
    executive.press("Record decision")
    executive.go("/")
    assert not executive.sees(name)


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_it_reads_at_any_width(visit, width):
    executive = visit("executive@daccom.example", width=width)
    for address in (DASHBOARD, "/budgets/daccom/2009-01/", "/programmes/milestones/"):
        executive.go(address)
