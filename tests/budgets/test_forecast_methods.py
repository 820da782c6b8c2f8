"""Every method on the worked example, at the end of the year, and when it cannot say."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgets.forecast_methods import TWELFTHS, Basis, expected_next, outturn
from budgets.models import Method
from budgets.shares import split

TEN_MONTHS = tuple(Decimal(n) for n in (95, 98, 102, 105, 99, 101, 108, 110, 112, 120))
PROFILE = (Decimal("0.082"),) * 10 + (Decimal("0.09"),) * 2
EXAMPLE = Basis(TEN_MONTHS, Decimal(1200), PROFILE)
amounts = st.decimals(min_value=-(10**8), max_value=10**8, places=2)
shapes = st.lists(st.integers(1, 100), min_size=12, max_size=12).map(
    lambda weights: tuple(part / 100 for part in split(Decimal(100), weights))
)


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        (Method.STRAIGHT_LINE, "1260"),
        (Method.PROFILED, "1280.49"),
        (Method.RUN_RATE, "1278"),
        (Method.VARIANCE_HELD, "1266"),
        (Method.ADJUSTED, "1260"),
    ],
)
def test_ten_months_of_the_worked_example(method, expected):
    assert outturn(method, EXAMPLE) == Decimal(expected)


def test_judgement_is_what_somebody_said():
    assert outturn(Method.MANUAL, replace(EXAMPLE, judged=Decimal(1300))) == 1300


@pytest.mark.parametrize("method", Method)
@given(
    year=st.lists(amounts, min_size=12, max_size=12),
    budget=amounts,
    profile=shapes,
    once=st.lists(amounts, min_size=12, max_size=12),
)
def test_after_twelve_months_every_method_says_what_was_spent(method, year, budget, profile, once):
    basis = Basis(tuple(year), budget, profile, tuple(once), judged=Decimal(1))
    assert outturn(method, basis) == sum(year)


@pytest.mark.parametrize(
    ("basis", "method", "why"),
    [
        (Basis(()), Method.RUN_RATE, "no month has gone"),
        (Basis(TEN_MONTHS), Method.VARIANCE_HELD, "no budget is set"),
        (EXAMPLE, Method.MANUAL, "nobody has given an amount"),
        (replace(EXAMPLE, profile=(Decimal(0),) * 11 + (Decimal(1),)), Method.PROFILED, "nothing of the"),
        (replace(EXAMPLE, profile=(Decimal("0.1"),) * 12), Method.PROFILED, "sum to 1"),
        (replace(EXAMPLE, monthly=(Decimal(1),) * 13), Method.STRAIGHT_LINE, "not 13"),
    ],
)
def test_a_method_that_cannot_say_says_why(basis, method, why):
    with pytest.raises(ValueError, match=why):
        outturn(method, basis)


def test_what_comes_once_is_not_carried_forward():
    once = list(replace(EXAMPLE).once)
    once[2], once[11] = Decimal(50), Decimal(30)
    assert outturn(Method.ADJUSTED, replace(EXAMPLE, once=tuple(once))) == 1000 * 12 / 10 + 80


def test_a_credit_that_comes_once_is_not_either():
    once = (Decimal(-100), *EXAMPLE.once[1:])
    assert outturn(Method.ADJUSTED, replace(EXAMPLE, once=once)) == (1050 + 100) * 12 / 10 - 100


def test_twelfths_sum_to_exactly_one():
    assert sum(TWELFTHS) == 1


def test_twelfths_give_the_straight_line_to_the_penny():
    basis = Basis((Decimal("5538490.16"),), Decimal(67_870_241))
    assert outturn(Method.PROFILED, basis) == outturn(Method.STRAIGHT_LINE, basis) == Decimal("66461881.92")


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        (Method.STRAIGHT_LINE, "105"),
        (Method.PROFILED, "115.24"),
        (Method.RUN_RATE, "114"),
        (Method.VARIANCE_HELD, "108"),
        (Method.ADJUSTED, "105"),
        (Method.MANUAL, None),
    ],
)
def test_what_each_method_expects_of_the_next_month(method, expected):
    assert expected_next(method, EXAMPLE) == (expected and Decimal(expected))


def test_nothing_is_expected_when_there_is_nothing_to_go_by():
    assert expected_next(Method.STRAIGHT_LINE, Basis(())) is None
    assert expected_next(Method.VARIANCE_HELD, Basis(TEN_MONTHS)) is None
    unborn = replace(EXAMPLE, profile=(Decimal(0),) * 11 + (Decimal(1),))
    assert expected_next(Method.PROFILED, unborn) is None
