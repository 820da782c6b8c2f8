"""The pages of requests: ask, answer, follow, list."""

from __future__ import annotations

import pytest

from daccom import calendar
from practices.models import CommissioningGroup, Role
from referrals.models import OutlierRequest
from referrals.services.outliers import note_request
from tests.cast import give_role, make_practice
from tests.referrals.builders import JANUARY
from tests.referrals.builders_facts import make_fact, make_reference
from tests.referrals.builders_outliers import make_request, two_years

ASK = "/referrals/daccom/2009-01/run-charts/referrals/E82901/ask/"
LIST = "/referrals/outliers/daccom/"
WORDS = {"words": "What has changed?", "due_on_day": "20", "due_on_month": "3", "due_on_year": "2009"}
ANSWER = {"reasons": "Flu.", "action_plan": "Jabs."}


def detail(request):
    return f"/referrals/outliers/request/{request.pk}/"


def text(answer):
    return answer.content.decode()


def test_asking_prefills_the_finding_and_four_weeks(cast, as_user):
    two_years(cast.alder)
    make_reference(cast.pct)
    page = text(as_user("erin").get(ASK))
    assert "Referrals, January 2009: 110 where 110.0 were expected: not significant." in page
    assert 'value="20"' in page
    assert 'value="3"' in page


def test_the_finding_comes_from_the_figures_whatever_is_posted(cast, as_user):
    two_years(cast.alder)
    page = as_user("erin").post(ASK, {**WORDS, "finding": "Nonsense"}, follow=True)
    made = OutlierRequest.objects.get()
    assert made.finding.startswith("Referrals, January 2009: 110")
    assert "is asked, and finds it on its home page" in text(page)


def test_nothing_is_asked_from_what_only_the_asker_may_know(cast, as_user):
    give_role(cast.erin, Role.PRACTICE_MANAGER, cast.birch)
    make_fact(cast.birch, referrals=3)
    make_fact(cast.alder, referrals=9)
    make_fact(make_practice("Cedar Surgery", "E82910", cast.dacorum), referrals=90)
    answer = as_user("erin").post(ASK, WORDS)
    assert (answer.status_code, OutlierRequest.objects.exists()) == (422, False)
    assert "January 2009: 9" not in text(answer)


def test_a_past_day_stands_by_its_field(cast, as_user):
    two_years(cast.alder)
    page = as_user("erin").post(ASK, {**WORDS, "due_on_month": "1"})
    assert page.status_code == 422
    assert "20 January 2009 is past." in text(page)


def test_without_words_nothing_is_asked(cast, as_user):
    two_years(cast.alder)
    page = as_user("erin").post(ASK, {**WORDS, "words": ""})
    assert (page.status_code, "Say what you want to know" in text(page)) == (422, True)


def test_asked_twice_it_leads_to_the_open_one(cast, as_user):
    two_years(cast.alder)
    make_request(cast.alder, by=cast.max)
    assert "the request is open" in text(as_user("erin").get(ASK))
    assert as_user("erin").post(ASK, WORDS).status_code == 422


def test_without_a_figure_there_is_nothing_to_ask(cast, as_user):
    make_fact(cast.alder, activity={"AE": 9})
    assert "There is no figure" in text(as_user("erin").get(ASK))
    assert as_user("erin").post(ASK, WORDS).status_code == 422
    assert not OutlierRequest.objects.exists()


def test_a_small_number_is_not_told_by_asking(cast, as_user):
    make_fact(cast.alder, referrals=3)
    make_fact(cast.birch, referrals=90)
    page = text(as_user("erin").get(ASK))
    assert "There is no figure" in page


def test_the_practice_answers_on_the_page(cast, as_user):
    request = make_request(cast.alder, by=cast.max)
    page = text(as_user("alice").post(f"{detail(request)}answer/", ANSWER, follow=True))
    assert "Your answer is sent." in page
    assert "Action plan: Jabs." in page
    assert "Your answer</h2>" not in page


def test_an_answer_without_a_plan_comes_back(cast, as_user):
    request = make_request(cast.alder, by=cast.max)
    page = as_user("alice").post(f"{detail(request)}answer/", {"reasons": "Flu."})
    assert (page.status_code, "Say what the practice will do" in text(page)) == (422, True)


def test_a_patient_in_an_answer_comes_back(cast, as_user):
    request = make_request(cast.alder, by=cast.max)
    given = {**ANSWER, "reasons": "943 476 5919"}
    assert "may be an NHS number" in text(as_user("alice").post(f"{detail(request)}answer/", given))


