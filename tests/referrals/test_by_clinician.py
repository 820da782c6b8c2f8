"""A month counted for each clinician: grids, sums, what is missing, switching."""

import datetime as dt

import pytest

from daccom import calendar
from daccom.audit import history
from daccom.errors import Refused
from referrals.models import ClinicianNil, MonthlyReturn, ReferralCount
from referrals.selectors.completeness import returns_of
from referrals.selectors.grids import counts_of, figures
from referrals.selectors.months import practice_month
from referrals.selectors.returns import preview
from referrals.selectors.roster import roster
from referrals.services.counting import count_by_clinician, count_for_the_practice
from referrals.services.figures import save_figures
from tests.referrals.builders import JANUARY, make_list_size, make_return
from tests.referrals.builders_clinicians import make_clinician, make_return_by_clinician


@pytest.fixture
def ann(cast):
    return make_clinician(cast.alder, "Dr Ann Example")


@pytest.fixture
def ben(cast):
    return make_clinician(cast.alder, "Dr Ben Sample")


@pytest.fixture
def month(cast):
    """What every service asks."""
    return {"practice": cast.alder, "month": JANUARY, "by": cast.alice, "now": calendar.now()}


def every(specialties, elective=3, unscheduled=1):
    return dict.fromkeys(specialties, (elective, unscheduled))


def cells(specialties, figure):
    return {(line.pk, urgency): figure for line in specialties for urgency in ("elective", "unscheduled")}


def missing(cast):
    return [item.words for item in preview(practice_month(cast.alder, JANUARY)).missing()]


def refusal(service, **given):
    with pytest.raises(Refused) as refused:
        service(**given)
    return refused.value.rule


def test_a_grid_of_one_clinician_leaves_the_others_alone(cast, month, ann, ben, specialties):
    make_return_by_clinician(cast.alder, {ann: every(specialties)})
    saved = save_figures(**month, figures=cells(specialties, 2), nil=False, edition=1, clinician=ben)
    assert sum(figures(counts_of(saved)).values()) == 3 * 4 + 6 * 2
    assert missing(cast) == []


def test_it_is_complete_when_each_has_a_grid_or_referred_nobody(cast, ann, ben, specialties):
    make_return_by_clinician(cast.alder, {ann: every(specialties), ben: None})
    assert missing(cast) == []


def test_what_is_missing_is_said_of_each(cast, ann, ben, specialties):
    make_clinician(cast.alder, "Dr Cy Mock")
    make_return_by_clinician(cast.alder, {ann: every(specialties), ben: {specialties[0]: (1, None)}})
    found = missing(cast)
    assert found[0].startswith("Dr Ben Sample: 5 boxes are empty: General Surgery (unscheduled)")
    assert found[1].startswith("Dr Cy Mock: 6 boxes are empty")
    assert len(preview(practice_month(cast.alder, JANUARY)).blank) == 11


def test_nobody_on_the_list(cast, specialties):
    make_return(cast.alder, by_clinician=True, counts={})
    assert missing(cast) == ["Nobody is on your list of clinicians in January 2009"]


def test_who_left_before_the_month_is_not_asked(cast, ann, ben, specialties):
    make_clinician(cast.alder, "Dr Cy Mock", ended_on=dt.date(2009, 1, 1))
    make_return_by_clinician(cast.alder, {ann: every(specialties), ben: every(specialties)})
    assert missing(cast) == []


def test_figures_of_somebody_who_is_no_longer_listed_still_count(cast, ann, specialties):
    gone = make_clinician(cast.alder, "Dr Cy Mock", ended_on=dt.date(2008, 6, 1))
    make_return_by_clinician(cast.alder, {ann: every(specialties), gone: every(specialties)})
    shown = preview(practice_month(cast.alder, JANUARY))
    assert [grid.clinician for grid in shown.grids] == [ann, gone]
    assert shown.content["totals"]["all"] == 24


def test_the_month_is_nil_when_everybody_referred_nobody(cast, month, ann, ben, specialties):
    make_return_by_clinician(cast.alder, {ann: None})
    saved = save_figures(**month, figures={}, nil=True, edition=1, clinician=ben)
    assert saved.nil_referrals
    again = save_figures(**month, figures=cells(specialties, 0), nil=False, edition=2, clinician=ben)
    assert not again.nil_referrals
    assert ClinicianNil.objects.count() == 1


def test_nobody_and_figures_of_one_clinician_contradict_each_other(cast, month, ann, specialties):
    make_return_by_clinician(cast.alder, {})
    typed = {"figures": cells(specialties, 1), "nil": True, "edition": 1, "clinician": ann}
    assert refusal(save_figures, **month, **typed) == "return.nil-with-figures"


def test_a_grid_of_the_other_kind(cast, month, ann, specialties):
    made = make_return(cast.alder, counts=every(specialties))
    typed = {"figures": {}, "nil": False, "edition": 1}
    assert refusal(save_figures, **month, **typed, clinician=ann) == "return.counted-otherwise"
    MonthlyReturn.objects.filter(pk=made.pk).update(by_clinician=True)
    assert refusal(save_figures, **month, **typed) == "return.counted-otherwise"
    assert ReferralCount.objects.count() == 6


