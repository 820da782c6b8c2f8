"""Follow-ups to one first attendance, and how many of those another consultant asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Q, Sum

from daccom.calendar import Month
from practices.models import Practice, User
from referrals.models import ActivityFact, PointOfDelivery, Specialty
from referrals.selectors.activity_rows import fact_rows
from referrals.selectors.measure_rates import Known, left_words
from referrals.selectors.small_numbers import suppressed_together
from referrals.spans import Span

FEWEST_OF_OTHERS = 10
"""Of one specialty others get a practice’s ratio only, and only from so many of both on."""
Key = int
Months = Mapping[Month, Mapping[Key, "Attendances"]]


class Attendances(NamedTuple):
    """First and follow-up attendances; of `known` first ones the source of referral is known."""

    first: int = 0
    later: int = 0
    known: int = 0
    from_consultant: int = 0

    def __add__(self, other: object) -> Attendances:
        if not isinstance(other, Attendances):
            return NotImplemented
        return Attendances(*(one + more for one, more in zip(self, other, strict=True)))


@dataclass(frozen=True)
class OutpatientLine:
    """A practice or a specialty. `counts` None: nothing is known; the `hides_…` are not for this reader."""

    name: str
    counts: Attendances | None
    months_known: int = 0
    months_expected: int = 0
    hides_counts: bool = False
    hides_ratio: bool = False
    hides_share: bool = False
    practice: Practice | None = None
    left: str = ""

    @property
    def ratio(self) -> float | None:
        """Follow-ups to one first attendance; None with no first one, or not shown."""
        if self.counts is None or self.hides_ratio or not self.counts.first:
            return None
        return self.counts.later / self.counts.first

    @property
    def share(self) -> float | None:
        """The percentage of first attendances, of known source, that another consultant asked for."""
        if self.counts is None or self.hides_share or not self.counts.known:
            return None
        return self.counts.from_consultant / self.counts.known * 100


@dataclass(frozen=True)
class Outpatients:
    """By practice and by specialty; `specialty` when the practices are those of one specialty alone."""

    span: Span
    specialty: Specialty | None
    practices: list[OutpatientLine]
    specialties: list[OutpatientLine]
    whole: OutpatientLine
    is_simulated: bool


@dataclass
class Read:
    """What one query gave, by month: of each practice, and of each specialty."""

    practices: dict[Month, dict[Key, Attendances]] = field(default_factory=lambda: defaultdict(dict))
    specialties: dict[Month, dict[Key, Attendances]] = field(default_factory=lambda: defaultdict(dict))


def outpatients(known: Known, *, span: Span, user: User, specialty: Specialty | None = None) -> Outpatients:
    """Both tables; three queries beside the facts."""
    read = _read(known, span, user, specialty)
    names = {row.pk: row for row in Specialty.objects.all()}
    by_practice = _practices(known, span, read, specialty is not None)
    return Outpatients(
        span=span,
        specialty=specialty,
        practices=by_practice,
        specialties=_specialties(read, names),
        whole=OutpatientLine(
            name=str(known.roster.group),
            counts=_together(read.practices) if read.practices else None,
            months_known=sum(line.months_known for line in by_practice),
            months_expected=sum(line.months_expected for line in by_practice),
        ),
        is_simulated=any(fact.is_simulated for fact in known.facts.values()),
    )


def _read(known: Known, span: Span, user: User, specialty: Specialty | None) -> Read:
    read = Read()
    rows = fact_rows(
        ActivityFact, group=known.roster.group, user=user, first=span.first, last=span.month
    ).filter(pod__in=[PointOfDelivery.OPFA, PointOfDelivery.OPFUP])
    of_one = rows.filter(specialty=specialty) if specialty else rows
    for by, which, into in (("practice", of_one, read.practices), ("specialty", rows, read.specialties)):
        sums = which.values_list("month", by).annotate(
            first=Sum("activity", filter=Q(pod=PointOfDelivery.OPFA), default=0),
            later=Sum("activity", filter=Q(pod=PointOfDelivery.OPFUP), default=0),
            known=Sum("activity", filter=Q(from_consultant__isnull=False), default=0),
            asked=Sum("from_consultant", default=0),
        )
        for month, key, *counts in sums:
            into[Month(month)][key] = Attendances(*counts)
    return read


def _practices(known: Known, span: Span, read: Read, of_one: bool) -> list[OutpatientLine]:
    """A line for each practice expected in the span; others’ counts of one specialty are never given."""
    own = known.roster.own
    hidden, sources = _hidden_counts(read.practices, own), _hidden_sources(read.practices, own)
    lines = []
    for practice in known.roster.practices:
        months = [month for month in span.months if known.roster.is_expected(practice, month)]
        if not months:
            continue
        facts = [known.facts.get((practice.pk, month)) for month in months]
        in_ = [month for month, fact in zip(months, facts, strict=True) if fact and fact.has_activity]
        counts = sum((read.practices[month].get(practice.pk, Attendances()) for month in in_), Attendances())
        is_other = practice.pk not in own
        few = is_other and of_one and min(counts.first, counts.later) < FEWEST_OF_OTHERS
        lines.append(
            OutpatientLine(
                name=str(practice),
                counts=counts if in_ else None,
                months_known=len(in_),
                months_expected=len(months),
                hides_counts=practice.pk in hidden or (is_other and of_one),
                hides_ratio=few if of_one else practice.pk in hidden,
                hides_share=practice.pk in sources or (is_other and of_one),
                practice=practice,
                left="" if months[-1] == span.month else left_words(practice, months[-1]),
            )
        )
    return lines


def _specialties(read: Read, names: Mapping[Key, Specialty]) -> list[OutpatientLine]:
    """A line for each specialty of the whole group, the most attendances first."""
    hidden, sources = _hidden_counts(read.specialties), _hidden_sources(read.specialties)
    totals: dict[Key, Attendances] = defaultdict(Attendances)
    for counts in read.specialties.values():
        for key, some in counts.items():
            totals[key] += some
    found = sorted(totals, key=lambda key: (-totals[key].first - totals[key].later, names[key].code))
    return [
        OutpatientLine(
            name=str(names[key]),
            counts=totals[key],
            hides_counts=key in hidden,
            hides_ratio=key in hidden,
            hides_share=key in sources,
        )
        for key in found
    ]


def _together(months: Mapping[Month, Mapping[Key, Attendances]]) -> Attendances:
    return sum((some for counts in months.values() for some in counts.values()), Attendances())


def _hidden_counts(months: Months, own: Collection[Key] = ()) -> frozenset[Key]:
    """Whose first or follow-up attendances are small in any month."""
    return _hidden(months, own, [lambda one: one.first, lambda one: one.later])


def _hidden_sources(months: Months, own: Collection[Key] = ()) -> frozenset[Key]:
    """Whose attendances from a consultant, or from elsewhere, are small in any month."""
    return _hidden(
        months,
        own,
        [lambda one: one.from_consultant, lambda one: one.known - one.from_consultant, lambda one: one.first],
    )


def _hidden(
    months: Months, own: Collection[Key], of: Sequence[Callable[[Attendances], int]]
) -> frozenset[Key]:
    """The keys hidden in any month, each series beside the others."""
    return frozenset().union(
        *(
            suppressed_together([{key: one(some) for key, some in counts.items()} for one in of], own)
            for counts in months.values()
        )
    )
