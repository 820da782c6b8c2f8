"""Writing on run charts: who may, what is refused, and what it does."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError

from daccom import calendar
from daccom.audit import history as audit
from daccom.calendar import Month
from daccom.errors import Refused
from practices.models import Role
from referrals.models import ChartNote, Measure, Rebase
from referrals.selectors.run_charts import group_series, hidden_months, history, practice_series
from referrals.services.chart_notes import set_limits_anew, withdraw_note, withdraw_rebase, write_note
from tests.cast import give_role
from tests.referrals.builders import DECEMBER, FEBRUARY, JANUARY
from tests.referrals.builders_outliers import TWO_YEARS, make_note, make_rebase, two_years

GROUP = "/referrals/daccom/2009-01/run-charts/referrals/"
PRACTICE = f"{GROUP}E82901/"
APRIL_2008 = Month(dt.date(2008, 4, 1))
PEOPLE = ["alice", "dee", "lee", "rita", "pat", "ada", "olive"]


@pytest.fixture
def note(cast):
    return {
        "group": cast.dacorum,
        "practice": None,
        "measure": Measure.REFERRALS,
        "month": DECEMBER,
        "words": "Snow closed the surgeries.",
        "by": cast.max,
        "now": calendar.now(),
    }


@pytest.fixture
def setting(cast):
    """Alder's limits from April 2008, as Max sets them."""
    two_years(cast.alder)
    found = history(group=cast.dacorum, month=JANUARY, user=cast.max)
    series = practice_series(found, Measure.REFERRALS, cast.alder, hidden_months(found, Measure.REFERRALS))
    return {
        "series": series,
        "group": cast.dacorum,
        "month": APRIL_2008,
        "reason": "A new clinic opened.",
        "by": cast.max,
        "now": calendar.now(),
    }


def refused(service, **given):
    with pytest.raises(Refused) as refusal:
        service(**given)
    return refusal.value.rule


def test_a_note_is_written_down(cast, note):
    made = write_note(**note)
    assert (made.words, made.written_by) == ("Snow closed the surgeries.", cast.max)
    assert audit(made)[0].changes["words"][1] == "Snow closed the surgeries."


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"words": "  "}, "chart-note.words-needed"),
        ({"words": "x" * 201}, "chart-note.words-too-long"),
        ({"words": "Patient 943 476 5919 came"}, "chart-note.names-a-patient"),
        ({"month": FEBRUARY.next()}, "chart-note.future"),
    ],
)
def test_what_cannot_be_noted(note, change, rule):
    assert refused(write_note, **{**note, **change}) == rule
    assert not ChartNote.objects.exists()


@pytest.mark.parametrize("name", PEOPLE)
def test_who_does_not_write_on_charts(cast, note, setting, name):
    assert refused(write_note, **{**note, "by": cast[name]}) == "chart-note.not-your-job"
    assert refused(set_limits_anew, **{**setting, "by": cast[name]}) == "rebase.not-your-job"


def test_a_note_is_withdrawn_once(cast, note):
    made, now = write_note(**note), calendar.now()
    withdraw_note(note=made, by=cast.erin, now=now)
    assert not ChartNote.objects.standing().exists()
    assert refused(withdraw_note, note=made, by=cast.erin, now=now) == "chart-note.withdrawn"


def test_only_writers_withdraw_a_note(cast, note):
    made = write_note(**note)
    assert refused(withdraw_note, note=made, by=cast.rita, now=calendar.now()) == "chart-note.not-your-job"


def test_limits_are_set_anew_with_a_reason(cast, setting):
    made = set_limits_anew(**setting)
    assert (made.practice, Month(made.month), made.set_by) == (cast.alder, APRIL_2008, cast.max)
    assert audit(made)[0].changes["reason"][1] == "A new clinic opened."


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"reason": ""}, "rebase.words-needed"),
        ({"month": FEBRUARY}, "rebase.no-figure"),
        ({"month": TWO_YEARS[0]}, "rebase.first"),
    ],
)
def test_what_cannot_be_set_anew(setting, change, rule):
    assert refused(set_limits_anew, **{**setting, **change}) == rule
    assert not Rebase.objects.exists()


