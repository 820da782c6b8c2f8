"""The pages of a month by clinician, and saving in the background."""

import pytest
from django.test import Client

from referrals.models import MonthlyReturn, ReferralCount
from tests.referrals.builders import DECEMBER, JANUARY, make_period, make_return
from tests.referrals.builders_clinicians import make_clinician, make_return_by_clinician

GRID = "/referrals/E82901/2009-01/referrals/"
COUNTING = f"{GRID}counting/"
OUTSIDE = (
    "/",
    "/referrals/review/",
    "/referrals/E82901/2009-01/review/",
    "/referrals/E82901/2009-01/versions/",
    "/referrals/completeness/daccom/2009-01/",
    "/referrals/rates/daccom/2009-01/",
    "/referrals/rates/daccom/2009-01/E82901/",
    "/referrals/E82901/2009-01/",
    "/referrals/E82901/2009-01/referrals/",
    "/referrals/E82901/2009-01/by-clinician/",
    "/practices/register/E82901/",
    "/practices/clinicians/E82901/",
    "/practices/groups/daccom/",
    "/dashboard/",
)
COUNT = {"code": "100", "specialty": "General Surgery", "urgency": "elective"}


@pytest.fixture
def alice(as_user):
    return as_user("alice")


@pytest.fixture
def ann(cast):
    return make_clinician(cast.alder, "Dr Ann Xylophone")


@pytest.fixture
def month(cast, ann, specialties):
    """Alder's January: Ann is done, Bob's grid is three boxes short."""
    bob = make_clinician(cast.alder, "Bob")
    lines = dict.fromkeys(specialties, (3, 1))
    short = {specialties[0]: (2, 1), specialties[1]: (4, None)}
    return make_return_by_clinician(cast.alder, {ann: lines, bob: short})


def typed(figure="2", **changes):
    every = {
        f"figure-{code}-{urgency}": figure
        for code in (100, 110, 330)
        for urgency in ("elective", "unscheduled")
    }
    return {**every, "edition": "1", **changes}


def background(client: Client, page: str, **changes):
    return client.post(page, typed(**changes), headers={"X-Saved-By": "autosave"})


def test_the_overview_says_how_far_each_is(alice, month):
    page = alice.get(GRID)
    text = " ".join(page.content.decode().split())
    assert "Dr Ann Xylophone</a>: done" in text
    assert "Bob</a>: 3 empty" in text
    assert page.context["total"] == 12 + 7


def test_each_has_a_grid(alice, month, ann):
    page = alice.get(f"{GRID}clinicians/{ann.pk}/")
    assert page.context["form"].total == 12
    saved = alice.post(f"{GRID}clinicians/{ann.pk}/", typed("5"), follow=True)
    assert "The referrals of Dr Ann Xylophone of January 2009 are saved." in saved.content.decode()


def test_one_who_referred_nobody(alice, month, ann):
    page = f"{GRID}clinicians/{ann.pk}/"
    assert alice.post(page, typed("", nil="on")).status_code == 302
    assert alice.get(page).context["form"]["nil"].value()
    assert "Dr Ann Xylophone</a>: referred nobody" in " ".join(alice.get(GRID).content.decode().split())


def test_a_grid_of_a_month_that_counts_the_practice(alice, cast, ann, specialties):
    assert alice.get(f"{GRID}clinicians/{ann.pk}/").headers["Location"] == GRID
    assert alice.post(f"{GRID}clinicians/{ann.pk}/", typed(edition="0")).status_code == 409


def test_a_clinician_of_another_practice_has_no_grid_here(alice, cast, month):
    other = make_clinician(cast.birch)
    assert alice.get(f"{GRID}clinicians/{other.pk}/").status_code == 404


@pytest.mark.parametrize("status", ["draft", "submitted"])
def test_a_gp_reads_the_overview(as_user, month, status):
    history = {"versions_sent": 1, "submitted_at": month.referrals_saved_at}
    history |= {"first_submitted_at": month.referrals_saved_at, "submitted_by": month.referrals_saved_by}
    if status == "submitted":
        MonthlyReturn.objects.filter(pk=month.pk).update(status=status, **history)
    text = as_user("bob").get(GRID).content.decode()
    assert ("Your practice manager fills in" if status == "draft" else "were submitted") in text


def test_the_whole_practice_asks_whose_the_figures_are(alice, cast, ann, specialties):
    make_return(cast.alder, counts=dict.fromkeys(specialties, (3, 1)))
    assert alice.post(COUNTING, {"edition": "1"}).status_code == 422
    alice.post(COUNTING, {"edition": "1", "whose": str(ann.pk)})
    assert set(ReferralCount.objects.values_list("clinician", flat=True)) == {ann.pk}


def test_switching_back_says_what_is_not_finished(alice, month):
    assert "Bob: 3 empty" in alice.get(COUNTING).content.decode()
    page = alice.post(COUNTING, {"edition": "1"}, follow=True)
    assert "is counted for the whole practice now" in page.content.decode()
    assert page.context["form"].total == 19


def test_a_switch_overtaken_changes_nothing(alice, month):
    assert alice.post(COUNTING, {"edition": "0"}).status_code == 409
    assert MonthlyReturn.objects.get().by_clinician


def test_without_a_list_there_is_nothing_to_switch_to(alice, cast, specialties):
    assert "Put them on the list first." in alice.get(COUNTING).content.decode()


