"""The group reads what was sent, and queries or accepts it."""

import pytest

from practices.models import Membership, Practice
from referrals.models import MonthlyReturn
from referrals.selectors.months import practice_month
from referrals.selectors.reading import episode_words, read_from_outside
from referrals.services.submission import submit_return
from referrals.work.returns import review_work
from tests.referrals.builders import DECEMBER, JANUARY, make_episode, make_return, make_validation

REVIEW = "/referrals/E82901/2009-01/review/"


@pytest.fixture
def sent(cast, submission):
    return submit_return(**submission).monthly_return


def status():
    return MonthlyReturn.objects.get(month=JANUARY.first).status


def test_the_practice_reads_every_figure_it_sent(as_user, sent):
    response = as_user("alice").get(REVIEW)
    assert response.context["lines"][0] == {"specialty": "General Surgery", "elective": 3, "unscheduled": 1}


@pytest.mark.parametrize("name", ["charlie", "erin", "max", "rita", "pat"])
def test_others_read_no_count_of_one_to_five(as_user, sent, name):
    response = as_user(name).get(REVIEW)
    assert response.context["lines"] == []
    reading = response.context["reading"]
    assert (reading.referrals, reading.activity.hidden_together) == ("12", 12)
    assert reading.activity.shown_specialties == []
    assert "Unscheduled" not in response.content.decode()


def test_what_gives_another_practice_away_is_not_shown_either(as_user, cast, sent, specialties):
    make_return(cast.birch, JANUARY, "submitted", counts={specialties[0]: (2, 1)})
    reading = as_user("max").get(REVIEW).context["reading"]
    assert (reading.referrals, reading.activity.specialties) == ("not shown", [])


def test_the_group_reads_what_was_sent_not_what_the_practice_is_changing(as_user, cast, sent):
    as_user("max").post(f"{REVIEW}query/", {"version": "1", "reason": "Low"})
    sent.counts.update(referrals=50)
    assert as_user("max").get(REVIEW).context["reading"].referrals == "12"
    rates = "/referrals/rates/daccom/2009-01/"
    assert as_user("max").get(rates).context["found"].counted == 12
    activity = as_user("max").get(f"{rates}E82901/").context["activity"]
    assert (activity.referrals, activity.hidden_together) == (12, 12)


def test_a_nil_return_and_a_closed_practice(as_user, cast, sent):
    content = {**sent.versions.get().content, "nil_referrals": True}
    month = practice_month(cast.alder, JANUARY)
    assert read_from_outside(cast.max, month, content).referrals == "nil"
    Practice.objects.filter(pk=cast.alder.pk).update(closed_on=DECEMBER.first)
    assert as_user("max").get(REVIEW).context["reading"] is None


@pytest.mark.parametrize(
    ("every", "validated", "challenges", "shown"),
    [
        (0, 0, 0, [0]),
        (3, 3, 0, ["not shown", "not shown", "not shown"]),
        (20, 10, 10, [20, 10, 10]),
        (20, 18, 2, [20, "not shown", "not shown"]),
        (20, 10, 8, [20, "not shown", "not shown"]),
    ],
)
def test_few_episodes_are_not_counted_out(every, validated, challenges, shown):
    content = {"episodes": [{}] * every, "validated": validated, "challenges": challenges}
    assert [words for _, words in episode_words(content)] == shown


def test_reading_takes_sixteen_queries(as_user, sent, django_assert_max_num_queries):
    client = as_user("max")
    with django_assert_max_num_queries(16):
        client.get(REVIEW)


@pytest.mark.parametrize("name", ["olive", "zoe", "ada"])
def test_others_find_nothing(as_user, sent, name):
    assert as_user(name).get(REVIEW).status_code == 404


def test_no_patient_and_no_note_is_on_the_page(as_user, cast, january, submission):
    make_validation(make_episode(cast.alder), note="Coded twice")
    from referrals.selectors.returns import preview

    submit_return(**{**submission, "seen": preview(january).seen})
    text = as_user("max").get(REVIEW).content.decode()
    assert "9434765919" not in text
    assert "943 476 5919" not in text
    assert "Coded twice" not in text


