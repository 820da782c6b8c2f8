"""The practice's months, the task list, the declaration and the receipt."""

import pytest
from django.urls import reverse

from practices.models import Role
from referrals.models import MonthlyReturn, ReturnVersion
from referrals.services.submission import submit_return
from tests.cast import give_role
from tests.referrals.builders import DECEMBER, FEBRUARY, JANUARY, make_episode, make_return, make_validation

MONTH = "/referrals/E82901/2009-01/"
DECLARE = f"{MONTH}declaration/"
RECEIPT = f"{MONTH}receipts/1/"


@pytest.fixture
def alice(as_user):
    return as_user("alice")


def text_of(response):
    return " ".join(response.content.decode().split())


def statuses(response):
    return [task["status"].get("text") or task["status"]["tag"]["text"] for task in response.context["tasks"]]


def declared(alice, **changes):
    seen = alice.get(DECLARE).context["shown"].seen
    return {"declared_name": "Alice", "agreed": "on", "seen": seen, **changes}


def test_your_month_is_the_first_one_still_to_send(alice, cast):
    make_return(cast.alder, DECEMBER, "submitted")
    assert alice.get("/referrals/").headers["Location"] == MONTH


def test_an_earlier_month_still_open_comes_first(alice, cast):
    assert alice.get("/referrals/").headers["Location"] == "/referrals/E82901/2008-12/"


def test_when_all_is_sent_it_is_the_month_that_ended(alice, cast):
    for month in (DECEMBER, JANUARY):
        make_return(cast.alder, month, "submitted")
    assert alice.get("/referrals/").headers["Location"] == MONTH


def test_who_works_for_two_practices_chooses(alice, cast):
    give_role(cast.alice, Role.GP, cast.birch)
    assert "Birch Surgery" in text_of(alice.get("/referrals/"))


def test_a_practice_in_no_group_gets_its_list(alice, cast):
    cast.alder.memberships.all().delete()
    assert alice.get("/referrals/").headers["Location"] == "/referrals/E82901/"
    assert "No return was expected" in text_of(alice.get("/referrals/E82901/"))


@pytest.mark.parametrize("name", ["erin", "pat", "nobody"])
def test_others_have_no_month(as_user, name):
    assert as_user(name).get("/referrals/").status_code == 403


def test_the_months_of_the_year_with_how_they_stand(alice, cast):
    make_return(cast.alder, DECEMBER, "submitted")
    rows = alice.get("/referrals/E82901/").context["rows"]
    assert [row["tag"].text for row in rows[:4]] == ["Not due yet", "Overdue", "Submitted", "Not sent"]
    assert len(rows) == 11


def test_an_earlier_year(alice, cast):
    rows = alice.get("/referrals/E82901/?year=2007").context["rows"]
    assert [str(rows[0]["month"].month), len(rows)] == ["March 2008", 12]


@pytest.mark.parametrize("year", ["1999", "x", "2009"])
def test_a_year_that_is_none(alice, cast, year):
    assert alice.get(f"/referrals/E82901/?year={year}").status_code == 404


def test_the_year_takes_the_same_queries_however_full(alice, cast, django_assert_max_num_queries):
    make_return(cast.alder, DECEMBER, "submitted")
    with django_assert_max_num_queries(12):
        alice.get("/referrals/E82901/")


def test_looking_makes_no_draft(alice, specialties):
    assert statuses(alice.get(MONTH)) == ["Not started", "Completed", "Not ready"]
    assert not MonthlyReturn.objects.exists()


def test_a_month_under_way(alice, cast, specialties):
    make_return(cast.alder, counts={specialties[0]: (1, None)})
    make_validation(make_episode(cast.alder))
    make_episode(cast.alder)
    response = alice.get(MONTH)
    assert statuses(response) == ["In progress", "In progress", "Not ready"]
    assert "5 empty boxes" in text_of(response)
    assert "1 of 2 episodes" in text_of(response)


def test_a_month_ready_to_go(alice, cast, january):
    make_validation(make_episode(cast.alder))
    assert statuses(alice.get(MONTH)) == ["Completed", "Completed", "Ready to submit"]


def test_a_month_without_referrals_says_so(alice, cast, specialties):
    make_return(cast.alder, nil_referrals=True)
    assert "You referred nobody" in text_of(alice.get(MONTH))


def test_a_month_that_runs_cannot_be_declared_yet(alice, cast):
    response = alice.get("/referrals/E82901/2009-02/")
    assert statuses(response)[2] == "Cannot start yet"
    assert "From the end of February 2009" in text_of(response)


def test_a_gp_is_told_who_submits(as_user, january):
    assert "Your practice manager submits the return" in text_of(as_user("bob").get(MONTH))


def test_a_closed_month_says_so(alice, cast, settings):
    settings.TODAY = "2009-04-01"
    assert "Closed on 31 March 2009 without a return" in text_of(alice.get(MONTH))


