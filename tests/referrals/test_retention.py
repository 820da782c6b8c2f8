"""After the set age what identifies a patient is gone, and every sum is as it was."""

from __future__ import annotations

import datetime as dt
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Sum

from daccom import jobs
from daccom.audit import history
from daccom.calendar import Month
from referrals.jobs import CHECK_JOB
from referrals.models import CarePlan, Episode, Extract, Load, RowError, Validation
from referrals.services import retention
from referrals.services.retention import Removed, last_month_to_clear, remove_identifiers
from referrals.tasks import remove_old_identifiers
from tests.referrals.builders import JANUARY, make_episode, make_extract, make_load, make_validation
from tests.referrals.builders_frequent import make_care_plan, next_number

TODAY = dt.date(2009, 2, 20)
OLD = Month(dt.date(2006, 1, 1))
SENT = dt.datetime(2006, 2, 5, 9, tzinfo=dt.UTC)
LONG_AGO = dt.datetime(2006, 1, 20, 9, tzinfo=dt.UTC)


@pytest.fixture
def old(cast: Any) -> Episode:
    """An episode of January 2006 with all that could name somebody."""
    episode = make_episode(
        cast.alder, OLD, nhs_number=next_number(), diagnosis="I219", procedure="K401", spell_id="S7"
    )
    make_validation(episode, note="See our letter", dates_correct="no")
    extract = episode.load.extract
    type(extract).objects.filter(pk=extract.pk).update(received_at=SENT)
    RowError.objects.create(
        extract=extract,
        rule="nhs-number",
        line=7,
        column="nhs_number",
        value="943476591",
        reason="Nine digits",
    )
    make_care_plan(cast.alder, episode.nhs_number, changed_at=SENT)
    return episode


def clear(**options: Any) -> Removed:
    return remove_identifiers(**{"by": None, "months": 36, "today": TODAY, **options})


def test_thirty_six_months_back_from_february():
    assert last_month_to_clear(months=36, today=TODAY) == OLD
    assert last_month_to_clear(months=1, today=TODAY) == Month(dt.date(2008, 12, 1))


def test_what_identifies_goes_and_what_counts_stays(old, reconciled):
    assert clear() == Removed(loads=1, episodes=1, notes=1, values=1, care_plans=1)
    row = Episode.every.get(pk=old.pk)
    assert (row.nhs_number, row.diagnosis, row.procedure) == ("", "", "")
    kept = ("age", "sex", "spell_id", "episode_id", "admission_date", "hrg", "total_cost")
    assert [getattr(row, name) for name in kept] == [getattr(old, name) for name in kept]
    answers = Validation.objects.get()
    assert (answers.note, answers.dates_correct) == ("", "no")
    error = RowError.objects.get()
    assert (error.value, error.line, error.rule) == ("", 7, "nhs-number")
    assert Load.objects.get().identifiers_removed_on == TODAY
    assert not CarePlan.objects.exists()


def test_younger_months_are_left_alone(cast, old):
    young = make_episode(cast.alder, OLD.next(), nhs_number=old.nhs_number)
    assert clear() == Removed(loads=1, episodes=1, notes=1, values=1)
    assert Episode.every.get(pk=young.pk).nhs_number == old.nhs_number
    assert CarePlan.objects.exists()


def test_replaced_versions_are_cleared_and_staged_ones_left(cast):
    replaced = make_load(cast.pct, month=OLD, status=Load.Status.SUPERSEDED, version=1)
    staged = make_load(cast.pct, month=OLD, status=Load.Status.STAGED, version=None, loaded_at=None)
    for load in (replaced, staged):
        make_episode(cast.alder, OLD, load=load)
    assert clear().loads == 1
    assert set(Episode.every.values_list("load", "nhs_number")) == {
        (replaced.pk, ""),
        (staged.pk, "9434765919"),
    }


def test_a_second_run_finds_nothing(old):
    clear()
    assert clear() == Removed()