def test_a_clinician_of_another_practice(cast, month, specialties):
    make_return(cast.alder, by_clinician=True, counts={})
    stranger = make_clinician(cast.birch)
    typed = {"figures": {}, "nil": False, "edition": 1, "clinician": stranger}
    assert refusal(save_figures, **month, **typed) == "return.not-our-clinician"


def test_sums_that_cannot_be(cast, month, ann, ben, specialties):
    make_return_by_clinician(cast.alder, {ann: {specialties[0]: (9_000, None)}})
    typed = {
        "figures": {(specialties[0].pk, "elective"): 1_000},
        "nil": False,
        "edition": 1,
        "clinician": ben,
    }
    assert refusal(save_figures, **month, **typed) == "return.impossible-sum"
    assert ReferralCount.objects.count() == 1


def test_more_referrals_than_patients(cast, specialties):
    make_list_size(cast.alder, 500)
    make_return(cast.alder, counts=every(specialties, 100, 100))
    assert missing(cast) == ["600 referrals are more than your 500 registered patients. Correct the figures"]


def test_the_audit_names_no_clinician(cast, month, ann, specialties):
    make_return_by_clinician(cast.alder, {})
    saved = save_figures(**month, figures=cells(specialties, 2), nil=False, edition=1, clinician=ann)
    text = str(history(saved)[0].changes)
    assert f"clinician {ann.pk}: 100 elective" in text
    assert "Example" not in text


def test_the_content_has_totals_for_all_and_names_for_the_practice(cast, ann, ben, specialties):
    make_return_by_clinician(cast.alder, {ann: every(specialties), ben: None})
    content = preview(practice_month(cast.alder, JANUARY)).content
    assert content["counts"][0] == {
        "code": "100",
        "specialty": "General Surgery",
        "urgency": "elective",
        "referrals": 3,
    }
    assert [(one["clinician"], one["nil"], len(one["counts"])) for one in content["by_clinician"]] == [
        ("Dr Ann Example", False, 6),
        ("Dr Ben Sample", True, 0),
    ]


def test_the_content_of_a_whole_practice_is_as_it_was(cast, january):
    assert "by_clinician" not in preview(january).content
    assert "explanations" not in preview(january).content


def test_outside_the_sums_are_those_of_all_clinicians(cast, ann, ben, specialties):
    grids = {ann: every(specialties), ben: every(specialties)}
    make_return_by_clinician(cast.alder, grids, status="submitted")
    listed = roster(group=cast.dacorum, month=JANUARY, user=cast.max)
    assert returns_of(roster=listed, user=cast.max)[cast.alder.pk, JANUARY.first].referrals == 24


def test_switching_gives_the_figures_to_one(cast, month, ann, ben, specialties):
    make_return(cast.alder, counts=every(specialties))
    switched = count_by_clinician(**month, whose=ann, edition=1)
    assert (switched.by_clinician, switched.edition) == (True, 2)
    assert {count.clinician for count in counts_of(switched)} == {ann}
    assert history(switched)[0].additional_data["verb"] == "return.counting-changed"


def test_switching_may_put_the_figures_away(cast, month, ann, specialties):
    make_return(cast.alder, counts=every(specialties))
    assert counts_of(count_by_clinician(**month, whose=None, edition=1)) == []


def test_a_nil_month_is_nil_for_each(cast, month, ann, ben, specialties):
    make_return(cast.alder, nil_referrals=True)
    count_by_clinician(**month, whose=None, edition=1)
    assert missing(cast) == []


def test_switching_back_sums(cast, month, ann, ben, specialties):
    make_return_by_clinician(cast.alder, {ann: every(specialties), ben: {specialties[0]: (4, None)}})
    switched = count_for_the_practice(**month, edition=1)
    assert figures(counts_of(switched))[specialties[0].pk, "elective"] == 7
    assert not any(count.clinician for count in counts_of(switched))
    assert missing(cast) == []


def test_sums_too_large_for_a_box_do_not_switch(cast, month, ann, ben, specialties):
    grids = {ann: {specialties[0]: (9_000, 0)}, ben: {specialties[0]: (1_000, 0)}}
    make_return_by_clinician(cast.alder, grids)
    assert refusal(count_for_the_practice, **month, edition=1) == "return.impossible-sum"


def test_what_a_switch_is_refused_for(cast, month, specialties):
    make_return(cast.alder, counts=every(specialties))
    assert refusal(count_by_clinician, **month, whose=None, edition=1) == "return.no-clinicians"
    make_clinician(cast.alder)
    stranger = make_clinician(cast.birch)
    assert refusal(count_by_clinician, **month, whose=stranger, edition=1) == "return.not-our-clinician"
    assert refusal(count_by_clinician, **month, whose=None, edition=0) == "return.stale"
    assert refusal(count_for_the_practice, **month, edition=1) == "return.counted-already"


def test_what_was_sent_is_not_counted_otherwise(cast, month, ann, specialties):
    make_return(cast.alder, status="submitted", counts=every(specialties))
    assert refusal(count_by_clinician, **month, whose=ann, edition=1) == "return.already-submitted"