def test_a_chart_without_figures_has_no_limits_to_set(cast, setting):
    empty = group_series(history(group=cast.other_group, month=JANUARY, user=cast.pat), Measure.A_AND_E)
    assert refused(set_limits_anew, **{**setting, "series": empty}) == "rebase.no-figure"


def test_not_twice_from_the_same_month(setting):
    set_limits_anew(**setting)
    assert refused(set_limits_anew, **setting) == "rebase.set"


def test_the_database_holds_that_too(cast, setting):
    made = set_limits_anew(**setting)
    made.pk = None
    with pytest.raises(IntegrityError):
        made.save(force_insert=True)


def test_nobody_sets_the_limits_of_their_own_practice(cast, setting):
    give_role(cast.alice, Role.EXECUTIVE_CHAIR, cast.dacorum)
    assert refused(set_limits_anew, **{**setting, "by": cast.alice}) == "rebase.not-your-job"


def test_taken_back_the_months_share_their_limits_again(cast, setting):
    made, now = set_limits_anew(**setting), calendar.now()
    withdraw_rebase(rebase=made, by=cast.chris, now=now)
    found = history(group=cast.dacorum, month=JANUARY, user=cast.max)
    assert found.rebases == []
    assert refused(withdraw_rebase, rebase=made, by=cast.chris, now=now) == "rebase.withdrawn"
    assert refused(withdraw_rebase, rebase=made, by=cast.rita, now=now) == "rebase.not-your-job"


def test_the_programme_manager_writes_a_note_on_the_page(cast, as_user):
    two_years(cast.alder)
    given = {"month": "2008-12", "words": "Snow."}
    page = as_user("max").post(f"{PRACTICE}note/", given, follow=True).content.decode()
    assert "The note stands on the chart at December 2008." in page
    assert "December 2008: Snow." in page


def test_a_note_without_words_stands_by_its_field(cast, as_user):
    two_years(cast.alder)
    page = as_user("max").post(f"{GROUP}note/", {"month": "2008-12", "words": ""})
    assert page.status_code == 422
    assert "Say what happened" in page.content.decode()


def test_a_note_that_names_a_patient_comes_back(cast, as_user):
    two_years(cast.alder)
    page = as_user("max").post(f"{GROUP}note/", {"month": "2008-12", "words": "943 476 5919"})
    assert (page.status_code, "may be an NHS number" in page.content.decode()) == (422, True)


def test_limits_are_set_anew_on_the_page(cast, as_user):
    two_years(cast.alder)
    client = as_user("erin")
    given = {"month": "2008-04", "words": "A new clinic."}
    page = client.post(f"{GROUP}limits/", given, follow=True).content.decode()
    assert "The limits count anew from April 2008." in page
    assert "Limits set anew from April 2008: A new clinic." in page
    assert client.post(f"{GROUP}limits/", given).status_code == 422


def test_the_patient_representative_reads_and_does_not_write(cast, as_user):
    two_years(cast.alder)
    make_note(cast.dacorum, by=cast.max)
    client = as_user("rita")
    page = client.get(GROUP).content.decode()
    assert "Snow closed the surgeries." in page
    assert "Withdraw" not in page
    assert client.get(f"{GROUP}note/").status_code == 403
    assert client.get(f"{GROUP}limits/").status_code == 403


def test_withdrawing_on_the_page(cast, as_user):
    two_years(cast.alder)
    note, rebase = make_note(cast.dacorum, by=cast.max), make_rebase(cast.dacorum, by=cast.max)
    client, charts = as_user("max"), "/referrals/daccom/2009-01/run-charts/"
    for address, first, second in (
        (f"{charts}notes/{note.pk}/withdraw/", "is off the chart", "withdrawn already"),
        (f"{charts}limits/{rebase.pk}/withdraw/", "no longer count anew", "withdrawn already"),
    ):
        assert first in client.post(address, follow=True).content.decode()
        assert second in client.post(address, follow=True).content.decode()
        assert as_user("rita").post(address).status_code == 403


def test_a_note_of_another_group_is_not_found(cast, as_user):
    note = make_note(cast.other_group, by=cast.max)
    address = f"/referrals/daccom/2009-01/run-charts/notes/{note.pk}/withdraw/"
    assert as_user("max").post(address).status_code == 404
