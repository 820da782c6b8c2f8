"""Scores of the 2006/07 review, shares of practices and the short way: the documents' own figures."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.scoring import (
    FastTrack,
    Objective,
    fast_track,
    objective_scores,
    part_of_plan,
    practices_needed,
)

REVIEW = (
    (100, 8, 8),
    (100, 9, 10),
    (30, 4, 13),
    (100, 4, 4),
    (40, 6, 13),
    (30, 1, 3),
    (100, 5, 5),
    (100, 2, 7),
)
"""The review of the 2006/07 objectives: percent achieved, tasks done, tasks."""
STATED = Decimal(67)


@pytest.fixture
def scores():
    return objective_scores([Objective(Decimal(p), done, of) for p, done, of in REVIEW], STATED)


def test_the_mean_of_the_eight_objectives(scores):
    assert scores.mean_of_objectives == Decimal("75.0")


def test_the_share_of_tasks_done(scores):
    assert (scores.tasks_done, scores.tasks) == (39, 63)
    assert round(scores.by_task, 1) == Decimal("61.9")


def test_the_stated_figure_is_shown_beside_with_the_gap(scores):
    assert (scores.stated, scores.unexplained) == (67, -8)


def test_nothing_stated_leaves_no_gap():
    assert objective_scores([Objective(Decimal(50), 1, 2)]).unexplained is None


def test_objectives_without_a_task_have_no_figure_by_task():
    assert objective_scores([Objective(Decimal(50), 0, 0)]).by_task is None


def test_no_objective_is_no_score():
    with pytest.raises(ValueError, match="no objective"):
        objective_scores([])


@pytest.mark.parametrize(("percent", "needed"), [(60, 12), (75, 15), (90, 18), (0, 0), (100, 19)])
def test_a_share_of_nineteen_practices_is_rounded_up(percent, needed):
    assert practices_needed(percent, 19) == needed


@pytest.mark.parametrize(("percent", "of"), [(101, 19), (-1, 19), (50, -1)])
def test_an_impossible_share_is_refused(percent, of):
    with pytest.raises(ValueError, match="between 0 and 100"):
        practices_needed(percent, of)


@given(st.integers(0, 100), st.integers(0, 10_000))
def test_the_practices_needed_are_the_fewest_that_reach_the_share(percent, of):
    needed = practices_needed(percent, of)
    assert 100 * needed >= percent * of > 100 * (needed - 1)


def test_savings_by_project_are_part_of_the_recovery_plan():
    part = part_of_plan([Decimal(1478), Decimal(1131), Decimal(51)], Decimal(6857))
    assert round(part, 1) == Decimal("38.8")


def test_there_is_no_part_of_a_plan_of_nothing():
    with pytest.raises(ValueError, match="plan of nothing"):
        part_of_plan([Decimal(1)], Decimal(0))


@pytest.mark.parametrize(
    ("cost", "patients", "verdict"),
    [
        ("70000", 151_822, FastTrack.PASSES),
        ("99999.99", 200_001, FastTrack.PASSES),
        ("75911", 151_822, FastTrack.NEEDS_A_RULING),
        ("100000", 250_000, FastTrack.NEEDS_A_RULING),
        ("100000", 151_822, FastTrack.FAILS),
    ],
)
def test_the_short_way_asks_for_both(cost, patients, verdict):
    assert fast_track(Decimal(cost), patients) is verdict