def test_an_answer_too_late_is_told(cast, as_user):
    request = make_request(cast.alder, by=cast.max, status="withdrawn")
    page = as_user("alice").post(f"{detail(request)}answer/", ANSWER)
    assert (page.status_code, "does not wait for an answer" in text(page)) == (422, True)


@pytest.mark.parametrize(
    ("step", "status", "said"),
    [
        ("close", "closed", "The request is closed."),
        ("return", "asked", "The practice is asked again."),
        ("note", "answered", "The note is written down."),
        ("withdraw", "withdrawn", "The request is withdrawn."),
    ],
)
def test_the_executive_follows_an_answer(cast, as_user, step, status, said):
    request = make_request(cast.alder, by=cast.max, status="answered")
    given = {"step": step, "words": "Because."}
    assert said in text(as_user("erin").post(f"{detail(request)}follow/", given, follow=True))
    request.refresh_from_db()
    assert request.status == status


def test_following_needs_words(cast, as_user):
    request = make_request(cast.alder, by=cast.max, status="answered")
    page = as_user("erin").post(f"{detail(request)}follow/", {"step": "close", "words": ""})
    assert (page.status_code, "Write the words" in text(page)) == (422, True)
    page = as_user("erin").post(f"{detail(request)}follow/", {"step": "close", "words": "943 476 5919"})
    assert (page.status_code, "may be an NHS number" in text(page)) == (422, True)


def test_before_the_answer_it_cannot_be_closed(cast, as_user):
    request = make_request(cast.alder, by=cast.max)
    page = as_user("erin").post(f"{detail(request)}follow/", {"step": "close", "words": "x"})
    assert page.status_code == 422


def test_each_sees_their_own_form(cast, as_user):
    request = make_request(cast.alder, by=cast.max)
    assert "Your answer</h2>" in text(as_user("alice").get(detail(request)))
    assert "Follow it up</h2>" in text(as_user("max").get(detail(request)))
    reader = text(as_user("rita").get(detail(request)))
    assert "Why so many?" in reader
    assert "</form>" not in reader.split("What happened")[0].split("<main")[1]


def test_others_neither_answer_nor_follow(cast, as_user):
    request = make_request(cast.alder, by=cast.max)
    assert as_user("charlie").post(f"{detail(request)}answer/", ANSWER).status_code == 403
    assert as_user("rita").post(f"{detail(request)}follow/", {}).status_code == 403
    assert as_user("rita").get(ASK).status_code == 403
    assert as_user("olive").get(detail(request)).status_code == 404


def test_the_practice_reads_it_where_names_are_not_shared(cast, as_user):
    request = make_request(cast.alder, by=cast.max)
    CommissioningGroup.objects.filter(pk=cast.dacorum.pk).update(shares_named_practices=False)
    page = as_user("alice").get(detail(request))
    assert page.status_code == 200
    assert "All requests" not in text(page)
    assert as_user("charlie").get(detail(request)).status_code == 404


def test_the_list_is_narrowed(cast, as_user):
    make_request(cast.alder, by=cast.max)
    make_request(cast.birch, by=cast.max, status="closed")
    client = as_user("erin")
    everything, closed = text(client.get(LIST)), text(client.get(f"{LIST}?show=closed"))
    assert "Alder Surgery" in everything
    assert "Alder Surgery" not in closed
    assert "Birch Surgery" in closed
    assert "There is no request like that." in text(client.get(f"{LIST}?show=overdue"))


def test_the_list_is_had_as_a_file(cast, as_user):
    make_request(cast.alder, by=cast.max)
    answer = as_user("erin").get(f"{LIST}?table=requests&as=csv")
    assert "Alder Surgery" in text(answer)
    assert JANUARY.first.isoformat() in text(answer)


def test_another_groups_list_is_not_found(as_user):
    assert as_user("erin").get("/referrals/outliers/watcom/").status_code == 404


def test_an_answer_that_came_since_is_read_before_it_is_closed(cast, as_user):
    request = make_request(cast.alder, by=cast.max, status="answered")
    old = request.steps.count()
    note_request(request=request, words="Rang them.", by=cast.max, now=calendar.now())
    sent = {"step": "close", "words": "Good.", "seen": str(old)}
    page = as_user("erin").post(f"{detail(request)}follow/", sent)
    request.refresh_from_db()
    assert (page.status_code, request.status, request.steps.count()) == (409, "answered", old + 1)
    assert "Something happened to this request" in text(page)
    assert f'name="seen" value="{old + 1}"' in text(page)
    as_user("erin").post(f"{detail(request)}follow/", {**sent, "seen": str(old + 1)})
    request.refresh_from_db()
    assert request.status == "closed"
