"""The worksheet's arithmetic, by hand and by its properties."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgets.selectors.sheets import without_closed
from budgets.worksheet import Basis, Sort, Terms, on_categories, worksheet

ACUTE, DRUGS = 1, 2


def basis(key, amount, patients=1000, weight="1", drugs=0):
    return Basis(key, {ACUTE: Decimal(amount), DRUGS: Decimal(drugs)}, patients, Decimal(weight))


def budgets(practices, available, pace=0, uplift=0):
    terms = Terms(Decimal(available), Decimal(uplift), Decimal(pace))
    return [step.budget for step in worksheet(practices, terms)]


TWO = [basis(1, 600), basis(2, 400)]


def test_pace_nought_gives_the_uplifted_history():
    steps = worksheet(TWO, Terms(Decimal(1070), Decimal(7), Decimal(0)))
    assert [step.budget for step in steps] == [step.uplifted for step in steps] == [642, 428]


def test_pace_of_a_hundred_gives_the_fair_shares():
    assert budgets(TWO, 1070, pace=100) == [535, 535]


def test_half_the_pace_goes_half_the_way():
    steps = worksheet(TWO, Terms(Decimal(1000), Decimal(0), Decimal(50)))
    assert [step.budget for step in steps] == [550, 450]
    assert [step.distance for step in steps] == [Decimal("0.2"), Decimal("-0.2")]
    assert [step.distance_left for step in steps] == [Decimal("0.1"), Decimal("-0.1")]


def test_a_weight_of_two_counts_patients_twice():
    assert budgets([basis(1, 500, weight="2"), basis(2, 500)], 900, pace=100) == [600, 300]


def test_a_practice_without_a_list_keeps_its_part_by_history():
    kept = worksheet([*TWO, basis(3, 1000, None)], Terms(Decimal(4000), Decimal(0), Decimal(100)))[2]
    assert (kept.sort, kept.budget, kept.target, kept.distance) == (Sort.KEEPS_HISTORY, 2000, None, None)


def test_a_practice_without_history_gets_its_fair_share_at_once():
    new = worksheet([*TWO, basis(3, 0)], Terms(Decimal(3000), Decimal(0), Decimal(0)))[2]
    assert (new.sort, new.budget) == (Sort.FAIR_AT_ONCE, 1000)


def test_its_lines_follow_the_whole_group():
    steps = worksheet([basis(1, 300, drugs=100), basis(2, 0)], Terms(Decimal(800), Decimal(0), Decimal(0)))
    assert steps[1].by_category == {ACUTE: 300, DRUGS: 100}


def test_a_practice_of_which_nothing_is_known_gets_nothing():
    unknown = worksheet([*TWO, basis(3, 0, None)], Terms(Decimal(1000), Decimal(0), Decimal(50)))[2]
    assert (unknown.sort, unknown.budget) == (Sort.NOTHING_KNOWN, 0)


def test_a_list_of_nobody_has_a_target_of_nothing():
    empty = worksheet([*TWO, basis(3, 1000, 0)], Terms(Decimal(1000), Decimal(0), Decimal(100)))[2]
    assert (empty.budget, empty.target, empty.distance) == (0, 0, None)


def test_lists_of_nobody_anywhere_leave_history_alone():
    assert budgets([basis(1, 600, 0), basis(2, 400, 0)], 1000, pace=100) == [600, 400]


def test_a_category_that_ended_as_a_credit_counts_as_nought():
    step = worksheet([basis(1, 300, drugs=-50), basis(2, 300)], Terms(Decimal(600), Decimal(0), Decimal(0)))[
        0
    ]
    assert step.basis.has_credit
    assert (step.budget, step.by_category) == (300, {ACUTE: 300, DRUGS: 0})


def test_nothing_to_share_gives_everybody_nothing():
    assert budgets(TWO, 0, pace=50) == [0, 0]


def test_reserves_over_the_whole_are_refused():
    with pytest.raises(ValueError, match="reserves are more than the whole"):
        budgets(TWO, -1)


def test_a_group_without_any_history_is_refused():
    with pytest.raises(ValueError, match="no practice has a history"):
        budgets([basis(1, 0), basis(2, 0)], 1000)


money = st.decimals(min_value=0, max_value=10**9, places=2)
percentages = st.decimals(min_value=0, max_value=100, places=2)
practices = st.builds(
    basis,
    st.integers(),
    money,
    st.none() | st.integers(0, 60_000),
    st.decimals(min_value="0.2", max_value=4, places=6),
    st.decimals(min_value=-(10**6), max_value=10**8, places=2),
)
groups = st.lists(practices, min_size=1, max_size=25).filter(lambda many: any(one.total for one in many))


@given(groups, money, percentages)
@settings(max_examples=60, deadline=None)
def test_it_always_adds_up_to_the_penny_and_is_never_negative(many, available, pace):
    steps = worksheet(many, Terms(available, Decimal(7), pace))
    assert sum(step.budget for step in steps) == sum(step.by_history for step in steps) == available
    assert all(sum(step.by_category.values()) == step.budget for step in steps)
    assert all(amount >= 0 for step in steps for amount in step.by_category.values())


@given(groups, money, percentages, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_moves_odd_pennies_only(many, available, pace, random):
    terms = Terms(available, Decimal(0), pace)
    first = dict(zip(map(id, many), budgets(many, available, pace), strict=True))
    shuffled = random.sample(many, len(many))
    for step in worksheet(shuffled, terms):
        assert abs(first[id(step.basis)] - step.budget) <= Decimal("0.03")


@given(money, st.lists(money, min_size=1, max_size=12))
@settings(max_examples=60, deadline=None)
def test_the_lines_of_a_budget_add_up_to_it(budget, pattern):
    lines = on_categories(budget, dict(enumerate(pattern)))
    assert sum(lines.values()) == (budget if sum(pattern) else 0)


def test_odd_pennies_do_not_depend_on_the_order_of_lines():
    thirds = {3: Decimal(1), 1: Decimal(1), 2: Decimal(1)}
    assert on_categories(Decimal("100.00"), thirds) == {
        1: Decimal("33.34"),
        2: Decimal("33.33"),
        3: Decimal("33.33"),
    }


def test_a_closed_category_leaves_its_pennies_in_one_order():
    thirds = {3: Decimal("1.00"), 9: Decimal("0.02"), 1: Decimal("1.00"), 2: Decimal("1.00")}
    spread = {1: Decimal("1.01"), 2: Decimal("1.01"), 3: Decimal("1.00")}
    assert without_closed(thirds, {9}) == without_closed(dict(sorted(thirds.items())), {9}) == spread