def test_a_closed_month_is_not_switched(alice, month, settings):
    settings.TODAY = "2009-04-01"
    assert "cannot be changed any more" in alice.get(COUNTING).content.decode()


def test_last_month_fills_only_what_is_empty(alice, cast, specialties):
    make_return(cast.alder, DECEMBER, "submitted", counts=dict.fromkeys(specialties, (17, None)))
    page = alice.post(GRID, typed("", **{"figure-330-elective": "5", "last": ""}))
    assert [cell.value for cell in page.context["form"].cells] == ["17", "", "17", "", "5", ""]
    assert page.content.decode().count("from Dec, check") == 2
    assert not MonthlyReturn.objects.filter(month=JANUARY.first).exists()


def test_saving_in_the_background(alice, cast, specialties):
    answer = background(alice, GRID, edition="0")
    assert answer.json()["edition"] == 1
    assert len(answer.json()["at"]) == 5
    assert ReferralCount.objects.count() == 6


def test_what_cannot_be_is_told_in_the_background(alice, specialties):
    answer = background(alice, GRID, edition="0", **{"figure-330-elective": "many"})
    assert answer.status_code == 422
    assert answer.json()["problems"] == ["Dermatology, elective: enter a whole number, such as 12"]


def test_being_overtaken_in_the_background_shows_what_is_stored(alice, cast, specialties):
    make_return(cast.alder, counts={specialties[0]: (8, None)})
    answer = background(alice, GRID, edition="0")
    assert answer.status_code == 409
    assert (answer.json()["rule"], answer.json()["edition"]) == ("return.stale", 1)
    assert answer.json()["stored"]["figure-100-elective"] == "8"
    assert answer.json()["stored"]["figure-100-unscheduled"] == ""


def test_a_clinicians_own_figures_beside_the_colleagues(as_user, month):
    page = as_user("bob").get("/referrals/E82901/2009-01/by-clinician/")
    lines = page.context["found"].lines
    assert [(line.clinician.name, line.total, line.is_you) for line in lines] == [
        ("Bob", 7, True),
        ("Dr Ann Xylophone", 12, False),
    ]
    assert "(you)" in page.content.decode()


def test_months_before_stand_beside_it(as_user, cast, month, ann, specialties):
    make_return_by_clinician(cast.alder, {ann: {specialties[0]: (5, 5)}}, DECEMBER, "accepted")
    found = as_user("bob").get("/referrals/E82901/2009-01/by-clinician/").context["found"]
    assert [str(shown) for shown in found.months] == ["December 2008", "January 2009"]
    assert [line.months for line in found.lines] == [[None, 7], [10, 12]]


def test_who_referred_nobody_stands_there_with_zero(as_user, cast, ann, specialties):
    ben = make_clinician(cast.alder, "Dr Ben Sample")
    make_return_by_clinician(cast.alder, {ann: {specialties[0]: (5, 5)}, ben: None})
    found = as_user("bob").get("/referrals/E82901/2009-01/by-clinician/").context["found"]
    assert [(line.clinician, line.total, line.months) for line in found.lines] == [
        (ann, 10, [10]),
        (ben, 0, [0]),
    ]


def test_a_month_for_the_whole_practice_compares_nobody(as_user, january):
    text = as_user("bob").get("/referrals/E82901/2009-01/by-clinician/").content.decode()
    assert "This month is not counted by clinician." in text


@pytest.mark.parametrize("status", ["submitted", "queried", "accepted"])
@pytest.mark.parametrize(
    "person", ["charlie", "olive", "erin", "chris", "dee", "max", "rita", "pat", "ira", "fin", "zoe", "ada"]
)
def test_no_page_outside_the_practice_names_a_clinician(as_user, cast, ann, specialties, person, status):
    sent = make_return_by_clinician(cast.alder, {ann: dict.fromkeys(specialties, (30, 10))}, status=status)
    content = {
        "practice": "E82901",
        "nil_referrals": False,
        "counts": [],
        "totals": {"elective": 90, "unscheduled": 30, "all": 120},
        "threshold": "3000.00",
        "episodes": [],
        "validated": 0,
        "challenges": 0,
        "by_clinician": [{"clinician": ann.name, "nil": False, "counts": []}],
    }
    other = {"clinician": ann.name, "nil": True, "counts": [{**COUNT, "referrals": 5}]}
    for number, grids in enumerate((content["by_clinician"], [other]), start=1):
        sent.versions.create(
            number=number,
            content={**content, "by_clinician": grids},
            sha256="0" * 64,
            declared_name="Alice",
            submitted_at=sent.submitted_at,
            submitted_by=cast.alice,
        )
    visitor = as_user(person)
    for address in OUTSIDE:
        assert "Xylophone" not in visitor.get(address, follow=True).content.decode(), address


def test_the_grid_takes_under_twelve_queries(alice, cast, specialties, django_assert_max_num_queries):
    make_period(cast.dacorum)
    make_return(cast.alder, DECEMBER, "accepted", counts=dict.fromkeys(specialties, (10, 2)))
    make_return(cast.alder, counts=dict.fromkeys(specialties, (60, 1)))
    with django_assert_max_num_queries(11):
        assert "usually" in alice.get(GRID).content.decode()


def test_the_overview_takes_under_twelve_queries_too(alice, cast, month, django_assert_max_num_queries):
    make_period(cast.dacorum)
    with django_assert_max_num_queries(12):
        alice.get(GRID)
