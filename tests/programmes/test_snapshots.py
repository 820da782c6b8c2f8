"""A month kept as it stood: once, whole, and never changed."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from budgets.models import MonthlySpend
from daccom import audit
from daccom.calendar import Month
from daccom.errors import Refused
from programmes.figures import digest, from_json
from programmes.models import DashboardSnapshot
from programmes.selectors.figures import group_figures
from programmes.selectors.snapshots import months_to_keep, settled_month, shown_month
from programmes.services.snapshots import take_due_snapshots, take_snapshot
from programmes.tasks import take_group_snapshots, take_snapshots
from tests.programmes.builders_figures import JANUARY, TODAY, fill_group, make_facts

DECEMBER = JANUARY.previous()


@pytest.fixture
def december(cast):
    fill_group(cast)
    return take_snapshot(group=cast.dacorum, month=DECEMBER)


def shown(cast, month=DECEMBER, **kwargs):
    return shown_month(group=cast.dacorum, month=month, user=cast.erin, today=TODAY, **kwargs)


def test_a_snapshot_holds_the_figures_and_their_digest(cast, december):
    now = group_figures(group=cast.dacorum, month=DECEMBER, today=TODAY)
    assert from_json(december.figures) == now
    assert december.sha256 == digest(DashboardSnapshot.objects.get().figures)


def test_it_is_taken_once(cast, december):
    make_facts(cast.alder, DECEMBER, referrals=1)
    assert take_snapshot(group=cast.dacorum, month=DECEMBER, by=cast.max) == december
    (entry,) = audit.history(december)
    assert entry.additional_data["verb"] == "snapshot.taken"


def test_two_workers_at_once_keep_one(cast, december, monkeypatch):
    nothing = DashboardSnapshot.objects.none()
    monkeypatch.setattr(DashboardSnapshot.objects, "filter", lambda **kwargs: nothing)
    assert take_snapshot(group=cast.dacorum, month=DECEMBER) == december


def test_nobody_changes_it(december):
    with pytest.raises(DatabaseError), transaction.atomic():
        DashboardSnapshot.objects.update(layout=2)
    with pytest.raises(DatabaseError), transaction.atomic():
        december.delete()


def test_a_month_that_is_not_settled_is_refused(cast):
    with pytest.raises(Refused) as refused:
        take_snapshot(group=cast.dacorum, month=JANUARY)
    assert refused.value.rule == "snapshot.not-settled"
    assert not DashboardSnapshot.objects.exists()


def test_a_month_settles_when_the_next_was_due(cast):
    assert settled_month(cast.dacorum, dt.date(2009, 2, 13)) == DECEMBER.previous()
    assert settled_month(cast.dacorum, dt.date(2009, 2, 14)) == DECEMBER


def test_later_posting_does_not_change_an_old_month(cast, december):
    before = shown(cast).figures
    MonthlySpend.objects.filter(practice=cast.alder, month=DECEMBER.first).update(amount="-1234.56")
    make_facts(cast.birch, DECEMBER, months=1, referrals=1, challenges=3, challenged_gross=900)
    assert shown(cast).figures == before
    today = shown(cast, as_of_today=True)
    assert today.figures != before
    assert (today.snapshot, today.kept) == (None, december)


def test_a_month_without_a_snapshot_is_todays(cast, december):
    found = shown(cast, JANUARY)
    assert (found.snapshot, found.kept, found.figures.as_of) == (None, None, TODAY)


def test_last_year_stands_beside_this_one(cast):
    fill_group(cast)
    last = take_snapshot(group=cast.dacorum, month=Month(dt.date(2008, 1, 1)))
    before = shown(cast, JANUARY).year_before
    assert before.month == Month(last.month)
    assert before.returns.expected == 2


def test_another_layout_is_not_read(cast, monkeypatch):
    fill_group(cast)
    monkeypatch.setattr("programmes.services.snapshots.LAYOUT", 99)
    take_snapshot(group=cast.dacorum, month=DECEMBER)
    assert shown(cast).snapshot is None


def test_a_stranger_reads_none(cast, december):
    assert not DashboardSnapshot.objects.visible_to(cast.zoe).exists()
    assert str(december) == "DacCom, December 2008"


def test_every_settled_month_with_facts_is_kept_once(cast):
    make_facts(cast.alder, JANUARY, months=4)
    assert months_to_keep(cast.dacorum, TODAY)[-1] == DECEMBER
    assert take_due_snapshots(group=cast.dacorum, today=TODAY) == 3
    assert take_due_snapshots(group=cast.dacorum, today=TODAY) == 0


def test_the_nightly_task_asks_for_every_group(cast, settings, monkeypatch):
    make_facts(cast.alder, DECEMBER, months=1)
    monkeypatch.setattr(take_group_snapshots, "delay", take_group_snapshots)
    assert take_snapshots() == 2
    assert [row.group for row in DashboardSnapshot.objects.all()] == [cast.dacorum]
    assert take_group_snapshots(cast.dacorum.pk) == 0
    assert settings.CELERY_BEAT_SCHEDULE["take-snapshots"]["task"] == "programmes.tasks.take_snapshots"
