"""Figures unlike the practice's own months: warned about, explained, sent with the version."""

import pytest

from daccom import calendar
from daccom.audit import history
from daccom.errors import Refused
from referrals.models import FigureExplanation
from referrals.selectors.months import practice_month
from referrals.selectors.past import past_of
from referrals.selectors.returns import preview
from referrals.services.explanations import explain_figures
from referrals.services.figures import save_figures
from referrals.services.submission import submit_return
from tests.referrals.builders import DECEMBER, JANUARY, make_return
from tests.referrals.builders_clinicians import make_clinician

PAGE = "/referrals/E82901/2009-01/referrals/unusual/"
GRID = "/referrals/E82901/2009-01/referrals/"


@pytest.fixture
def year(cast, specialties):
    """Seven certified months of Alder with 10 and 2 in each line; dermatology is 60 in January."""
    month = DECEMBER
    for _ in range(7):
        make_return(cast.alder, month, "accepted", counts=dict.fromkeys(specialties, (10, 2)))
        month = month.previous()
    counts = {**dict.fromkeys(specialties, (10, 2)), specialties[2]: (60, 2)}
    return make_return(cast.alder, JANUARY, counts=counts, by=cast.alice)


@pytest.fixture
def said(cast, year, specialties):
    return {
        "practice": cast.alder,
        "month": JANUARY,
        "by": cast.alice,
        "words": {(specialties[2].pk, "elective"): "A clinic was added."},
        "now": calendar.now(),
    }


def shown(cast):
    return preview(practice_month(cast.alder, JANUARY))


def refusal(**given):
    with pytest.raises(Refused) as refused:
        explain_figures(**given)
    return refused.value.rule


def submitted(cast):
    return submit_return(
        practice=cast.alder,
        month=JANUARY,
        by=cast.alice,
        declared_name="Alice",
        seen=shown(cast).seen,
        now=calendar.now(),
    )


def test_an_odd_figure_stands_in_the_way_until_it_is_explained(cast, said):
    assert [item.words for item in shown(cast).missing()] == [
        "1 figure is unlike your own months and not explained: Dermatology (elective)"
    ]
    with pytest.raises(Refused) as refused:
        submitted(cast)
    assert refused.value.rule == "return.incomplete"
    explain_figures(**said)
    assert shown(cast).missing() == []


def test_the_explanation_goes_with_the_version(cast, said):
    explain_figures(**said)
    assert submitted(cast).content["explanations"] == [
        {
            "code": "330",
            "specialty": "Dermatology",
            "urgency": "elective",
            "words": "A clinic was added.",
        }
    ]


def test_explaining_is_written_down_and_can_be_taken_back(cast, said, year):
    explain_figures(**said)
    assert history(year)[0].changes == {"330 elective": ["", "A clinic was added."]}
    explain_figures(**{**said, "words": dict.fromkeys(said["words"], " ")})
    assert not FigureExplanation.objects.exists()


def test_another_figure_is_explained_anew(cast, said, year, specialties):
    explain_figures(**said)
    common = {"practice": cast.alder, "month": JANUARY, "by": cast.alice, "nil": False, "now": said["now"]}
    same = {(line.pk, "elective"): 10 for line in specialties} | {(specialties[2].pk, "elective"): 60}
    save_figures(**common, figures=same, edition=1)
    assert FigureExplanation.objects.exists()
    save_figures(**common, figures={**same, (specialties[2].pk, "elective"): 600}, edition=2)
    assert not FigureExplanation.objects.exists()


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("Dr Example was ill", "explanation.names-clinician"),
        ("Ask EXAMPLE", "explanation.names-clinician"),
        ("943 476 5919 came twice", "explanation.names-patient"),
    ],
)
def test_nobody_is_named(cast, said, words, rule):
    make_clinician(cast.alder, "Dr A. Example")
    assert refusal(**{**said, "words": dict.fromkeys(said["words"], words)}) == rule


def test_a_figure_that_is_not_there(said, specialties):
    assert refusal(**{**said, "words": {(9999, "elective"): "Why"}}) == "explanation.no-figure"


def test_a_month_in_doubt_says_nothing(cast, specialties):
    make_return(cast.alder, DECEMBER, "queried", counts=dict.fromkeys(specialties, (10, 2)))
    make_return(cast.alder, JANUARY, counts=dict.fromkeys(specialties, (60, 2)))
    assert shown(cast).unusual == []


def test_a_nil_month_is_a_month_of_zeros(cast, specialties):
    make_return(cast.alder, DECEMBER.previous(), "accepted", counts=dict.fromkeys(specialties, (10, 2)))
    make_return(cast.alder, DECEMBER, "accepted", nil_referrals=True)
    past = past_of(practice_month(cast.alder, JANUARY))
    assert past.certified[specialties[0].pk, "elective"] == [10, 0]
    assert past.total(DECEMBER) == 0


def test_the_warning_stands_by_its_box(as_user, year):
    text = as_user("alice").get(GRID).content.decode()
    assert "Elective 60: usually 5 to 15 (your last 7 certified months)." in text
    assert "1 figure unlike your own months" in text


def test_saving_leads_to_what_is_odd(as_user, year):
    alice = as_user("alice")
    form = alice.get(GRID).context["form"]
    typed = {cell.field.html_name: cell.value for cell in form.cells}
    response = alice.post(GRID, {**typed, "edition": "1"})
    assert response.headers["Location"] == PAGE


def test_the_manager_explains_on_the_page(as_user, cast, year):
    alice = as_user("alice")
    response = alice.post(PAGE, {"why-figure-330-elective": "A clinic was added."})
    assert response.headers["Location"] == "/referrals/E82901/2009-01/"
    assert "You explained: “A clinic was added.”" in alice.get(GRID).content.decode()


def test_what_is_left_empty_is_still_to_do(as_user, year):
    assert as_user("alice").post(PAGE, {"why-figure-330-elective": ""}).headers["Location"] == PAGE


def test_a_name_is_refused_on_the_page(as_user, cast, year):
    make_clinician(cast.alder, "Dr A. Example")
    response = as_user("alice").post(PAGE, {"why-figure-330-elective": "Dr Example"})
    assert response.status_code == 422
    assert "it may name no clinician" in response.content.decode()


def test_a_gp_reads_and_may_not_explain(as_user, year):
    bob = as_user("bob")
    assert "Not explained" in bob.get(PAGE).content.decode()
    assert bob.post(PAGE, {}).status_code == 403


def test_nothing_odd(as_user, cast, january):
    assert "No figure is unlike your own months." in as_user("alice").get(PAGE).content.decode()


def test_the_declaration_leads_to_what_is_odd(as_user, year):
    text = as_user("alice").get("/referrals/E82901/2009-01/declaration/").content.decode()
    assert "Change or explain the figures" in text


def test_the_group_reads_the_explanation(as_user, cast, said):
    explain_figures(**said)
    submitted(cast)
    text = as_user("max").get("/referrals/E82901/2009-01/review/").content.decode()
    assert "A clinic was added." in text


def test_what_is_sent_shows_the_explanation(as_user, said):
    explain_figures(**said)
    assert (
        "A clinic was added."
        in as_user("alice").get("/referrals/E82901/2009-01/declaration/").content.decode()
    )


def test_the_task_says_what_is_to_explain(as_user, year):
    assert "1 figure to explain" in as_user("alice").get("/referrals/E82901/2009-01/").content.decode()
