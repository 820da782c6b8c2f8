"""Counts of 1 to 5 stay inside their practice, also against arithmetic."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.selectors.small_numbers import is_small, suppressed

counts = st.dictionaries(st.integers(), st.none() | st.integers(0, 40), max_size=12)


@pytest.mark.parametrize(("count", "small"), [(None, False), (0, False), (1, True), (5, True), (6, False)])
def test_one_to_five_are_small(count, small):
    assert is_small(count) is small


def test_nothing_small_hides_nothing():
    assert suppressed({"a": 6, "b": 0, "c": None}) == frozenset()


def test_one_small_count_takes_the_next_smallest_with_it():
    assert suppressed({"a": 3, "b": 20, "c": 9}) == {"a", "c"}


def test_two_that_come_to_a_small_number_take_a_third():
    assert suppressed({"a": 1, "b": 1, "c": 9, "d": 30}) == {"a", "b", "c"}


def test_two_that_come_to_more_suffice():
    assert suppressed({"a": 3, "b": 4, "c": 9}) == {"a", "b"}


def test_ones_own_count_always_shows():
    assert suppressed({"own": 2, "other": 30}, {"own"}) == frozenset()


@given(counts)
def test_every_small_count_is_hidden_and_never_alone(found):
    hidden = suppressed(found)
    assert {key for key, count in found.items() if is_small(count)} <= hidden
    others = {key for key, count in found.items() if count}
    if hidden and hidden != others:
        assert len(hidden) > 1
        assert sum(found[key] or 0 for key in hidden) > 5
