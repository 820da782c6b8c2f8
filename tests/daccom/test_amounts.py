"""Missing is not nought."""

from decimal import Decimal

import pytest

from daccom.amounts import known_sum, less, percent_of

TEN, FOUR, NOUGHT = Decimal(10), Decimal(4), Decimal(0)


@pytest.mark.parametrize(
    ("amounts", "found"), [([], None), ([None], None), ([NOUGHT], NOUGHT), ([TEN, None, FOUR], Decimal(14))]
)
def test_the_sum_of_what_is_known(amounts, found):
    assert known_sum(amounts) == found


@pytest.mark.parametrize(
    ("one", "other", "found"), [(TEN, FOUR, Decimal(6)), (TEN, None, None), (None, FOUR, None)]
)
def test_a_difference_needs_both(one, other, found):
    assert less(one, other) == found


@pytest.mark.parametrize(
    ("part", "whole", "found"),
    [(FOUR, TEN, Decimal(40)), (FOUR, NOUGHT, None), (FOUR, None, None), (None, TEN, None)],
)
def test_a_share_of_nothing_is_not_known(part, whole, found):
    assert percent_of(part, whole) == found
