"""The pages about groups and practices, as people see them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from practices.models import CommissioningGroup, Membership, Practice, Role
from tests.cast import Cast, give_role
from tests.practices.builders import make_appointment, make_list
from tests.sweeps.html import faults

GROUP = "/practices/groups/daccom/"
ALDER = "/practices/register/E82901/"


def text(response: Any) -> str:
    assert response.status_code == 200
    html: str = response.content.decode()
    assert faults(html) == []
    return html


def test_a_group_lists_its_practices_and_people(cast: Cast, as_user: Any) -> None:
    Practice.objects.filter(pk=cast.alder.pk).update(town="Tring", contract="pms")
    make_list(cast.alder, 8_512)
    make_list(cast.birch, 1_500, is_simulated=True)
    make_appointment("Dr J Cohen", "Clinical lead", cast.alder)
    make_appointment("Geoff Smith", "Practice manager", cast.alder)
    make_appointment("Dr Zunia Hurst", "Director", cast.dacorum, responsibilities=["Prescribing", "IT"])
    html = text(as_user("erin").get(GROUP))
    for words in ("10,012", "8,512", "Tring", "PMS", "Dr J Cohen", "Geoff Smith", "Prescribing; IT"):
        assert words in html
    assert html.count(">simulated<") == 2
    assert "(patients simulated)" not in html
    assert "Oak Surgery" not in html


def test_contracts_have_a_column_once_one_is_stated(cast: Cast, as_user: Any) -> None:
    assert "Contract" not in text(as_user("erin").get(GROUP))
    Practice.objects.filter(pk=cast.alder.pk).update(contract="gms")
    assert "Contract" in text(as_user("erin").get(GROUP))


def test_a_caption_says_when_every_list_is_simulated(cast: Cast, as_user: Any) -> None:
    make_list(cast.alder, 8_512, is_simulated=True)
    html = text(as_user("erin").get(GROUP))
    assert "Practices of DacCom (patients simulated)" in html
    assert html.count(">simulated<") == 1


def test_posts_that_have_ended_are_not_shown(cast: Cast, as_user: Any) -> None:
    make_appointment("Dr Gone", "Chair", cast.dacorum, ended_on=dt.date(2009, 2, 19))
    assert "Dr Gone" not in text(as_user("erin").get(GROUP))


def test_a_group_without_named_sharing_shows_ones_own_practice(cast: Cast, as_user: Any) -> None:
    CommissioningGroup.objects.update(shares_named_practices=False)
    html = text(as_user("alice").get(GROUP))
    assert "you see your own practice" in html
    assert "Birch Surgery" not in html


@pytest.mark.parametrize("name", ["olive", "zoe", "ada", "nobody"])
def test_other_groups_are_not_found(as_user: Any, name: str) -> None:
    assert as_user(name).get(GROUP).status_code == 404


def test_the_group_page_asks_few_queries(
    cast: Cast, as_user: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(40):
        practice = Practice.objects.create(ods_code=f"F{number:05}", name=f"Surgery {number}")
        Membership.objects.create(group=cast.dacorum, practice=practice, joined_on=dt.date(2007, 4, 1))
        make_list(practice, 1_000)
        make_appointment(f"Manager {number}", "Practice manager", practice)
    browser = as_user("erin")
    with django_assert_max_num_queries(14):
        assert "Surgery 39" in text(browser.get(GROUP))


def test_a_practice_tells_what_is_known(cast: Cast, as_user: Any) -> None:
    Practice.objects.filter(pk=cast.alder.pk).update(
        register_name="ALDER GROUP", address="High Street, Tring", is_training=True
    )
    make_list(cast.alder, 8_512, is_simulated=True)
    make_appointment("Geoff Smith", "Practice manager", cast.alder)
    html = text(as_user("alice").get(ALDER))
    for words in ("ALDER GROUP", "High Street, Tring", "Geoff Smith", "8,512", ">simulated<", "Not stated"):
        assert words in html
    assert "Who looked at our patients" in html


def test_only_its_own_staff_are_led_to_the_access_log(cast: Cast, as_user: Any) -> None:
    assert "Who looked at our patients" not in text(as_user("charlie").get(ALDER))


def test_a_closed_practice_says_so_and_names_its_successor(cast: Cast, as_user: Any) -> None:
    Practice.objects.filter(pk=cast.alder.pk).update(closed_on=dt.date(2008, 12, 31), successor=cast.birch)
    html = text(as_user("erin").get(ALDER))
    assert "closed on 31 December 2008" in html
    assert "Its successor is Birch Surgery" in html
    assert "No list of this practice has been counted yet" in html


def test_a_practice_that_will_close_says_when(cast: Cast, as_user: Any) -> None:
    Practice.objects.filter(pk=cast.alder.pk).update(closed_on=dt.date(2018, 11, 30))
    assert "This practice closes on 30 November 2018" in text(as_user("erin").get(ALDER))


def test_practices_leads_to_ones_group(as_user: Any) -> None:
    assert as_user("alice").get("/practices/").headers["Location"] == GROUP


def test_the_pct_chooses_among_its_groups(as_user: Any) -> None:
    html = text(as_user("pat").get("/practices/"))
    assert "DacCom" in html
    assert "WatCom" in html


def test_an_administrator_searches_the_register(cast: Cast, as_user: Any) -> None:
    Practice.objects.filter(pk=cast.oak.pk).update(town="Watford", postcode="WD1 1AA")
    browser = as_user("ada")
    for words in ("oak", "e82903", "watford surgery", "wd1"):
        html = text(browser.get("/practices/", {"q": words}))
        assert "E82903" in html
        assert "E82901" not in html
    assert "No practice has these words" in text(browser.get("/practices/", {"q": "nowhere"}))


def test_a_page_beyond_the_last_shows_the_last(as_user: Any) -> None:
    assert "Alder Surgery" in text(as_user("ada").get("/practices/", {"page": "99", "sort": "-nonsense"}))


def test_somebody_without_a_role_is_told_why(as_user: Any) -> None:
    response = as_user("nobody").get("/practices/")
    assert response.status_code == 403
    assert "You hold no role" in response.content.decode()


def test_a_person_with_two_practices_chooses_whose_log(cast: Cast, as_user: Any) -> None:
    give_role(cast.alice, Role.GP, cast.oak)
    html = text(as_user("alice").get("/practices/who-looked/"))
    assert "/practices/who-looked/E82901/" in html
    assert "/practices/who-looked/E82903/" in html


@pytest.mark.parametrize(("name", "seen"), [("erin", True), ("charlie", True), ("rita", False)])
@pytest.mark.parametrize("page", ["groups/daccom/", "register/E82901/"])
def test_a_patient_representative_reads_no_clinicians_name(
    cast: Cast, as_user: Any, name: str, seen: bool, page: str
) -> None:
    make_appointment("Dr Oakley", "Clinical lead", cast.alder)
    make_appointment("Ms Penn", "Practice manager", cast.alder)
    text = as_user(name).get(f"/practices/{page}").content.decode()
    assert "Ms Penn" in text
    assert ("Dr Oakley" in text) is seen
