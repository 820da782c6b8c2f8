"""What changed between two versions, for the practice and for others."""

from __future__ import annotations

import pytest

from daccom.audit import views_of
from practices.models import Practice
from referrals.differences import AnswerChange, FigureChange, answer_changes, clinician_changes
from referrals.models import MonthlyReturn, ReferralCount, Validation
from referrals.selectors.months import practice_month
from referrals.selectors.returns import preview
from referrals.selectors.versions import outside_difference, versions_of
from referrals.services.reviews import query_return
from referrals.services.submission import submit_return
from tests.referrals.builders import DECEMBER, JANUARY, make_episode, make_validation

ADDRESS = "/referrals/E82901/2009-01/versions/"


@pytest.fixture
def send(cast, submission):
    """Send January, after a query when it was sent already."""

    def sent(**extra):
        before = MonthlyReturn.objects.get()
        if before.versions_sent:
            query_return(
                monthly_return=before,
                by=cast.max,
                reason="Why?",
                version=before.versions_sent,
                now=submission["now"],
            )
        seen = preview(practice_month(cast.alder, JANUARY)).seen
        return submit_return(**{**submission, "seen": seen}, answer="We looked again.")

    return sent


def figure(referrals, code="330", urgency="elective"):
    ReferralCount.objects.filter(specialty__code=code, urgency=urgency).update(referrals=referrals)


@pytest.fixture
def two(cast, send):
    """Version 1 with Dermatology 30 elective, version 2 with 42."""
    figure(30)
    send()
    figure(42)
    send()


def difference(client, query=""):
    return client.get(ADDRESS + query).context["difference"]


def test_the_practice_reads_each_figure_old_and_new(as_user, two):
    found = difference(as_user("alice"))
    assert found.figures == [FigureChange("Dermatology", "Elective", 30, 42)]
    assert found.totals == (39, 51)
    page = as_user("alice").get(ADDRESS).content.decode()
    assert "Dermatology, elective" in page
    assert "+12" in page
    assert "We looked again." in page


def test_others_read_the_specialty_and_no_small_number(as_user, two):
    found = difference(as_user("max"))
    assert found.figures == [FigureChange("Dermatology", "", 31, 43)]
    assert (found.totals, found.some_hidden, found.answers) == (None, False, ())


def test_a_figure_that_was_small_is_not_shown_outside(as_user, send):
    send()
    figure(40)
    send()
    found = difference(as_user("erin"))
    assert (list(found.figures), found.some_hidden) == ([], True)
    assert "shown only to the practice itself" in as_user("erin").get(ADDRESS).content.decode()


def test_large_figures_show_their_total_too(as_user, send, specialties):
    ReferralCount.objects.update(referrals=20)
    send()
    figure(30)
    send()
    assert difference(as_user("pat")).totals == (120, 130)


def test_a_practice_that_had_closed_shows_nothing_outside(cast, two):
    Practice.objects.filter(pk=cast.alder.pk).update(closed_on=DECEMBER.first)
    month = practice_month(Practice.objects.get(pk=cast.alder.pk), JANUARY)
    newer, older = versions_of(month.monthly_return)
    assert outside_difference(cast.max, month, older, newer).some_hidden


def test_nothing_changed_says_so(as_user, send):
    send()
    send()
    assert difference(as_user("alice")).is_empty
    assert "No figure and no answer changed." in as_user("alice").get(ADDRESS).content.decode()


def test_a_month_that_became_nil(as_user, send):
    send()
    ReferralCount.objects.all().delete()
    MonthlyReturn.objects.update(nil_referrals=True)
    send()
    assert difference(as_user("alice")).nil_words == "The month became a nil return."
    assert difference(as_user("max")).nil_words == "The month became a nil return."
    MonthlyReturn.objects.update(nil_referrals=False)
    newer, older = versions_of(MonthlyReturn.objects.get())
    newer.content, older.content = older.content, newer.content
    again = type(difference(as_user("alice")))(older, newer, [])
    assert again.nil_words == "The month is no longer a nil return."


def test_answers_that_changed_are_the_practices_own_and_looked_at(cast, as_user, send):
    episode = make_episode(cast.alder)
    make_validation(episode)
    send()
    Validation.objects.update(dates_correct="no")
    send()
    found = difference(as_user("bob"))
    assert found.answers == [
        AnswerChange("RWG", episode.episode_id, "Admission and discharge dates correct", "Yes", "No")
    ]
    assert views_of(cast.alder.pk).filter(object_pk=str(episode.pk), actor=cast.bob).count() == 1
    assert episode.episode_id not in as_user("max").get(ADDRESS).content.decode()


def test_any_two_versions_can_be_chosen(as_user, two, send):
    send()
    client = as_user("alice")
    found = difference(client, "?older=3&newer=1")
    assert (found.older.number, found.newer.number) == (1, 3)
    assert "Compare" in client.get(ADDRESS).content.decode()


@pytest.mark.parametrize("query", ["?older=9", "?newer=x", "?older=-1", "?older=1&newer=2.0"])
def test_a_version_never_sent_is_no_page(as_user, two, query):
    assert as_user("alice").get(ADDRESS + query).status_code == 404


def test_one_version_has_nothing_beside_it(as_user, send):
    send()
    assert "Only one version was sent" in as_user("alice").get(ADDRESS).content.decode()


def test_without_a_version_there_is_no_page(as_user, january):
    assert as_user("alice").get(ADDRESS).status_code == 404


@pytest.mark.parametrize("address", ["/referrals/E82901/2009-01/", "/referrals/E82901/2009-01/review/"])
def test_the_pages_of_the_return_lead_there(as_user, two, address):
    assert ADDRESS in as_user("alice").get(address).content.decode()


def test_the_receipt_leads_there(as_user, two):
    assert ADDRESS in as_user("alice").get("/referrals/E82901/2009-01/receipts/2/").content.decode()


def test_the_reviewer_sees_the_answer_beside_the_difference(as_user, two):
    page = as_user("max").get("/referrals/E82901/2009-01/review/").content.decode()
    assert "We looked again." in page
    assert "What changed since version 1" in page


def counted(**figures):
    line = {"code": "330", "specialty": "Dermatology", "urgency": "elective"}
    return {
        "by_clinician": [
            {"clinician": who, "counts": [{**line, "referrals": referrals}]}
            for who, referrals in figures.items()
        ]
    }


def test_figures_by_clinician():
    changes = clinician_changes(counted(A=4, B=6), counted(A=4, C=6))
    assert [(one.clinician, one.old, one.new, one.change) for one in changes] == [
        ("B", 6, None, -6),
        ("C", None, 6, 6),
    ]


def test_an_episode_that_only_one_version_has():
    old = {"episodes": []}
    new = {
        "episodes": [
            {
                "provider": "RWG",
                "episode": "E1",
                "answers": {"dates_correct": "", "nhs_number_recorded": "not_known"},
            }
        ]
    }
    assert [(one.question, one.old, one.new) for one in answer_changes(old, new)] == [
        ("NHS number recorded", "", "Not known")
    ]