def test_a_dry_run_counts_the_same_and_changes_nothing(old):
    would = clear(dry_run=True)
    assert Episode.every.get().nhs_number == old.nhs_number
    assert would == clear()


def test_killed_half_way_the_next_run_does_the_rest(old, cast, monkeypatch):
    make_episode(cast.birch, OLD.previous())
    real = retention.clear_load

    def killed(*, load: Load, **kwargs: Any) -> Removed:
        if load.pk != old.load_id:
            return real(load=load, **kwargs)
        raise KeyboardInterrupt

    monkeypatch.setattr(retention, "clear_load", killed)
    with pytest.raises(KeyboardInterrupt):
        clear()
    monkeypatch.setattr(retention, "clear_load", real)
    clear()
    assert set(Episode.every.values_list("nhs_number", flat=True)) == {""}


def test_two_runs_at_once_clear_a_load_once(old):
    load = Load.objects.get()
    assert retention.clear_load(load=load, by=None, on=TODAY).loads == 1
    assert retention.clear_load(load=load, by=None, on=TODAY) == Removed()


def test_the_audit_says_how_many_and_of_whom_nothing(old, cast):
    clear(by=cast.ada)
    (entry,) = history(old.load)
    assert (entry.actor, entry.additional_data["verb"]) == (cast.ada, "load.identifiers-removed")
    assert entry.changes["episodes"] == ["", "1"]
    assert old.nhs_number not in f"{entry.changes}{entry.object_repr}"


def test_the_sums_are_the_same_before_and_after(old, cast):
    make_episode(cast.alder, JANUARY)
    before = Episode.objects.aggregate(Sum("total_cost"))
    said = command()
    assert "Cleared up to January 2006: 1 loads with 1 episodes, 1 notes, 1 values of bad rows" in said
    assert Episode.objects.aggregate(Sum("total_cost")) == before


def command(*arguments: str) -> str:
    out = StringIO()
    call_command("remove_identifiers", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_can_only_look(old):
    assert "Would clear up to January 2006: 1 loads" in command("--dry-run")
    assert Episode.every.get().nhs_number


def test_the_command_refuses_while_totals_are_wrong(old):
    Load.objects.update(rows=5)
    with pytest.raises(CommandError, match="Nothing was changed"):
        command()
    assert Episode.every.get().nhs_number


@pytest.mark.parametrize("months", ["0", "-3"])
def test_the_command_refuses_the_present(old, months):
    with pytest.raises(CommandError, match="at least 1"):
        command("--older-than-months", months)


def test_the_worker_takes_the_age_from_the_settings(old, settings):
    settings.RETENTION_MONTHS = 60
    assert remove_old_identifiers() == 0
    settings.RETENTION_MONTHS = 36
    assert remove_old_identifiers() == 1
    assert remove_old_identifiers() == 0


def test_an_extract_without_errors_is_no_work(cast):
    make_extract(cast.pct, received_at=SENT)
    assert clear() == Removed()


def waiting(cast: Any, **fields: Any) -> Extract:
    undecided = {"status": "checked", "received_at": LONG_AGO, "ended_at": None}
    return make_extract(cast.pct, **{**undecided, **fields})


def test_a_file_nobody_decided_about_is_rejected(cast):
    left = waiting(cast)
    assert clear(dry_run=True) == clear() == Removed(undecided=1)
    left.refresh_from_db()
    assert (left.status, left.ended_by) == ("rejected", None)
    assert left.reject_reason == "Nobody decided about it while its rows could be kept."
    assert clear() == Removed()


def test_a_younger_file_goes_on_waiting(cast):
    left = waiting(cast, received_at=SENT)
    assert clear() == Removed()
    left.refresh_from_db()
    assert left.status == "checked"


def test_a_file_that_is_being_worked_on_waits(cast):
    left = waiting(cast)
    jobs.enqueue(kind=CHECK_JOB, key=str(left.pk), by=None)
    assert clear() == Removed()
    left.refresh_from_db()
    assert left.status == "checked"
