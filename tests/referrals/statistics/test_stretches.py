"""Run charts over months: gaps, and limits set anew."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from referrals.calculations.stretches import run_chart
from referrals.statistics import xmr

WAVERING = [10.0, 12.0] * 10


def months(values):
    return list(enumerate(values))


def test_months_before_the_first_figure_are_no_gaps():
    chart = run_chart(months([None, None, 5.0, None, 7.0]))
    assert [point.at for point in chart.points] == [2, 3, 4]
    assert chart.gaps == (3,)
    assert chart.last.value == 7.0


def test_a_gap_at_the_end_stays_a_gap():
    chart = run_chart(months([*WAVERING, None]))
    assert chart.gaps == (20,)
    assert chart.last.at == 19


def test_nothing_known_is_an_empty_chart():
    chart = run_chart(months([None, None]))
    assert (chart.points, chart.stretches, chart.limits, chart.last) == ((), (), None, None)


def test_gaps_take_no_part_in_the_rules():
    chart = run_chart(months([1.0, 2.0, None, 3.0, 4.0, 5.0, 6.0, 7.0]))
    assert [(point.at, point.rule, point.side) for point in chart.special] == [(7, "trend", "rising")]


def test_limits_set_anew_leave_the_months_before_as_they_were():
    later = [value + 50 for value in WAVERING]
    chart = run_chart(months(WAVERING + later), {20})
    first, second = (stretch.chart for stretch in chart.stretches)
    assert (first.mean, second.mean) == (11, 61)
    assert first == xmr(WAVERING)
    assert chart.limits is second
    assert chart.special == ()


def test_without_it_the_same_months_stand_out():
    later = [value + 50 for value in WAVERING]
    chart = run_chart(months(WAVERING + later))
    assert {point.side for point in chart.special if point.at < 20} == {"below"}
    assert {point.side for point in chart.special if point.at >= 20} == {"above"}


def test_a_short_stretch_has_a_mean_and_no_limits():
    chart = run_chart(months([*WAVERING, 61.0, 63.0]), {20})
    assert (chart.limits.mean, chart.limits.upper) == (62, None)


def test_set_anew_at_a_gap_it_begins_there():
    chart = run_chart(months([*WAVERING, None, 61.0]), {20})
    assert [stretch.first for stretch in chart.stretches] == [0, 20]
    assert [point.stretch for point in chart.points[-2:]] == [1, 1]


def test_at_the_first_figure_or_before_it_changes_nothing():
    assert run_chart(months([None, *WAVERING]), {0, 1}) == run_chart(months([None, *WAVERING]))


def test_falling_is_told_from_rising():
    chart = run_chart(months([9.0, 8.0, 7.0, 6.0, 5.0, 4.0, 3.0]))
    assert chart.special[0].side == "falling"


@given(st.lists(st.none() | st.integers(0, 90), max_size=40), st.sets(st.integers(0, 39)))
def test_points_keep_their_months_and_values(values, rebases):
    chart = run_chart(months(values), rebases)
    told = [(point.at, point.value) for point in chart.points]
    assert told == months(values)[len(values) - len(told) :]
    assert [p.stretch for p in chart.points] == sorted(p.stretch for p in chart.points)
