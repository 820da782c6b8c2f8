"""Activity by point of delivery: the group’s with its cost, and each practice’s rates; no query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from practices.models import Practice
from practices.selectors.list_bands import BandedList
from referrals.models import Measure, MonthFact, PointOfDelivery
from referrals.selectors.hiding import POD_MEASURE, hidden_split
from referrals.selectors.measure_rates import Known, left_words
from referrals.selectors.small_numbers import is_small
from referrals.spans import Span


@dataclass(frozen=True)
class PodTotal:
    """One point of delivery of the whole group; `activity` None is a small number, or gives one away."""

    pod: PointOfDelivery
    activity: int | None
    cost: Decimal
    rate: float | None

    @property
    def average(self) -> Decimal | None:
        """Pounds an event."""
        return self.cost / self.activity if self.activity else None


@dataclass(frozen=True)
class PodPractice:
    """A practice’s rates per 1,000 patients and month; None in `rates` is hidden, no rates at all missing."""

    practice: Practice
    lists: BandedList | None
    months_known: int
    months_expected: int
    rates: Mapping[PointOfDelivery, float | None]
    left: str
    is_own: bool

    @property
    def why_not(self) -> str:
        if not self.months_known:
            return "missing"
        return "" if self.lists and self.lists.patients else "no list size"


@dataclass(frozen=True)
class PodActivity:
    """Both tables of a span."""

    span: Span
    totals: list[PodTotal]
    practices: list[PodPractice]
    months_known: int
    months_expected: int
    is_simulated: bool

    @property
    def cost(self) -> Decimal:
        return sum((total.cost for total in self.totals), Decimal(0))


def pod_activity(known: Known, span: Span) -> PodActivity:
    """By point of delivery, from facts read before."""
    rows = [row for practice in known.roster.practices if (row := _practice(known, practice, span))]
    facts = [
        fact
        for practice in known.roster.practices
        for fact in _facts(known, practice, span)
        if fact and fact.has_activity
    ]
    small = _small_measures(facts)
    return PodActivity(
        span=span,
        totals=[_total(pod, facts, known, POD_MEASURE[pod] in small) for pod in PointOfDelivery],
        practices=_hidden(rows, known, span),
        months_known=sum(row.months_known for row in rows),
        months_expected=sum(row.months_expected for row in rows),
        is_simulated=any(fact.is_simulated for fact in facts),
    )


def _facts(known: Known, practice: Practice, span: Span) -> list[MonthFact | None]:
    """The months in which the practice was expected; None where nothing is known."""
    months = [month for month in span.months if known.roster.is_expected(practice, month)]
    return [known.facts.get((practice.pk, month)) for month in months]


def _practice(known: Known, practice: Practice, span: Span) -> PodPractice | None:
    expected = [month for month in span.months if known.roster.is_expected(practice, month)]
    if not expected:
        return None
    facts = [fact for fact in _facts(known, practice, span) if fact and fact.has_activity]
    lists = known.lists.get(practice.pk)
    people = lists.patients * len(facts) if lists else 0
    rates = {
        pod: sum(activity(fact, pod) for fact in facts) / people * 1000 for pod in PointOfDelivery if people
    }
    return PodPractice(
        practice=practice,
        lists=lists,
        months_known=len(facts),
        months_expected=len(expected),
        rates=rates,
        left="" if expected[-1] == span.month else left_words(practice, expected[-1]),
        is_own=practice.pk in known.roster.own,
    )


def _hidden(rows: list[PodPractice], known: Known, span: Span) -> list[PodPractice]:
    """The rows without what this reader does not get."""
    hidden = {
        measure: hidden_split(known.roster, known.facts, measure, span.months)
        for measure in set(POD_MEASURE.values())
    }
    return [
        replace(
            row,
            rates={
                pod: None if row.practice.pk in hidden[POD_MEASURE[pod]] else rate
                for pod, rate in row.rates.items()
            },
        )
        for row in rows
    ]


def _small_measures(facts: list[MonthFact]) -> set[Measure]:
    """The measures with a point of delivery that has few events in the whole group.

    Their points of delivery are left out together: other pages give the measure, and with it the rest.
    """
    counts = {pod: sum(activity(fact, pod) for fact in facts) for pod in PointOfDelivery}
    return {POD_MEASURE[pod] for pod, count in counts.items() if is_small(count)}


def _total(pod: PointOfDelivery, facts: list[MonthFact], known: Known, is_hidden: bool) -> PodTotal:
    count = sum(activity(fact, pod) for fact in facts)
    listed = [(fact, lists) for fact in facts if (lists := known.lists.get(fact.practice_id))]
    people = sum(lists.patients for _, lists in listed)
    with_list = sum(activity(fact, pod) for fact, _ in listed)
    cost = sum((getattr(fact, f"{pod.value.lower()}_cost") for fact in facts), Decimal(0))
    if is_hidden:
        return PodTotal(pod, None, cost, None)
    return PodTotal(pod, count, cost, with_list / people * 1000 if people else None)


def activity(fact: MonthFact, pod: PointOfDelivery) -> int:
    """Events of a month at one point of delivery."""
    return int(getattr(fact, f"{pod.value.lower()}_activity"))
