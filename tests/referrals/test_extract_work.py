"""Files that wait: on the home page of who decides, and in the menu of the PCT."""

from __future__ import annotations

import datetime as dt

import pytest

from daccom.errors import Refused
from referrals.services.extract_mapping import map_extract
from referrals.work.extracts import extract_work
from tests.referrals.builders import make_extract

TODAY = dt.date(2009, 2, 20)


def waiting(pct, name):
    return make_extract(pct, file_name=name, status="checked", ended_at=None)


def items(user):
    return [(item.title, item.url, item.detail) for item in extract_work(user, TODAY)]


def test_one_file_leads_to_itself(cast):
    extract = waiting(cast.pct, "January.csv")
    url = f"/referrals/extracts/{extract.pk}/"
    assert items(cast.ira) == [("1 extract waits for your decision", url, "January.csv")]


def test_several_lead_to_the_list(cast):
    for name in ("a.csv", "b.csv", "c.csv", "d.csv"):
        waiting(cast.pct, name)
    waiting(cast.other_pct, "not ours.csv")
    (item,) = items(cast.ira)
    assert item == ("4 extracts wait for your decision", "/referrals/extracts/", "a.csv, b.csv, c.csv")


def test_nothing_waits_when_all_is_decided(cast):
    make_extract(cast.pct)
    assert items(cast.ira) == []


@pytest.mark.parametrize("name", ["pat", "alice", "zoe"])
def test_nobody_else_is_asked(cast, name):
    waiting(cast.pct, "January.csv")
    assert items(cast[name]) == []


@pytest.mark.parametrize(("name", "sees"), [("ira", True), ("pat", True), ("alice", False), ("ada", False)])
def test_the_menu_has_extracts_for_the_pct(as_user, name, sees):
    assert ("HIDAS extracts" in as_user(name).get("/", follow=True).content.decode()) == sees


def test_only_information_staff_say_what_columns_are(cast):
    extract = waiting(cast.pct, "January.csv")
    with pytest.raises(Refused) as refused:
        map_extract(extract=extract, by=cast.pat, name="Own", columns={})
    assert refused.value.rule == "extract.not-allowed"


def test_a_file_whose_columns_are_known_takes_no_mapping(cast):
    extract = waiting(cast.pct, "January.csv")
    with pytest.raises(Refused) as refused:
        map_extract(extract=extract, by=cast.ira, name="Own", columns={})
    assert refused.value.rule == "extract.needs-no-mapping"
