"""Why a forecast moved: each cause alone, and that causes always add up."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgets.forecast_methods import Basis, outturn
from budgets.forecast_movement import Cause, Past, movement
from budgets.models import Method
from tests.budgets.test_forecast_methods import EXAMPLE, TEN_MONTHS, amounts, shapes

NINE = TEN_MONTHS[:9]
LINE, HELD = Method.STRAIGHT_LINE, Method.VARIANCE_HELD


def past(method=LINE, monthly=NINE, budget=1200, found=None):
    then = replace(EXAMPLE, monthly=tuple(monthly), budget=Decimal(budget))
    return Past(method, Decimal(budget), tuple(monthly), found or outturn(method, then))


def split(before, method=LINE, basis=EXAMPLE, reshaped=False):
    found = movement(past=before, basis=basis, method=method, after=outturn(method, basis), reshaped=reshaped)
    return {cause: amount for cause, amount in found.causes.items() if amount}, found.total


def test_only_a_new_month():
    causes, total = split(past())
    assert causes == {Cause.MONTH: total}
    assert total == Decimal("1260") - Decimal("1240")


def test_a_month_as_expected_moves_nothing():
    even = replace(EXAMPLE, monthly=(Decimal(100),) * 10)
    assert split(past(monthly=even.monthly[:9]), basis=even) == ({}, 0)


def test_a_correction_of_an_earlier_month():
    causes, _ = split(past(monthly=(Decimal(5), *NINE[1:])))
    assert causes[Cause.CORRECTIONS] == Decimal(90) * 12 / 9


def test_a_variation_counts_where_the_budget_does():
    causes, _ = split(past(HELD, budget=1000), HELD)
    assert causes[Cause.BUDGET] == 200 * (1 - Decimal("0.082") * 9)
    assert Cause.BUDGET not in split(past(LINE, budget=1000))[0]


def test_another_method():
    causes, _ = split(past(), HELD)
    assert causes[Cause.METHOD] == Decimal(1266) - Decimal(1260)


def test_a_changed_profile_explains_what_the_old_inputs_no_longer_give():
    before = past(HELD, found=Decimal(1250))
    redone = past(HELD).outturn - 1250
    assert split(before, HELD, reshaped=True)[0][Cause.METHOD] == redone
    assert split(before, HELD)[0][Cause.UNEXPLAINED] == redone


def test_from_one_judgement_to_another():
    causes, _ = split(past(Method.MANUAL, found=Decimal(1300)), Method.MANUAL, replace(EXAMPLE, judged=1350))
    assert causes == {Cause.METHOD: 50}


def test_a_judgement_of_nought_is_a_judgement():
    causes, total = split(
        past(Method.MANUAL, found=Decimal(1300)), Method.MANUAL, replace(EXAMPLE, judged=Decimal(0))
    )
    assert causes == {Cause.METHOD: -1300}
    assert total == -1300


def test_what_a_method_cannot_say_stays_unexplained():
    before = past(HELD)
    found = movement(
        past=before,
        basis=replace(EXAMPLE, budget=None),
        method=HELD,
        after=Decimal(1266),
        reshaped=False,
    )
    assert found.causes[Cause.UNEXPLAINED] == found.total - found.causes[Cause.BUDGET]


@given(
    months=st.integers(1, 12),
    now=st.lists(amounts, min_size=12, max_size=12),
    then=st.lists(amounts, min_size=12, max_size=12),
    figures=st.tuples(amounts, amounts, amounts, amounts),
    profile=shapes,
    methods=st.tuples(st.sampled_from(Method), st.sampled_from(Method)),
    reshaped=st.booleans(),
)
def test_causes_add_up_to_the_penny(months, now, then, figures, profile, methods, reshaped):
    budget, old_budget, old, after = figures
    found = movement(
        past=Past(methods[0], old_budget, tuple(then[: months - 1]), old),
        basis=Basis(tuple(now[:months]), budget, profile, judged=after),
        method=methods[1],
        after=after,
        reshaped=reshaped,
    )
    assert sum(found.causes.values()) == found.total == after - old


@pytest.mark.parametrize("method", [method for method in Method if method != Method.MANUAL])
def test_nothing_is_unexplained_when_nothing_else_changed(method):
    causes, _ = split(past(method), method)
    assert set(causes) <= {Cause.MONTH}
