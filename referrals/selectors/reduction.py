"""The eight specialties with a 10% reduction target against the same months of the year before.

A practice’s month counts on both sides or on neither: where one of the two is missing, neither is compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

from daccom.calendar import Month
from practices.models import Practice, User
from referrals.models import ActivityFact, MonthFact, PointOfDelivery, ReferralFact, Specialty
from referrals.selectors.activity_rows import fact_rows
from referrals.selectors.measure_rates import Known
from referrals.selectors.small_numbers import suppressed_together
from referrals.spans import Span

TARGET = 10
"""Per cent fewer than the same months of the year before."""
Compared = set[tuple[int, Month]]


@dataclass(frozen=True)
class ReductionLine:
    """One specialty: events in the same months of the year before, and now; `hidden` gives neither.

    Both are rounded to ten where not every practice is compared.
    """

    specialty: Specialty
    before: int
    now: int
    hidden: bool

    @property
    def target(self) -> float:
        return self.before * (100 - TARGET) / 100

    @property
    def change(self) -> float | None:
        """Per cent more (or, below nought, fewer) than before; None from nothing, or hidden."""
        return (self.now - self.before) / self.before * 100 if self.before and not self.hidden else None

    @property
    def is_met(self) -> bool | None:
        """Whether the target is reached so far; None from nothing, or hidden."""
        return self.now <= self.target if self.before and not self.hidden else None


@dataclass(frozen=True)
class Reduction:
    """The lines of one way of counting; `compared` of `expected` practice-months are known in both years.

    `is_rounded`: other pages show all practices together, so that the exact figures of those compared would
    give away what the few others had.
    """

    title: str
    lines: list[ReductionLine]
    compared: int
    expected: int
    before: int
    now: int
    is_rounded: bool

    @property
    def change(self) -> float | None:
        return (self.now - self.before) / self.before * 100 if self.before else None

    @property
    def met(self) -> int:
        return sum(line.is_met is True for line in self.lines)


@dataclass(frozen=True)
class Way:
    """One way of counting: whose rows, and when a practice’s month is known."""

    title: str
    model: type[ReferralFact] | type[ActivityFact]
    counts: str
    only: Mapping[str, Any]
    is_known: Callable[[MonthFact | None], bool]


WAYS = (
    Way("Referrals", ReferralFact, "referrals", {}, lambda fact: bool(fact and fact.referrals is not None)),
    Way(
        "First outpatient attendances",
        ActivityFact,
        "activity",
        {"pod": PointOfDelivery.OPFA},
        lambda fact: bool(fact and fact.has_activity),
    ),
)


def reductions(known: Known, *, span: Span, user: User, practice: Practice | None = None) -> list[Reduction]:
    """By referrals and by first attendances; three queries beside the facts of both years.

    Of the whole group, small numbers left out; of `practice`, the reader’s own, every number.
    """
    eight = list(Specialty.objects.filter(is_high_volume=True))
    return [_reduction(known, span, user, practice, way, eight) for way in WAYS]


def _reduction(
    known: Known, span: Span, user: User, practice: Practice | None, way: Way, eight: list[Specialty]
) -> Reduction:
    pairs = dict(zip(span.months, span.a_year_before, strict=True))
    expected = {
        (one.pk, month)
        for one in known.roster.practices
        for month in span.months
        if (practice is None or one == practice) and known.roster.is_expected(one, month)
    }
    compared = {
        (pk, month)
        for pk, month in expected
        if way.is_known(known.facts.get((pk, month))) and way.is_known(known.facts.get((pk, pairs[month])))
    }
    now = _counts(known, user, way, span.months, compared)
    before = _counts(known, user, way, span.a_year_before, {(pk, pairs[month]) for pk, month in compared})
    hidden = frozenset() if practice else suppressed_together([now, before])
    is_rounded = practice is None and len(compared) < len(expected)
    shown = _to_ten if is_rounded else int
    return Reduction(
        title=way.title,
        lines=[
            ReductionLine(one, shown(before[one.pk]), shown(now[one.pk]), one.pk in hidden) for one in eight
        ],
        compared=len(compared),
        expected=len(expected),
        before=shown(sum(before.values())),
        now=shown(sum(now.values())),
        is_rounded=is_rounded,
    )


def _to_ten(count: int) -> int:
    """Rounded to the nearest ten, fives up."""
    return (count + 5) // 10 * 10


def _counts(known: Known, user: User, way: Way, months: list[Month], compared: Compared) -> dict[int, int]:
    """By specialty, of the practice-months that are compared."""
    rows = fact_rows(way.model, group=known.roster.group, user=user, first=months[0], last=months[-1])
    sums = (
        rows.filter(specialty__is_high_volume=True, **way.only)
        .values_list("practice", "month", "specialty")
        .annotate(count=Sum(way.counts))
    )
    counts: dict[int, int] = defaultdict(int)
    for pk, month, specialty, count in sums:
        if (pk, Month(month)) in compared:
            counts[specialty] += count
    return counts
