"""The practice's own list of clinicians."""

import datetime as dt

import pytest

from daccom.audit import history
from daccom.calendar import Month
from daccom.errors import Refused
from practices.models import Clinician
from practices.selectors.clinicians import clinicians_in, clinicians_of
from practices.services.clinicians import add_clinician, end_clinician

PAGE = "/practices/clinicians/E82901/"
SPRING = dt.date(2008, 4, 1)


@pytest.fixture
def added(cast):
    return {"practice": cast.alder, "name": "Dr A. Example", "started_on": SPRING, "by": cast.alice}


@pytest.fixture
def doctor(added):
    return add_clinician(**added)


def refusal(service, **given):
    with pytest.raises(Refused) as refused:
        service(**given)
    return refused.value.rule


def first_day(day=1, month=4, year=2008):
    return {"started_on_day": day, "started_on_month": month, "started_on_year": year}


def last_day(day=1, month=2, year=2009):
    return {"ended_on_day": day, "ended_on_month": month, "ended_on_year": year}


def test_adding_is_written_down(cast, doctor):
    assert history(doctor)[0].additional_data == {"verb": "clinician.added"}
    assert history(doctor)[0].actor == cast.alice


def test_spaces_do_not_make_another_name(added, doctor):
    assert refusal(add_clinician, **{**added, "name": " dr  a.  example"}) == "clinician.listed"


def test_two_at_the_same_moment(added, doctor, monkeypatch):
    """The list showed nobody of that name; by the time it is written there is one."""
    monkeypatch.setattr(type(Clinician.objects.all()), "exists", lambda rows: False)
    assert refusal(add_clinician, **added) == "clinician.listed"


def test_nobody_starts_in_the_future(added):
    assert refusal(add_clinician, **{**added, "started_on": dt.date(2009, 2, 21)}) == "clinician.starts-later"


@pytest.mark.parametrize("person", ["bob", "charlie", "max", "pat", "ada"])
def test_only_the_manager_adds(cast, added, person):
    assert refusal(add_clinician, **{**added, "by": cast[person]}) == "clinician.not-your-job"


def test_leaving_is_written_down_and_the_name_is_free_again(cast, added, doctor):
    end_clinician(clinician=doctor, ended_on=dt.date(2009, 2, 1), by=cast.alice)
    assert history(doctor)[0].changes == {"ended_on": ["", "2009-02-01"]}
    assert add_clinician(**added) != doctor


@pytest.mark.parametrize("person", ["bob", "charlie", "max"])
def test_only_the_manager_takes_off(cast, doctor, person):
    given = {"clinician": doctor, "ended_on": dt.date(2009, 2, 1), "by": cast[person]}
    assert refusal(end_clinician, **given) == "clinician.not-your-job"


def test_nobody_leaves_before_they_came_or_twice(cast, doctor):
    assert refusal(end_clinician, clinician=doctor, ended_on=SPRING, by=cast.alice) == (
        "clinician.ends-before-start"
    )
    day = dt.date(2009, 2, 1)
    end_clinician(clinician=doctor, ended_on=day, by=cast.alice)
    assert refusal(end_clinician, clinician=doctor, ended_on=day, by=cast.alice) == "clinician.ended"


def test_who_is_on_the_list_in_a_month(cast, added, doctor):
    left = add_clinician(**{**added, "name": "Dr B. Early"})
    end_clinician(clinician=left, ended_on=dt.date(2009, 1, 2), by=cast.alice)
    came = add_clinician(**{**added, "name": "Dr C. Late", "started_on": dt.date(2009, 1, 31)})
    listed = {
        slug: clinicians_in(cast.alder, Month.parse(slug)) for slug in ("2008-12", "2009-01", "2009-02")
    }
    assert listed == {
        "2008-12": [doctor, left],
        "2009-01": [doctor, left, came],
        "2009-02": [doctor, came],
    }
    assert clinicians_of(cast.alder) == [doctor, came, left]


def test_the_manager_adds_on_the_page(as_user):
    page = as_user("alice").post(PAGE, {"name": "Dr A. Example", **first_day()}, follow=True)
    assert "Dr A. Example is on the list." in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": "Dr A. Example", **first_day()}, "name"),
        ({"name": "Dr D. New", **first_day(year=2010)}, "started_on"),
        ({"name": "", **first_day()}, "name"),
    ],
)
def test_what_is_wrong_stands_by_its_field(as_user, doctor, typed, field):
    page = as_user("alice").post(PAGE, typed)
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert Clinician.objects.count() == 1


def test_the_manager_takes_somebody_off_on_the_page(as_user, doctor):
    page = as_user("alice").post(f"{PAGE}{doctor.pk}/left/", last_day(), follow=True)
    assert "Dr A. Example is off the list from 1 February 2009." in page.content.decode()
    assert "None needed" in page.content.decode()


def test_a_day_that_cannot_be_stands_by_its_field(as_user, doctor):
    page = as_user("alice").post(f"{PAGE}{doctor.pk}/left/", last_day(year=2007))
    assert page.status_code == 422
    assert "ended_on" in page.context["form"].errors


def test_a_gp_reads_and_may_not_change(as_user, doctor):
    bob = as_user("bob")
    assert "Dr A. Example" in bob.get(PAGE).content.decode()
    assert bob.post(PAGE, {"name": "Dr B. Other", **first_day()}).status_code == 403
    assert bob.get(f"{PAGE}{doctor.pk}/left/").status_code == 403


@pytest.mark.parametrize("person", ["charlie", "olive", "erin", "max", "rita", "pat", "ira", "ada", "nobody"])
def test_outside_the_practice_there_is_no_such_page(as_user, doctor, person):
    visitor = as_user(person)
    assert visitor.get(PAGE).status_code == 404
    assert visitor.post(PAGE, {"name": "Dr B. Other", **first_day()}).status_code == 404
    assert visitor.get(f"{PAGE}{doctor.pk}/left/").status_code == 404
    assert "Clinicians of the practice" not in visitor.get("/practices/register/E82901/").content.decode()


def test_another_practices_clinician_is_not_found_under_ones_own(as_user, cast, doctor):
    assert as_user("charlie").get(f"/practices/clinicians/E82902/{doctor.pk}/left/").status_code == 404


def test_the_practice_page_leads_to_the_list(as_user):
    assert PAGE in as_user("bob").get("/practices/register/E82901/").content.decode()
