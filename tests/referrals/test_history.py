"""What a practice's own months suggest for a figure."""

import pytest

from referrals.history import unusual, usual

STEADY = [10, 12, 11, 10, 9, 11]
CELL = (1, "elective")


@pytest.mark.parametrize(
    ("past", "low", "high"),
    [
        (STEADY, 5, 16),  # median 10.5, scatter 1: at least 5 either way
        ([20, 40, 20, 40, 20, 40], 0, 75),  # median 30, scatter 10: 3 × 1.4826 × 10
        ([0, 0, 0, 0, 0, 0], 0, 5),
        ([10, 10, 10, 10, 10, 900], 5, 15),  # one slip of the past moves nothing
        ([30], 10, 90),
        ([6], 1, 18),  # a third would be 2: at least 5 either way
        ([0], 0, 5),
        ([90, 30], 10, 90),  # with few months the newest counts
    ],
)
def test_what_is_usual(past, low, high):
    found = usual(past)
    assert (found.low, found.high) == (low, high)


def test_without_a_month_nothing_is_usual():
    assert usual([]) is None
    assert unusual({CELL: 5_000}, {}) == {}


@pytest.mark.parametrize(("figure", "odd"), [(4, True), (5, False), (16, False), (17, True)])
def test_the_edges_are_usual(figure, odd):
    assert (CELL in unusual({CELL: figure}, {CELL: STEADY})) == odd


def test_it_says_which_months_it_looked_at():
    assert str(usual(STEADY)) == "usually 5 to 16 (your last 6 certified months)"
    assert str(usual([30])) == "usually 10 to 90 (your last certified month)"
