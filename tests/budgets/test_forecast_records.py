"""What is kept of a forecast each month, and by what the next one moved."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from budgets.forecast_movement import Cause
from budgets.models import ForecastRecord, MonthlySpend, Variation, VariationLine
from budgets.selectors.forecast_records import history, movements
from budgets.selectors.forecasts import forecasts
from budgets.services.forecasts import record_forecasts
from budgets.tasks import record_forecasts as nightly
from daccom.audit import history as audit_of
from daccom.errors import Refused
from referrals.selectors.roster import roster
from tests.budgets.builders import (
    APRIL,
    JANUARY,
    YEAR,
    finance,
    make_budget,
    make_category,
    make_year_of_spend,
)
from tests.budgets.builders_forecasts import (
    DECEMBER,
    RECORDED_AT,
    make_choice,
    make_example,
    make_once,
    make_profile,
    make_record,
)

TODAY = dt.date(2009, 2, 20)


@pytest.fixture
def example(cast):
    make_budget(cast.alder, 1200)
    make_example(cast.alder)
    return cast


@pytest.fixture
def moved(cast):
    def causes(month=JANUARY):
        found = forecasts(roster=roster(group=cast.dacorum, month=month, user=cast.erin), user=cast.erin)
        return movements(found=found, group=cast.dacorum, user=cast.erin)

    return causes


def nonzero(one):
    return {cause: amount for cause, amount in one.movement.causes.items() if amount}


def test_a_settled_month_is_recorded_with_what_went_into_it(example):
    assert record_forecasts(group=example.dacorum, month=DECEMBER, today=TODAY) == 1
    row = ForecastRecord.objects.get()
    assert (row.method, row.budget, row.outturn, row.recorded_by) == ("straight_line", 1200, 1240, None)
    assert [Decimal(amount) for amount in row.monthly] == [95, 98, 102, 105, 99, 101, 108, 110, 112]
    assert audit_of(row).get().additional_data["verb"] == "forecast.recorded"


def test_a_second_run_adds_nothing_and_changes_nothing(example):
    assert [nightly(), nightly()] == [1, 0]
    MonthlySpend.objects.filter(month=APRIL.first).update(amount=5)
    assert nightly() == 0
    assert ForecastRecord.objects.get().outturn == 1240


def test_a_category_without_a_budget_or_a_forecast_is_not_recorded(example):
    make_year_of_spend(example.alder, 5, make_category("OTH", "Other"))
    make_budget(example.alder, 99, make_category("PRM", "Premises"))
    assert record_forecasts(group=example.dacorum, month=DECEMBER, today=TODAY) == 1
    assert set(ForecastRecord.objects.values_list("category__code", flat=True)) == {"PRE"}


def test_a_month_that_is_not_settled_is_not_recorded(example):
    with pytest.raises(Refused, match="January 2009 is not settled yet"):
        record_forecasts(group=example.dacorum, month=JANUARY, today=TODAY)
    assert not ForecastRecord.objects.exists()


def test_another_worker_was_first(example, monkeypatch):
    record_forecasts(group=example.dacorum, month=DECEMBER, today=TODAY)
    monkeypatch.setattr("budgets.services.forecasts._known", lambda *_: set())
    assert record_forecasts(group=example.dacorum, month=DECEMBER, today=TODAY) == 0
    assert ForecastRecord.objects.count() == 1


def test_only_the_new_month_moved_it(example, moved):
    make_record(example.dacorum)
    found = moved()
    assert nonzero(found.lines[0]) == {Cause.MONTH: 20}
    assert (found.before, found.total, found.by_cause(Cause.MONTH)) == (1240, 20, 20)


def test_a_late_correction_is_told_from_the_new_month(example, moved):
    make_record(example.dacorum)
    MonthlySpend.objects.filter(month=APRIL.first).update(amount=104)
    assert nonzero(moved().lines[0])[Cause.CORRECTIONS] == 12


def test_a_variation_moves_what_goes_by_the_budget(example, moved):
    make_profile(example.dacorum)
    make_choice(example.dacorum, "variance_held", APRIL)
    make_record(example.dacorum, method="variance_held", outturn="1244.40")
    made = Variation.objects.create(
        group=example.dacorum,
        year=2008,
        number=1,
        kind="variation",
        month=JANUARY.first,
        is_recurrent=True,
        reason="More beds",
        agreed_at=RECORDED_AT,
        agreed_by=finance(),
    )
    VariationLine.objects.create(
        variation=made, practice=example.alder, category=make_category(), amount=Decimal(100)
    )
    assert nonzero(moved().lines[0])[Cause.BUDGET] == Decimal("26.20")


def test_another_method_is_a_cause_of_its_own(example, moved):
    make_record(example.dacorum)
    make_choice(example.dacorum, "run_rate")
    assert nonzero(moved().lines[0]) == {Cause.MONTH: 20, Cause.METHOD: 18}


def test_a_profile_set_since_explains_what_it_changed(example, moved):
    make_choice(example.dacorum, "profiled", APRIL)
    make_profile(example.dacorum, set_at=RECORDED_AT + dt.timedelta(days=1))
    make_record(example.dacorum, method="profiled", outturn="1300")
    assert nonzero(moved().lines[0])[Cause.METHOD] == Decimal("1260.16") - 1300


def test_what_comes_once_recorded_since_explains_too(example, moved):
    make_choice(example.dacorum, "adjusted", APRIL)
    row = make_once(example.dacorum, 60)
    type(row).objects.update(recorded_at=RECORDED_AT + dt.timedelta(days=1))
    make_record(example.dacorum, method="adjusted")
    assert nonzero(moved().lines[0])[Cause.METHOD] == -20


def test_what_nothing_explains_is_called_so(example, moved):
    make_record(example.dacorum, outturn="1200")
    assert nonzero(moved().lines[0]) == {Cause.MONTH: 20, Cause.UNEXPLAINED: 40}


def test_without_a_record_there_is_no_movement(example, moved):
    found = moved()
    assert (found.lines[0].movement, found.total, found.before) == (None, None, None)


def test_a_new_year_is_not_compared_with_the_old(example, moved):
    make_record(example.dacorum, month=APRIL.previous())
    assert moved(APRIL).lines[0].record is None


def test_nothing_now_is_no_movement(example, moved):
    make_record(example.dacorum)
    make_choice(example.dacorum, "manual", APRIL.previous(), amount=1)
    MonthlySpend.objects.filter(month=JANUARY.first).delete()
    assert (moved().lines[0].movement, moved().lines[0].record is None) == (None, False)


def test_history_is_of_the_year(example, cast):
    pre = make_category()
    make_record(example.dacorum, month=APRIL.previous())
    kept = [make_record(example.dacorum, month=month) for month in YEAR.months[:2]]
    assert history(cast.dacorum, cast.erin, pre.pk, JANUARY) == kept
    assert history(cast.dacorum, cast.olive, pre.pk, JANUARY) == []
