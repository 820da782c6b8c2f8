"""The pages and files of who is in: a group's year, a PCT's groups, and what the words say."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import pytest

from daccom.calendar import Month
from daccom.spreadsheets import read_rows
from practices.models import CommissioningGroup, Membership, Practice
from referrals.completeness_rows import comings_and_goings
from referrals.selectors.completeness import completeness_of
from referrals.selectors.completeness_pct import completeness_of_groups, groups_of
from referrals.selectors.roster import roster
from referrals.services.extensions import grant_extension
from tests.cast import make_practice
from tests.referrals.builders import DECEMBER, FEBRUARY, JANUARY, make_return, make_specialty

TODAY = dt.date(2009, 2, 20)
LATE = dt.datetime(2009, 2, 16, 9, tzinfo=dt.UTC)
GROUP = "/referrals/completeness/daccom/2009-01/"
PCT = "/referrals/completeness/pct/5P4/2009-01/"


@pytest.fixture
def year(cast):
    """Alder late and Birch on time in January; December: Birch a nil return, Alder a draft."""
    line = {make_specialty(): (9, 1)}
    make_return(cast.alder, JANUARY, "submitted", counts=line, sent_at=LATE)
    make_return(cast.birch, JANUARY, "accepted", counts=line)
    make_return(cast.birch, DECEMBER, "accepted", nil_referrals=True)
    make_return(cast.alder, DECEMBER, counts=line)


def rows(response):
    return [cells for _, cells in read_rows(BytesIO(response.content)).rows]


def test_both_rates_month_by_month(cast, year):
    listed = roster(group=cast.dacorum, month=JANUARY, user=cast.erin)
    months = completeness_of(roster=listed, user=cast.erin, today=TODAY).months
    december, january = months[-2:]
    assert (january.expected, january.complete, january.on_time) == (2, 2, 1)
    assert (january.complete_percent, january.on_time_percent) == (100.0, 50.0)
    assert (december.complete, december.month, december.is_due) == (1, DECEMBER, True)


def test_the_groups_page_tells_the_facts_apart(as_user, year):
    page = as_user("charlie").get(GROUP).content.decode()
    for words in ("Late 3 days", "On time", "Missing, draft", "Nil, late 25 days"):
        assert words in page
    assert "#complete" in page
    assert "#on-time" in page


def test_the_file_has_a_row_for_each_practice_and_month(as_user, year):
    found = rows(as_user("erin").get(f"{GROUP}file/csv/"))
    alder = next(row for row in found if row[1] == "Alder Surgery" and row[3] == "January 2009")
    assert alder == [
        "DacCom", "Alder Surgery", "E82901", "January 2009", "Late",
        "yes", "no", "no", "no", "2009-02-16", "2009-02-13", "3", "",
    ]  # fmt: skip
    draft = next(row for row in found if row[1] == "Alder Surgery" and row[3] == "December 2008")
    assert (draft[4], draft[5], draft[8], draft[9]) == ("Missing", "no", "yes", "")
    assert len(found) == 24


def test_the_workbook_has_the_same_rows(as_user, year):
    client = as_user("max")
    assert rows(client.get(f"{GROUP}file/xlsx/")) == rows(client.get(f"{GROUP}file/csv/"))


def test_the_file_says_what_was_extended(cast, as_user):
    grant_extension(
        practice=cast.alder,
        month=JANUARY,
        by=cast.max,
        until=dt.date(2009, 2, 27),
        reason="Illness",
        now=dt.datetime(2009, 2, 9, tzinfo=dt.UTC),
    )
    january = [row for row in rows(as_user("erin").get(f"{GROUP}file/csv/")) if row[3] == "January 2009"]
    assert january[0][4:] == [
        "Extended", "no", "no", "no", "no", "", "2009-02-27", "", "2009-02-27"
    ]  # fmt: skip
    assert "Extended to 27 Feb" in as_user("erin").get(GROUP).content.decode()


@pytest.mark.parametrize("address", [f"{GROUP}file/pdf/", f"{PCT}file/pdf/", f"{PCT}file/"])
def test_other_kinds_of_file_are_no_page(as_user, address):
    assert as_user("pat").get(address).status_code == 404


def test_the_pct_reads_its_groups_side_by_side(cast, as_user, year):
    page = as_user("pat").get(PCT)
    found = page.context["found"]
    assert [(one.group.name, one.complete, one.expected) for one in found] == [
        ("DacCom", 2, 2),
        ("WatCom", 0, 1),
    ]
    assert GROUP in page.content.decode()
    assert {row[0] for row in rows(as_user("pat").get(f"{PCT}file/csv/"))} == {"DacCom", "WatCom"}


def test_the_pcts_figures_are_those_of_each_group(cast, year):
    for one in completeness_of_groups(groups=groups_of(cast.pct), month=JANUARY, user=cast.pat, today=TODAY):
        listed = roster(group=one.group, month=JANUARY, user=cast.pat)
        own = completeness_of(roster=listed, user=cast.pat, today=TODAY)
        assert (one.rows, one.due_on, one.months) == (own.rows, own.due_on, own.months)


@pytest.mark.parametrize("more", [0, 4])
def test_four_queries_however_many_groups(cast, year, django_assert_num_queries, more):
    for number in range(more):
        group = CommissioningGroup.objects.create(pct=cast.pct, slug=f"g{number}", name=f"Group {number}")
        make_practice(f"P{number}", f"E8400{number}", group)
    groups = groups_of(cast.pct)
    assert cast.pat.access.named_group_ids
    with django_assert_num_queries(4):
        completeness_of_groups(groups=groups, month=JANUARY, user=cast.pat, today=TODAY)


def test_a_month_before_any_membership_and_a_pct_without_groups(cast, as_user):
    Membership.objects.update(joined_on=FEBRUARY.first)
    assert "No practice belonged" in as_user("pat").get(PCT).content.decode()
    assert "no commissioning group yet" in as_user("zoe").get(PCT.replace("5P4", "5P3")).content.decode()


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("zoe", PCT),
        ("erin", PCT),
        ("pat", PCT.replace("2009-01", "0001-01")),
        ("pat", PCT.replace("5P4", "5ZZ")),
    ],
)
def test_no_such_pct_or_month(as_user, name, address):
    assert as_user(name).get(address).status_code == 404


@pytest.mark.parametrize(
    ("name", "address"), [("pat", PCT), ("zoe", PCT.replace("5P4", "5P3")), ("erin", GROUP), ("alice", GROUP)]
)
def test_the_menu_leads_to_the_last_due_month(as_user, name, address):
    assert as_user(name).get("/referrals/completeness/")["Location"] == address


def test_who_reads_no_group_is_told(as_user):
    assert as_user("ada").get("/referrals/completeness/").status_code == 403


def test_who_came_and_went(cast, as_user):
    Membership.objects.filter(practice=cast.birch).update(left_on=dt.date(2008, 11, 1))
    Practice.objects.filter(pk=cast.birch.pk).update(closed_on=dt.date(2008, 11, 1), successor=cast.alder)
    cedar = make_practice("Cedar", "E82904", closed_on=dt.date(2009, 1, 5))
    Membership.objects.create(group=cast.dacorum, practice=cedar, joined_on=dt.date(2008, 6, 1))
    listed = roster(group=cast.dacorum, month=JANUARY, user=cast.erin)
    expected = [
        "Cedar joined on 1 June 2008.",
        "Birch Surgery left on 1 November 2008.",
        "Birch Surgery merged into Alder Surgery on 1 November 2008.",
        "Cedar closed on 5 January 2009.",
    ]
    assert comings_and_goings(listed) == expected
    page = as_user("erin").get(GROUP).content.decode()
    assert all(words in page for words in expected)


def test_who_may_extend_finds_those_that_owe(as_user, cast):
    make_return(cast.alder, JANUARY, "submitted", counts={})
    link = "/referrals/E82902/2009-01/extension/"
    page = as_user("max").get(GROUP).content.decode()
    assert (link in page, "/referrals/E82901/2009-01/extension/" in page) == (True, False)
    assert link not in as_user("charlie").get(GROUP).content.decode()


def test_the_programme_manager_finds_the_certifier_setting(as_user):
    link = "/referrals/settings/daccom/certifier/"
    assert link in as_user("max").get(GROUP).content.decode()
    assert link not in as_user("erin").get(GROUP).content.decode()


def test_a_month_of_next_year_counts_none(cast):
    listed = roster(group=cast.dacorum, month=Month(dt.date(2009, 4, 1)), user=cast.erin)
    found = completeness_of(roster=listed, user=cast.erin, today=TODAY)
    assert [(one.expected, one.complete, one.is_due) for one in found.months] == [(2, 0, False)]
