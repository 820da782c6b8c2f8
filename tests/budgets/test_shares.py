"""Dividing money: the worked examples of the formulas paper, and that parts always make the whole."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgets.shares import distance_from_target, fair_shares, freed_up, incentive, payment_due, split


def pounds(*amounts):
    return [Decimal(amount) for amount in amounts]


def test_a_hundred_pounds_over_three_give_the_first_the_odd_penny():
    assert split(Decimal(100), [1, 1, 1]) == pounds("33.34", "33.33", "33.33")


def test_the_largest_remainder_gets_the_odd_penny():
    assert split(Decimal("0.10"), [1, 2, 4]) == pounds("0.01", "0.03", "0.06")


def test_a_negative_amount_splits_alike():
    assert split(Decimal(-100), [1, 1, 1]) == pounds("-33.34", "-33.33", "-33.33")


@pytest.mark.parametrize("weights", [[], [0, 0], [2, -1]])
def test_weights_that_divide_nothing_are_refused(weights):
    with pytest.raises(ValueError, match="never negative, and one at least is over 0"):
        split(Decimal(1), weights)


def test_half_a_penny_cannot_be_split():
    with pytest.raises(ValueError, match="whole pennies"):
        split(Decimal("0.005"), [1])


def test_fair_shares_are_by_list_and_weight():
    assert fair_shares(Decimal(900), [1000, 1000], pounds(2, 1)) == [600, 300]


@pytest.mark.parametrize(("budget", "distance"), [(105, "0.05"), (100, "0"), (90, "-0.1")])
def test_the_distance_is_of_the_target(budget, distance):
    assert distance_from_target(Decimal(budget), Decimal(100)) == Decimal(distance)


def test_there_is_no_distance_from_nothing():
    with pytest.raises(ValueError, match="target of nothing"):
        distance_from_target(Decimal(1), Decimal(0))


def test_what_was_freed_goes_seventy_to_thirty():
    assert freed_up(Decimal(1_000_000), Decimal(960_000)) == (40_000, 28_000, 12_000)


def test_an_overspend_frees_nothing():
    assert freed_up(Decimal(100), Decimal(101)) == (0, 0, 0)


def test_the_incentive_is_paid_three_quarters_at_once():
    assert incentive(150_000, Decimal("1.90")) == (285_000, 213_750, 71_250)


@pytest.mark.parametrize(
    ("received", "due"),
    [(dt.date(2008, 5, 1), dt.date(2008, 6, 12)), (dt.date(2008, 11, 20), dt.date(2009, 1, 1))],
)
def test_an_invoice_is_due_after_six_weeks(received, due):
    assert payment_due(received) == due


money = st.decimals(min_value=-(10**10), max_value=10**10, places=2)
weights = st.lists(st.decimals(min_value=0, max_value=10**6, places=6), min_size=1, max_size=40).filter(any)


@given(money, weights)
def test_parts_always_make_the_whole(amount, weights):
    assert sum(split(amount, weights)) == amount


@given(money, weights)
def test_no_part_is_a_penny_from_its_proportion(amount, weights):
    for part, weight in zip(split(amount, weights), weights, strict=True):
        assert abs(part - amount * weight / sum(weights)) < Decimal("0.0100001")


@given(
    money.filter(lambda amount: amount >= 0),
    st.lists(st.tuples(st.integers(1, 60_000), st.decimals("0.1", 4, places=6)), min_size=1, max_size=25),
)
def test_fair_shares_always_make_the_total(total, practices):
    lists, weighted = zip(*practices, strict=True)
    assert sum(fair_shares(total, lists, weighted)) == total


@given(money.map(abs), money.map(abs), st.decimals(0, 1, places=2))
def test_practice_and_group_share_all_that_was_freed(budget, outturn, practice_share):
    freed = freed_up(budget, outturn, practice_share)
    assert freed.practice + freed.group == freed.total


@given(st.integers(0, 10**6), st.decimals(0, 10, places=2), st.decimals(0, 1, places=2))
def test_paid_and_held_make_the_incentive(list_size, rate, direct):
    paid = incentive(list_size, rate, direct)
    assert paid.direct + paid.held == paid.total
