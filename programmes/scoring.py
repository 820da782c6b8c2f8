"""How far objectives came, how many practices a share of them is, and which business cases are fast-track.

Source: the formulas paper, "programmes/scoring.py". Pure functions; percentages are 0 to 100.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

FAST_TRACK_UNDER = Decimal("100000.00")
FAST_TRACK_PER_PATIENT = Decimal("0.50")


@dataclass(frozen=True)
class Objective:
    """One objective: how much of it was achieved, in percent, and how many of its tasks are done."""

    achieved_percent: Decimal
    tasks_done: int
    tasks: int


@dataclass(frozen=True)
class ObjectiveScores:
    """One achievement, counted in two ways, beside what the document states (None: it states nothing)."""

    mean_of_objectives: Decimal
    by_task: Decimal | None
    tasks_done: int
    tasks: int
    stated: Decimal | None

    @property
    def unexplained(self) -> Decimal | None:
        """Percentage points by which the stated figure differs from the mean of the objectives."""
        return None if self.stated is None else self.stated - self.mean_of_objectives


def objective_scores(objectives: Sequence[Objective], stated: Decimal | None = None) -> ObjectiveScores:
    """The mean of the objectives, each counting alike; the tasks done of all tasks; and the stated figure.

    Raises ValueError when there is no objective. Without a task there is no figure by task (None).
    """
    if not objectives:
        raise ValueError("there is no objective to score")
    mean = sum((one.achieved_percent for one in objectives), Decimal(0)) / len(objectives)
    done, tasks = sum(one.tasks_done for one in objectives), sum(one.tasks for one in objectives)
    return ObjectiveScores(mean, Decimal(100 * done) / tasks if tasks else None, done, tasks, stated)


def practices_needed(percent: int, of: int) -> int:
    """How many of `of` practices are at least `percent`: rounded up, 60% of 19 is 12."""
    if not 0 <= percent <= 100 or of < 0:
        raise ValueError("a percentage lies between 0 and 100, and practices are never negative")
    return -(-percent * of // 100)


def part_of_plan(amounts: Sequence[Decimal], plan: Decimal) -> Decimal:
    """What `amounts` come to of `plan`, in percent. Raises ValueError when the plan is nothing."""
    if not plan:
        raise ValueError("there is no part of a plan of nothing")
    return 100 * sum(amounts, Decimal(0)) / plan


class FastTrack(enum.Enum):
    """Whether a business case may take the short way."""

    PASSES = "passes"
    NEEDS_A_RULING = "needs a ruling"
    FAILS = "fails"


def fast_track(cost: Decimal, patients: int) -> FastTrack:
    """Under £100,000 and under 50p × patients passes; the document joins the two by "or", so one alone
    needs a ruling."""
    holds = [cost < FAST_TRACK_UNDER, cost < FAST_TRACK_PER_PATIENT * patients]
    if all(holds):
        return FastTrack.PASSES
    return FastTrack.NEEDS_A_RULING if any(holds) else FastTrack.FAILS