def test_a_draft_is_not_shown(as_user, january):
    response = as_user("max").get(REVIEW)
    assert "Nothing has been sent." in response.content.decode()
    assert response.context["lines"] == []


def test_a_month_nobody_began(as_user, cast):
    assert "Nothing has been sent." in as_user("max").get(REVIEW).content.decode()


@pytest.mark.parametrize("name", ["max", "erin", "chris"])
def test_the_programme_manager_or_the_executive_accepts(as_user, sent, name):
    assert as_user(name).post(f"{REVIEW}accept/", {"version": "1"}).status_code == 302
    assert status() == "accepted"
    assert "Accepted 20 February 2009" in as_user(name).get(REVIEW).content.decode()


@pytest.mark.parametrize(("name", "code"), [("alice", 403), ("dee", 403), ("pat", 403), ("olive", 404)])
@pytest.mark.parametrize("verb", ["accept", "query"])
def test_nobody_else_does(as_user, sent, name, code, verb):
    answer = as_user(name).post(f"{REVIEW}{verb}/", {"version": "1", "reason": "Low"})
    assert answer.status_code == code
    assert status() == "submitted"


def test_a_query_needs_its_reason(as_user, sent):
    response = as_user("max").post(f"{REVIEW}query/", {"version": "1", "reason": "  "})
    assert response.status_code == 422
    assert "Say what looks wrong" in response.content.decode()
    assert status() == "submitted"


def test_a_query_reaches_the_practice(as_user, sent):
    response = as_user("max").post(f"{REVIEW}query/", {"version": "1", "reason": "330 is low"}, follow=True)
    assert "Alder Surgery is asked" in response.content.decode()
    assert "330 is low" in as_user("alice").get("/referrals/E82901/2009-01/").content.decode()


@pytest.mark.parametrize("version", ["2", "0", "x", ""])
def test_a_version_nobody_read_is_not_accepted(as_user, sent, version):
    response = as_user("max").post(f"{REVIEW}accept/", {"version": version}, follow=True)
    assert "no longer waits" in response.content.decode()
    assert status() == "submitted"


def test_two_reviewers_at_once(as_user, sent):
    as_user("max").post(f"{REVIEW}accept/", {"version": "1"})
    response = as_user("erin").post(f"{REVIEW}query/", {"version": "1", "reason": "Low"}, follow=True)
    assert "no longer waits" in response.content.decode()
    assert status() == "accepted"


def test_nothing_to_judge_where_nothing_was_begun(as_user, cast):
    assert as_user("max").post(f"{REVIEW}accept/", {"version": "1"}).status_code == 404


def test_what_waits_for_the_group_by_month(as_user, cast, sent):
    make_return(cast.birch, DECEMBER, "submitted")
    make_return(cast.oak, DECEMBER, "submitted")
    months = as_user("max").get("/referrals/review/").context["months"]
    assert [(str(month), [str(row.practice) for row in rows]) for month, rows in months] == [
        ("December 2008", ["Birch Surgery"]),
        ("January 2009", ["Alder Surgery"]),
    ]


def test_nothing_waits(as_user, cast):
    assert "No return waits for you." in as_user("erin").get("/referrals/review/").content.decode()


@pytest.mark.parametrize("name", ["alice", "pat", "dee"])
def test_the_list_is_for_reviewers(as_user, name):
    assert as_user(name).get("/referrals/review/").status_code == 403


def test_a_practice_that_moved_on_is_reviewed_by_its_group_of_the_month(as_user, cast, sent):
    make_return(cast.alder, DECEMBER, "submitted")
    Membership.objects.filter(practice=cast.alder).update(left_on=JANUARY.first)
    Membership.objects.create(practice=cast.alder, group=cast.other_group, joined_on=JANUARY.first)
    months = as_user("max").get("/referrals/review/").context["months"]
    assert [str(month) for month, _ in months] == ["December 2008"]
    assert "January" not in str([item.title for item in review_work(cast.max, JANUARY.next().last)])
