"""Referrals and activity of a group, or of one’s own practice, by specialty: five queries with the facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Sum

from daccom.calendar import Month
from practices.models import Practice, User
from referrals.measures import DEFINITIONS
from referrals.models import ActivityFact, Measure, PointOfDelivery, ReferralFact, Specialty
from referrals.selectors.activity_rows import fact_rows
from referrals.selectors.measure_rates import Known
from referrals.selectors.small_numbers import suppressed
from referrals.spans import Span

COLUMNS = (
    Measure.REFERRALS,
    Measure.FIRST_OUTPATIENT,
    Measure.FOLLOW_UP,
    Measure.OUTPATIENT_PROCEDURE,
    Measure.ELECTIVE,
    Measure.EMERGENCY,
    Measure.A_AND_E,
)
"""What is counted of each specialty."""
POD_COLUMN = {pod: column for column in COLUMNS for pod in DEFINITIONS[column].pods or ()}
Counts = dict[Measure, dict[Month, dict[int, int]]]
"""By column, month and specialty’s id."""


@dataclass(frozen=True)
class SpecialtyLine:
    """One specialty; None in `counts` is not shown."""

    specialty: Specialty
    counts: Mapping[Measure, int | None]
    cost: Decimal

    @property
    def follow_up_ratio(self) -> float | None:
        """Follow-ups to one first attendance; None without either, or where one is not shown."""
        first, later = self.counts[Measure.FIRST_OUTPATIENT], self.counts[Measure.FOLLOW_UP]
        return later / first if first and later is not None else None


@dataclass(frozen=True)
class BySpecialty:
    """All specialties of a span, the most referrals and activity first, and what they come to.

    `people` are patient-months behind the rates: of those months that are known.
    """

    span: Span
    practice: Practice | None
    lines: list[SpecialtyLine]
    totals: Mapping[Measure, int]
    cost: Decimal
    people: Mapping[Measure, int]
    is_simulated: bool

    def rate(self, line: SpecialtyLine, column: Measure) -> float | None:
        """Per 1,000 patients and month."""
        return per_thousand(line.counts[column], self.people[column])


def per_thousand(count: int | None, people: int) -> float | None:
    return count / people * 1000 if count is not None and people else None


@dataclass
class Read:
    """What the two queries gave: counts by column, month and specialty, and cost by specialty."""

    counts: Counts = field(default_factory=lambda: defaultdict(lambda: defaultdict(lambda: defaultdict(int))))
    cost: dict[int, Decimal] = field(default_factory=lambda: defaultdict(Decimal))


def by_specialty(known: Known, *, span: Span, user: User, practice: Practice | None = None) -> BySpecialty:
    """Of the whole group, small numbers left out; of `practice`, the reader’s own, every number."""
    read = _read(known, span, user, practice)
    names = {row.pk: row for row in Specialty.objects.all()}
    hidden = {column: _hidden(read.counts[column]) if practice is None else frozenset() for column in COLUMNS}
    totals = {column: _by_key(read.counts[column].values()) for column in COLUMNS}
    found = sorted(
        {pk for column in COLUMNS for pk in totals[column]} | set(read.cost),
        key=lambda pk: (-sum(totals[column].get(pk, 0) for column in COLUMNS), names[pk].code),
    )
    lines = [
        SpecialtyLine(
            names[pk],
            {column: None if pk in hidden[column] else totals[column].get(pk, 0) for column in COLUMNS},
            read.cost[pk],
        )
        for pk in found
    ]
    return BySpecialty(
        span=span,
        practice=practice,
        lines=lines,
        totals={column: sum(totals[column].values()) for column in COLUMNS},
        cost=sum(read.cost.values(), Decimal(0)),
        people=_people(known, span, practice),
        is_simulated=any(fact.is_simulated for fact in known.facts.values()),
    )


def _read(known: Known, span: Span, user: User, practice: Practice | None) -> Read:
    read, group = Read(), known.roster.group
    only = {"practice": practice} if practice else {}
    first, last = span.first, span.month
    sent = fact_rows(ReferralFact, group=group, user=user, first=first, last=last).filter(**only)
    for month, pk, count in sent.values_list("month", "specialty").annotate(count=Sum("referrals")):
        read.counts[Measure.REFERRALS][Month(month)][pk] += count
    done = fact_rows(ActivityFact, group=group, user=user, first=first, last=last).filter(**only)
    rows = done.values_list("month", "specialty", "pod").annotate(count=Sum("activity"), pounds=Sum("cost"))
    for month, pk, pod, count, pounds in rows:
        read.counts[POD_COLUMN[PointOfDelivery(pod)]][Month(month)][pk] += count
        read.cost[pk] += pounds
    return read


def _hidden(months: Mapping[Month, Mapping[int, int]]) -> frozenset[int]:
    """The specialties with a small number in any month, and what would give one away."""
    return frozenset().union(*(suppressed(counts) for counts in months.values()))


def _by_key(months: Iterable[Mapping[int, int]]) -> dict[int, int]:
    totals: dict[int, int] = defaultdict(int)
    for counts in months:
        for pk, count in counts.items():
            totals[pk] += count
    return totals


def _people(known: Known, span: Span, practice: Practice | None) -> dict[Measure, int]:
    """Patient-months of the practices with a list, over the months whose returns, or activity, are known."""
    sent = _patient_months(known, span, practice, lambda pk, month: _has_return(known, pk, month))
    done = _patient_months(known, span, practice, lambda pk, month: _has_activity(known, pk, month))
    return {column: sent if column == Measure.REFERRALS else done for column in COLUMNS}


def _patient_months(
    known: Known, span: Span, practice: Practice | None, is_known: Callable[[int, Month], bool]
) -> int:
    return sum(
        known.lists[one.pk].patients
        for one in known.roster.practices
        for month in span.months
        if (practice is None or one == practice)
        and one.pk in known.lists
        and known.roster.is_expected(one, month)
        and is_known(one.pk, month)
    )


def _has_return(known: Known, pk: int, month: Month) -> bool:
    fact = known.facts.get((pk, month))
    return fact is not None and fact.referrals is not None


def _has_activity(known: Known, pk: int, month: Month) -> bool:
    fact = known.facts.get((pk, month))
    return fact is not None and fact.has_activity
