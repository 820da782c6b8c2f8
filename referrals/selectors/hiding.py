"""Which practices' counts of a measure a reader does not get, month by month and over several months."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from daccom.calendar import Month
from referrals.measures import DEFINITIONS
from referrals.models import Measure, MonthFact
from referrals.selectors.facts import Facts
from referrals.selectors.roster import Roster
from referrals.selectors.small_numbers import suppressed, suppressed_together

Counts = dict[int, int | None]


def hidden_practices(
    roster: Roster, facts: Facts, measure: Measure, months: Iterable[Month]
) -> frozenset[int]:
    """The ids of practices with a hidden month among `months`.

    A sum over months shows only where each of its months does, and what is hidden in a month never is one
    practice alone: so no sum less others gives a small number away.
    """
    hidden = (hidden_in(roster, facts, measure, month) for month in months)
    return frozenset().union(*hidden)


def hidden_in(roster: Roster, facts: Facts, measure: Measure, month: Month) -> frozenset[int]:
    """The ids of practices whose count in one month is small, or would give a small one away."""
    listed = {practice.pk: facts.get((practice.pk, month)) for practice in roster.expected(month)}
    return suppressed(_counts(listed, measure), roster.own)


def hidden_split(roster: Roster, facts: Facts, measure: Measure, months: Iterable[Month]) -> frozenset[int]:
    """The same where a measure’s points of delivery are shown one by one.

    They go together: else what is left out of one follows from the measure and the others.
    """
    hidden = hidden_practices(roster, facts, measure, months)
    for month in months:
        listed = {practice.pk: facts.get((practice.pk, month)) for practice in roster.expected(month)}
        hidden |= suppressed_together(_by_pod(listed, measure), roster.own)
    return hidden


def _counts(facts: Mapping[int, MonthFact | None], measure: Measure) -> Counts:
    """The events of each practice; of money, all activity behind it."""
    if DEFINITIONS[measure].pods is None:
        return {pk: fact.referrals if fact else None for pk, fact in facts.items()}
    by_pod = _by_pod(facts, measure)
    return {pk: sum(counts[pk] or 0 for counts in by_pod) for pk in facts}


def _by_pod(facts: Mapping[int, MonthFact | None], measure: Measure) -> list[Counts]:
    return [
        {pk: getattr(fact, f"{pod.lower()}_activity") if fact else None for pk, fact in facts.items()}
        for pod in DEFINITIONS[measure].pods or ()
    ]


FAMILIES = tuple(
    measure for measure, about in DEFINITIONS.items() if about.pods is not None and not about.is_money
)
"""The measures that between them hold every point of delivery once."""
POD_MEASURE: dict[str, Measure] = {
    pod: measure for measure in FAMILIES for pod in DEFINITIONS[measure].pods or ()
}