def test_the_groups_question_is_on_the_task_list(alice, cast):
    make_return(cast.alder, JANUARY, "queried", query_reason="Dermatology looks low.")
    text = text_of(alice.get(MONTH))
    assert "The group has a question" in text
    assert "Dermatology looks low." in text


def test_the_month_takes_fifteen_queries(alice, cast, submission, django_assert_max_num_queries):
    submit_return(**submission)
    with django_assert_max_num_queries(15):
        alice.get(MONTH)


def test_the_declaration_shows_what_is_sent(alice, cast, january):
    make_validation(make_episode(cast.alder))
    response = alice.get(DECLARE)
    assert response.context["shown"].content["totals"]["all"] == 12
    assert "Submit the return" in text_of(response)


def test_what_is_missing_is_named_with_a_link(alice, cast, specialties):
    make_episode(cast.alder)
    text = text_of(alice.get(DECLARE))
    assert "Enter the referrals</a>" in text
    assert "Answer about the episodes</a>" in text
    assert "Submit the return" not in text


def test_submitting_gives_a_receipt(alice, cast, january):
    response = alice.post(DECLARE, declared(alice), follow=True)
    version = ReturnVersion.objects.get()
    assert response.redirect_chain == [(RECEIPT, 302)]
    assert version.receipt in text_of(response)
    assert "7 days late" in text_of(response)


def test_an_answer_with_a_patients_number_is_an_error_by_its_field(alice, cast, submission):
    version = submit_return(**submission)
    MonthlyReturn.objects.update(
        status="queried", queried_at=version.submitted_at, queried_by=cast.max, query_reason="Low?"
    )
    response = alice.post(DECLARE, declared(alice, answer="It was 943 476 5919."))
    assert response.status_code == 422
    assert "answer" in response.context["form"].errors
    assert "It was 943 476 5919." in text_of(response)


@pytest.mark.parametrize(
    ("changes", "field"), [({"declared_name": ""}, "declared_name"), ({"agreed": ""}, "agreed")]
)
def test_without_name_or_tick_nothing_is_sent(alice, january, changes, field):
    response = alice.post(DECLARE, declared(alice, **changes))
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not ReturnVersion.objects.exists()


def test_another_name_is_an_error_by_its_field(alice, january):
    response = alice.post(DECLARE, declared(alice, declared_name="Bob"))
    assert response.status_code == 422
    assert "your account, which says Alice" in text_of(response)
    assert 'value="Bob"' in text_of(response)


def test_submitting_again_says_so_and_leads_to_the_receipt(alice, january):
    form = declared(alice)
    alice.post(DECLARE, form)
    response = alice.post(DECLARE, form, follow=True)
    assert response.redirect_chain == [(RECEIPT, 302)]
    assert "was already submitted by Alice" in text_of(response)
    assert ReturnVersion.objects.count() == 1


def test_the_declaration_of_what_was_sent_leads_to_the_receipt(alice, submission):
    submit_return(**submission)
    assert alice.get(DECLARE).headers["Location"] == RECEIPT


def test_what_changed_meanwhile_is_shown_before_it_is_sent(alice, cast, january):
    form = declared(alice)
    make_validation(make_episode(cast.alder))
    response = alice.post(DECLARE, form)
    assert response.status_code == 409
    assert "changed since you opened the declaration" in text_of(response)
    assert alice.post(DECLARE, declared(alice)).status_code == 302


def test_submitting_nothing_at_all(alice, specialties):
    response = alice.post(DECLARE, declared(alice))
    assert response.status_code == 409
    assert "Nothing is entered" in text_of(response)
    assert not MonthlyReturn.objects.exists()


def test_submitting_after_the_period_closed(alice, january, settings):
    form = declared(alice)
    settings.TODAY = "2009-04-01"
    response = alice.post(DECLARE, form)
    assert response.status_code == 409
    assert "January 2009 closed on 31 March 2009" in text_of(response)
    assert MonthlyReturn.objects.get().status == "draft"


def test_submitting_a_month_that_runs(alice, cast, specialties):
    make_return(cast.alder, FEBRUARY, counts=dict.fromkeys(specialties, (1, 1)))
    address = reverse("referrals:return-declare", kwargs={"ods": "E82901", "month": FEBRUARY})
    assert "is not over yet" in text_of(alice.get(address))
    assert alice.post(address, {"declared_name": "Alice", "agreed": "on"}).status_code == 409


def test_a_gp_does_not_submit(as_user, january):
    assert as_user("bob").get(DECLARE).status_code == 403
    assert as_user("bob").post(DECLARE, {}).status_code == 403


@pytest.mark.parametrize("number", [0, 2])
def test_a_receipt_that_is_none(alice, submission, number):
    submit_return(**submission)
    assert alice.get(f"{MONTH}receipts/{number}/").status_code == 404


def test_no_receipt_before_anything_was_sent(alice, cast):
    assert alice.get(RECEIPT).status_code == 404
