"""Frequent admissions as everybody else sees them: counts, the small ones left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from practices.models import Practice
from referrals.models import CarePlan
from referrals.selectors.frequent import Ranking, not_countable
from referrals.selectors.roster import Roster
from referrals.selectors.small_numbers import is_small, suppressed


@dataclass(frozen=True)
class PracticeCount:
    """How many patients of one practice are on the list; `hidden` when this reader does not get it."""

    practice: Practice
    patients: int
    hidden: bool


@dataclass(frozen=True)
class StatusCount:
    """How many patients of the list have a care plan that stands so."""

    label: str
    patients: int
    hidden: bool


@dataclass(frozen=True)
class GroupCounts:
    """A group's list in numbers. `not_countable` None: too few to be shown."""

    patients: int
    fewest: int
    practices: list[PracticeCount]
    statuses: list[StatusCount]
    not_countable: int | None


def group_counts(*, roster: Roster, ranked: Ranking) -> GroupCounts:
    """The numbers by practice and by status of the care plan; one query."""
    listed = roster.expected(roster.month)
    counts = {practice.pk: ranked.by_practice[practice.pk] for practice in listed}
    hidden = suppressed(counts, roster.own)
    uncounted = not_countable(ranked.year, listed)
    return GroupCounts(
        patients=len(ranked.listed),
        fewest=ranked.fewest,
        practices=[
            PracticeCount(practice, counts[practice.pk], practice.pk in hidden) for practice in listed
        ],
        statuses=_statuses(ranked),
        not_countable=None if is_small(uncounted) else uncounted,
    )


def _statuses(ranked: Ranking) -> list[StatusCount]:
    """Nobody's own practice is told apart here, so that small ones are hidden from everybody."""
    counts = Counter(
        ranked.plans[patient].status if patient in ranked.plans else CarePlan.Status.MISSING.value
        for patient in ranked.listed
    )
    hidden = suppressed({str(each): counts[each] for each in CarePlan.Status})
    return [StatusCount(str(each.label), counts[each], str(each) in hidden) for each in CarePlan.Status]
