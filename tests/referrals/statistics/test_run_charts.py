"""Run charts: the worked examples, each rule, and what holds for any series."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.calculations.run_charts import RULE_SET
from referrals.statistics import xmr

VIGNETTE = (1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1)
WAVERING = [10, 12] * 8
SERIES = st.lists(st.integers(0, 500), min_size=1, max_size=40)
LONG = st.lists(st.integers(0, 500), min_size=13, max_size=40)


def rules(values, **given):
    return [point.rule for point in xmr(values, **given).points]


def test_the_vignettes_limits_leave_one_large_range_pair_out():
    chart = xmr(VIGNETTE)
    assert (round(chart.mean, 2), round(chart.lower, 2), round(chart.upper, 2)) == (1.94, -0.72, 4.60)
    assert [place for place, point in enumerate(chart.points) if point.rule] == [4]
    assert chart.points[4].rule == "outside"


def test_eight_above_then_one_below_marks_the_last_two_of_the_eight():
    assert rules([11] * 8 + [9], minimum=13) == [None] * 6 + ["one_side"] * 2 + [None]


def test_seven_rising_marks_the_seventh():
    assert rules([1, 2, 3, 4, 5, 6, 7]) == [None] * 6 + ["trend"]


def test_seven_falling_marks_the_seventh():
    assert rules([7, 6, 5, 4, 3, 2, 1]) == [None] * 6 + ["trend"]


def test_a_tie_breaks_the_trend():
    assert rules([1, 2, 3, 3, 4, 5, 6]) == [None] * 7


def test_a_trend_goes_on_past_seven():
    assert rules(list(range(9)))[6:] == ["trend"] * 3


def test_a_point_on_the_mean_breaks_one_side():
    values = [12, 12, 12, 12, 10, 12, 12, 12, 12, 0, 6, 8]
    assert sum(values) / len(values) == 10
    assert "one_side" not in rules(values)


def test_two_of_three_marks_only_those_beyond_the_near_limit():
    values = [*WAVERING, 15.5, 11, 15.5, *WAVERING]
    chart = xmr(values)
    marked = [place for place, point in enumerate(chart.points) if point.rule == "two_of_three"]
    assert chart.near_upper < 15.5 < chart.upper
    assert marked == [16, 18]


def test_two_beyond_opposite_near_limits_are_not_two_of_three():
    values = [*WAVERING, 15.5, 11, 6.5, *WAVERING]
    chart = xmr(values)
    assert chart.lower < 6.5 < chart.near_lower
    assert rules(values) == [None] * len(values)


def test_outside_goes_before_the_other_rules():
    values = [*([10, 11] * 10), 12, 13, 14, 15, 16, 17, 40]
    assert rules(values)[-1] == "outside"


def test_a_trend_goes_before_two_of_three_and_one_side():
    values = [*([10, 14] * 8), 10, 12.2, 13, 13.5, 14.1, 15, 16]
    found = rules(values)
    assert found[-1] == "trend"


def test_near_limits_stand_at_two_thirds():
    chart = xmr(WAVERING)
    assert chart.upper - chart.mean == pytest.approx(2.66 * 2)
    assert chart.near_upper - chart.mean == pytest.approx(2.66 * 2 * 2 / 3)
    assert chart.mean - chart.near_lower == pytest.approx(2.66 * 2 * 2 / 3)


def test_no_limits_under_the_minimum_but_a_mean():
    chart = xmr(WAVERING[:12])
    assert (chart.mean, chart.lower, chart.upper, chart.near_lower, chart.near_upper) == (11, *[None] * 4)
    assert xmr(WAVERING[:12], minimum=12).lower is not None
    assert xmr(WAVERING[:13]).lower is not None


def test_without_limits_only_runs_and_trends_are_marked():
    assert rules([10, 11, 900] * 4) == [None] * 12


def test_one_value_never_has_limits():
    chart = xmr([5], minimum=1)
    assert (chart.mean, chart.lower) == (5, None)


def test_nothing_gives_an_empty_chart():
    chart = xmr([])
    assert (chart.mean, chart.points, chart.rule_set) == (None, (), RULE_SET)


def test_a_baseline_sets_limits_from_its_values_alone():
    chart = xmr([*WAVERING, 30, 31], baseline=16)
    assert chart.mean == 11
    assert [point.rule for point in chart.points[-2:]] == ["outside", "outside"]
    assert chart.lower == xmr(WAVERING).lower


@pytest.mark.parametrize("baseline", [0, 1, -3])
def test_a_baseline_of_under_two_is_refused(baseline):
    with pytest.raises(ValueError, match="baseline"):
        xmr(WAVERING, baseline=baseline)


def test_large_ranges_are_dropped_once():
    """The second pass would drop the 6s as well: they stay."""
    ranges = [1] * 20 + [6] * 2 + [30]
    values, up = [0.0], 1
    for one in ranges:
        values.append(values[-1] + up * one)
        up = -up
    left = [one for one in ranges if one < 3.267 * sum(ranges) / len(ranges)]
    assert left == [1] * 20 + [6] * 2
    assert 3.267 * sum(left) / len(left) < 6
    chart = xmr(values)
    assert chart.upper - chart.mean == pytest.approx(2.66 * sum(left) / len(left))


def test_equal_values_have_limits_on_the_mean_and_no_rule():
    chart = xmr([0.1] * 20)
    assert (chart.mean, chart.lower, chart.upper) == (0.1, 0.1, 0.1)
    assert not any(point.rule for point in chart.points)


@pytest.mark.parametrize(
    ("target", "improvement", "assurance"),
    [
        (5, "up", "pass"),
        (17, "up", "fail"),
        (11, "up", "hit_and_miss"),
        (17, "down", "pass"),
        (5, "down", "fail"),
        (11, "down", "hit_and_miss"),
        (11, "neutral", None),
        (None, "up", None),
    ],
)
def test_assurance_reads_the_target_against_the_limits(target, improvement, assurance):
    assert xmr(WAVERING, target, improvement).assurance == assurance


def test_a_limit_on_the_target_passes():
    chart = xmr(WAVERING)
    assert xmr(WAVERING, chart.lower, "up").assurance == "pass"
    assert xmr(WAVERING, chart.upper, "down").assurance == "pass"


def test_no_assurance_without_limits():
    assert xmr(WAVERING[:12], 11, "up").assurance is None


def test_another_direction_is_refused():
    with pytest.raises(ValueError, match="neutral"):
        xmr(WAVERING, improvement="better")


@given(SERIES)
def test_each_value_has_one_point_and_a_known_rule(values):
    chart = xmr(values)
    assert [point.value for point in chart.points] == values
    assert {point.rule for point in chart.points} <= {None, "outside", "trend", "two_of_three", "one_side"}


@given(LONG)
def test_limits_lie_about_the_mean_in_their_order(values):
    chart = xmr(values)
    assert chart.lower <= chart.near_lower <= chart.mean <= chart.near_upper <= chart.upper
    assert math.isclose(chart.mean - chart.lower, chart.upper - chart.mean, abs_tol=1e-9)


@given(LONG, st.integers(-200, 200))
def test_verdicts_do_not_depend_on_where_nought_is(values, shift):
    chart, moved = xmr(values), xmr([value + shift for value in values])
    assert moved.mean == pytest.approx(chart.mean + shift, abs=1e-9)
    assert moved.upper - moved.mean == pytest.approx(chart.upper - chart.mean, abs=1e-9)


@given(LONG)
def test_read_in_a_mirror_the_same_points_stand_out(values):
    def mirrored(series):
        return [-value for value in series]

    assert rules(mirrored(values)) == rules(values)


@given(LONG)
def test_outside_means_outside(values):
    chart = xmr(values)
    for point in chart.points:
        assert (point.rule == "outside") == (not chart.lower <= point.value <= chart.upper) or math.isclose(
            abs(point.value - chart.mean), chart.upper - chart.mean
        )
