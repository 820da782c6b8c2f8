"""The pages of frequent admissions, and saving a care plan."""

from __future__ import annotations

import pytest

from daccom.audit import history, views_of
from daccom.errors import Refused
from referrals.models import CarePlan
from referrals.presentation import nhs_number
from referrals.services.care_plans import save_care_plan
from tests.referrals.builders import SENT_AT, make_episode
from tests.referrals.builders_frequent import make_admissions, make_care_plan
from tests.sweeps.html import faults

LIST = "/referrals/E82901/2009-01/frequent/"
COUNTS = "/referrals/frequent/daccom/2009-01/"


@pytest.fixture
def patient(cast):
    """The latest stay of a patient of Alder's, admitted three times."""
    return make_admissions(cast.alder, 3)[-1]


def page_of(patient):
    return f"{LIST}{patient.pk}/"


def save(cast, patient, **changed):
    fields = {"status": "drafted", "departed": "", "edition": 0, **changed}
    return save_care_plan(
        practice=cast.alder, nhs_number=patient.nhs_number, by=cast.alice, now=SENT_AT, **fields
    )


def test_a_practice_sees_its_patients_and_that_is_recorded(cast, as_user, patient):
    theirs = make_admissions(cast.birch, 3)[0]
    html = as_user("bob").get(LIST).content.decode()
    assert nhs_number(patient.nhs_number) in html
    assert nhs_number(theirs.nhs_number) not in html
    looks = views_of(cast.alder.pk)
    assert {look.additional_data["verb"] for look in looks} == {"patients often admitted"}
    assert {look.object_pk for look in looks} >= {str(patient.pk)}


def test_the_patient_s_page_lists_the_stays(cast, as_user, patient):
    html = as_user("alice").get(page_of(patient)).content.decode()
    assert patient.spell_id in html
    assert faults(html) == []
    assert views_of(cast.alder.pk).count() == 3


def test_a_manager_saves_a_plan(cast, as_user, patient):
    data = {"status": "agreed", "departed": "", "edition": "0"}
    answer = as_user("alice").post(page_of(patient), data, follow=True)
    assert "The care plan is saved." in answer.content.decode()
    assert "Care plan agreed" in answer.content.decode()
    plan = CarePlan.objects.get()
    assert (plan.status, plan.edition, plan.changed_by) == ("agreed", 1, cast.alice)


def test_who_died_moves_to_those_taken_off(cast, as_user, patient):
    data = {"status": "missing", "departed": "deceased", "edition": "0"}
    html = as_user("alice").post(page_of(patient), data, follow=True).content.decode()
    assert "On the list: 0 patients" in html
    assert "Taken off the list by you" in html
    assert as_user("alice").get(page_of(patient)).status_code == 200


def test_who_was_marked_by_mistake_comes_back(cast, as_user, patient):
    save(cast, patient, departed="deceased")
    html = as_user("alice").get(page_of(patient)).content.decode()
    assert 'value="here"' in html
    as_user("alice").post(page_of(patient), {"status": "drafted", "departed": "here", "edition": "1"})
    assert CarePlan.objects.get().departed == ""


def test_without_a_status_nothing_is_saved(as_user, patient):
    answer = as_user("alice").post(page_of(patient), {"status": "", "edition": "0"})
    assert answer.status_code == 422
    assert "Select how far the care plan is" in answer.content.decode()
    assert not CarePlan.objects.exists()


def test_a_stale_page_shows_both(cast, as_user, patient):
    save(cast, patient, status="reviewed")
    answer = as_user("bob").post(page_of(patient), {"status": "drafted", "departed": "", "edition": "0"})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Stored now: Reviewed, saved by Alice on 9 February 2009." in html
    assert 'value="drafted"' in html
    assert CarePlan.objects.get().status == "reviewed"


def test_the_second_of_two_saves_is_refused(cast, patient):
    save(cast, patient)
    save(cast, patient, status="agreed", edition=1)
    with pytest.raises(Refused) as refused:
        save(cast, patient, status="reviewed", edition=1)
    assert refused.value.rule == "care-plan.stale"


def test_a_plan_is_begun_once(cast, patient):
    make_care_plan(cast.alder, patient.nhs_number)
    with pytest.raises(Refused) as refused:
        save(cast, patient)
    assert refused.value.rule == "care-plan.stale"


def test_the_audit_says_what_changed_and_names_nobody(cast, patient):
    save(cast, patient)
    save(cast, patient, status="agreed", departed="moved_away", edition=1)
    newest, oldest = history(CarePlan.objects.get())
    assert newest.changes == {"status": ["drafted", "agreed"], "departed": ["", "moved_away"]}
    assert (oldest.actor, oldest.additional_data["verb"]) == (cast.alice, "care-plan.saved")
    assert patient.nhs_number not in f"{newest.changes}{newest.object_repr}{oldest.changes}"


def test_a_patient_of_another_practice_is_not_found(cast, as_user, patient):
    theirs = make_admissions(cast.birch, 3)[0]
    assert as_user("alice").get(page_of(theirs)).status_code == 404
    assert as_user("charlie").get(page_of(patient)).status_code == 403


def test_a_patient_who_is_not_on_the_list_is_not_found(cast, as_user):
    assert as_user("alice").get(page_of(make_episode(cast.alder))).status_code == 404


@pytest.mark.parametrize("person", ["erin", "pat", "ira", "charlie"])
def test_others_get_numbers_without_a_patient(cast, as_user, patient, person):
    assert as_user(person).get(LIST).status_code in (403, 404)
    html = as_user(person).get(COUNTS).content.decode()
    assert "1 patient of DacCom was admitted most often" in html
    assert nhs_number(patient.nhs_number) not in html
    assert patient.nhs_number not in html
    assert "not shown" in html


def test_a_group_without_extracts_says_so(as_user):
    assert "Nobody was admitted more than once" in as_user("erin").get(COUNTS).content.decode()
    html = as_user("alice").get(LIST).content.decode()
    assert "None of your patients is among them." in html


def test_how_many_could_not_be_counted_is_said(cast, as_user):
    make_admissions(cast.alder, 7, "")
    words = "7 emergency admissions had no valid NHS number"
    assert words in as_user("erin").get(COUNTS).content.decode()
    assert "7 emergency admissions of your patients" in as_user("alice").get(LIST).content.decode()


def test_a_few_are_not_numbered_outside(cast, as_user):
    make_admissions(cast.alder, 2, "")
    assert "A few emergency admissions had" in as_user("erin").get(COUNTS).content.decode()


@pytest.mark.parametrize(("person", "place"), [("alice", LIST), ("erin", COUNTS), ("pat", COUNTS)])
def test_the_menu_leads_to_the_newest_month(cast, as_user, patient, person, place):
    assert as_user(person).get("/referrals/frequent/").headers["Location"] == place


def test_without_a_load_the_menu_leads_to_last_month(as_user):
    assert as_user("erin").get("/referrals/frequent/").headers["Location"] == COUNTS


def test_who_reads_no_group_is_refused(as_user):
    assert as_user("zoe").get("/referrals/frequent/").status_code == 403


def test_the_last_month_has_no_next(as_user):
    html = as_user("alice").get("/referrals/E82901/2009-02/frequent/").content.decode()
    assert "January 2009" in html
    assert "March 2009" not in html


def test_the_pages_ask_little(cast, as_user, django_assert_max_num_queries):
    for _ in range(20):
        make_admissions(cast.alder, 3)
    alice, erin = as_user("alice"), as_user("erin")
    with django_assert_max_num_queries(12):
        alice.get(LIST)
    with django_assert_max_num_queries(12):
        erin.get(COUNTS)
