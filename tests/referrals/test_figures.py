"""Saving the figures of a month."""

import datetime as dt

import pytest

from daccom import calendar
from daccom.audit import history
from daccom.calendar import Month
from daccom.errors import Refused
from referrals.models import MonthlyReturn, ReferralCount
from referrals.services.figures import save_figures
from tests.cast import make_practice
from tests.referrals.builders import FEBRUARY, JANUARY, make_return


@pytest.fixture
def typed(cast, specialties):
    """What Alice types: 4 elective and 0 unscheduled referrals to general surgery."""
    surgery = specialties[0].pk
    return {
        "practice": cast.alder,
        "month": JANUARY,
        "by": cast.alice,
        "figures": {(surgery, "elective"): 4, (surgery, "unscheduled"): 0},
        "nil": False,
        "edition": 0,
        "now": calendar.now(),
    }


def refusal(**typed):
    with pytest.raises(Refused) as refused:
        save_figures(**typed)
    return refused.value


def test_the_first_save_makes_the_draft(cast, typed):
    saved = save_figures(**typed)
    assert (saved.status, saved.edition, saved.referrals_saved_by) == ("draft", 1, cast.alice)
    assert sorted(saved.counts.values_list("referrals", flat=True)) == [0, 4]


def test_a_blank_is_no_row_and_a_zero_is_one(typed):
    save_figures(**typed)
    save_figures(**{**typed, "figures": {}, "edition": 1})
    assert ReferralCount.objects.count() == 0


def test_each_save_is_written_down_with_before_and_after(typed):
    save_figures(**typed)
    key = (next(iter(typed["figures"]))[0], "elective")
    saved = save_figures(**{**typed, "figures": {key: 6}, "edition": 1})
    assert history(saved)[0].changes == {"100 elective": ["4", "6"], "100 unscheduled": ["0", ""]}


def test_nobody_is_a_fact_of_its_own(typed):
    saved = save_figures(**{**typed, "figures": {}, "nil": True})
    assert saved.nil_referrals
    assert not saved.counts.exists()


def test_nobody_and_figures_contradict_each_other(typed):
    assert refusal(**{**typed, "nil": True}).rule == "return.nil-with-figures"
    assert not MonthlyReturn.objects.exists()


@pytest.mark.parametrize("edition", [0, 2])
def test_a_stale_form_changes_nothing(typed, edition):
    save_figures(**typed)
    assert refusal(**{**typed, "figures": {}, "edition": edition}).rule == "return.stale"
    assert ReferralCount.objects.count() == 2


def test_a_first_save_with_an_edition_of_nothing_leaves_no_draft(typed):
    assert refusal(**{**typed, "edition": 3}).rule == "return.stale"
    assert not MonthlyReturn.objects.exists()


@pytest.mark.parametrize(
    ("status", "rule"), [("submitted", "return.already-submitted"), ("accepted", "return.final")]
)
def test_what_was_sent_is_not_changed(cast, typed, status, rule):
    make_return(cast.alder, JANUARY, status)
    assert refusal(**typed).rule == rule


def test_a_queried_return_can_be_corrected(cast, typed):
    make_return(cast.alder, JANUARY, "queried")
    assert save_figures(**typed).status == "queried"


def test_a_closed_month(typed):
    refused = refusal(**{**typed, "now": dt.datetime(2009, 4, 1, 9, tzinfo=dt.UTC)})
    assert refused.rule == "return.period-closed"


def test_the_current_month_can_be_begun(typed):
    assert save_figures(**{**typed, "month": FEBRUARY}).status == "draft"


def test_a_future_month_cannot(typed):
    assert refusal(**{**typed, "month": Month(dt.date(2009, 3, 1))}).rule == "return.month-not-begun"


def test_a_practice_in_no_group(typed):
    alone = make_practice("Elm Surgery", "E82909")
    assert refusal(**{**typed, "practice": alone}).rule == "return.not-expected"


def test_somebody_submits_while_another_saves(typed, monkeypatch):
    """The month looked open; by the time the row is held it was sent."""
    from referrals.services import figures

    opened = figures.opened_month(typed["practice"], JANUARY, dt.date(2009, 2, 20))
    make_return(typed["practice"], JANUARY, "submitted")
    monkeypatch.setattr(figures, "opened_month", lambda *args: opened)
    assert refusal(**typed).rule == "return.already-submitted"
