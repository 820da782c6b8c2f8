"""Which practices' counts of a measure a reader does not get, month by month and over several months."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from daccom.calendar import Month
from referrals.measures import DEFINITIONS
from referrals.models import Measure, MonthFact
from referrals.selectors.facts import Facts
from referrals.selectors.roster import Roster
from referrals.selectors.small_numbers import suppressed_together

Series = list[dict[int, int | None]]


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
    return suppressed_together(_series(listed, measure), roster.own)


def _series(facts: Mapping[int, MonthFact | None], measure: Measure) -> Series:
    """What is shown side by side: the measure’s points of delivery; of money, all activity behind it."""
    about = DEFINITIONS[measure]
    if about.pods is None:
        return [{pk: fact.referrals if fact else None for pk, fact in facts.items()}]
    by_pod = [
        {pk: getattr(fact, f"{pod.lower()}_activity") if fact else None for pk, fact in facts.items()}
        for pod in about.pods
    ]
    every: dict[int, int | None] = {pk: sum(counts[pk] or 0 for counts in by_pod) for pk in facts}
    return [every] if about.is_money else [every, *by_pod]


FAMILIES = tuple(
    measure for measure, about in DEFINITIONS.items() if about.pods is not None and not about.is_money
)
"""The measures that between them hold every point of delivery once."""
POD_MEASURE: dict[str, Measure] = {
    pod: measure for measure in FAMILIES for pod in DEFINITIONS[measure].pods or ()
}
