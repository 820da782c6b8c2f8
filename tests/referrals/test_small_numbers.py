"""Counts of 1 to 5 stay inside their practice, also against arithmetic."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.selectors.small_numbers import is_small, suppressed, suppressed_cells, suppressed_together

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


def test_what_is_shown_with_its_sum_goes_together():
    stays, days = {"a": 3, "b": 30, "c": 50}, {"a": 40, "b": 60, "c": 70}
    assert suppressed_together([stays, days]) == {"a", "b"}
    assert suppressed_together([stays, days], shown_to={"a"}) == set()


def test_one_series_alone_is_treated_as_before():
    counts = {"a": 2, "b": 4, "c": 9, "d": 70, "e": None, "f": 0}
    assert suppressed_together([counts]) == suppressed(counts)


@given(st.dictionaries(st.integers(0, 30), st.none() | st.integers(0, 40), max_size=12))
def test_one_series_is_always_treated_as_before(counts):
    assert suppressed_together([counts]) == suppressed(counts)


def test_a_cell_takes_one_of_its_row_and_one_of_its_column():
    cells = {("a", "x"): 3, ("a", "y"): 20, ("a", "z"): 90, ("b", "x"): 30, ("b", "y"): 50, ("b", "z"): 80}
    assert suppressed_cells(cells) == {("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")}


def test_ones_own_row_is_shown():
    cells = {("a", "x"): 3, ("a", "y"): 20, ("b", "x"): 30, ("b", "y"): 50}
    assert suppressed_cells(cells, shown_to={"a"}) == set()


CELLS = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("wxyz")), st.integers(0, 30), max_size=16
)


@given(CELLS)
def test_no_line_gives_a_hidden_cell_away(cells):
    hidden = suppressed_cells(cells)
    assert {cell for cell, count in cells.items() if is_small(count)} <= hidden
    for place in (0, 1):
        for line in {cell[place] for cell in hidden}:
            in_line = [cell for cell in cells if cell[place] == line and cells[cell]]
            gone = [cell for cell in in_line if cell in hidden]
            enough = len(gone) > 1 and sum(cells[cell] for cell in gone) > 5
            assert enough or len(gone) == len(in_line)
