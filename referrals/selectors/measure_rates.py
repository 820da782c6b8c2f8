"""Reads a measure of every practice of a group from the facts: four queries, however many practices.

A practice without a return, without posted activity or without a list has no rate: missing is not nought. A
rate over several months is a month’s average over those known, so that a missing month does not lower it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from daccom.calendar import Month
from daccom.formats import long_date
from practices.models import CommissioningGroup, Practice, User
from practices.selectors.list_bands import BandedList, banded_lists
from referrals.measures import counted
from referrals.models import Measure, MonthFact
from referrals.selectors.facts import Facts, month_facts
from referrals.selectors.hiding import hidden_practices
from referrals.selectors.measured import MeasuredGroup, MeasuredPractice, Value, group_rate
from referrals.selectors.references import ReferencePopulation, reference_of, references_of
from referrals.selectors.roster import Roster, roster
from referrals.selectors.standings import with_standings
from referrals.spans import Span


@dataclass(frozen=True)
class Known:
    """What was read once for any number of measures and spans up to one month."""

    roster: Roster
    facts: Facts
    lists: Mapping[int, BandedList]
    references: Mapping[Measure, ReferencePopulation | None] | None = None
    """None: read when they are needed."""


def known_facts(
    *, group: CommissioningGroup, user: User, spans: list[Span], since: Month | None = None
) -> Known:
    """Roster, facts, lists and references for `spans`, which end with the same month; four queries.

    `since`: from an earlier month on.
    """
    month, first = spans[0].month, since or min(span.first for span in spans)
    listed = roster(group=group, month=month, user=user, since=first)
    return Known(
        listed,
        month_facts(roster=listed, user=user, first=first, last=month),
        banded_lists(listed.practices, month.last),
        references_of(group.pct, month.year),
    )


def measure_rates(
    *, group: CommissioningGroup, user: User, measure: Measure, span: Span, known: Known | None = None
) -> MeasuredGroup:
    """The measure of every practice expected in `span`; at most one query when `known` was read before."""
    read = known or known_facts(group=group, user=user, spans=[span])
    if read.references is None:
        reference = reference_of(group.pct, measure, span.month.year)
    else:
        reference = read.references[measure]
    hidden = hidden_practices(read.roster, read.facts, measure, span.months)
    rows = [
        row
        for practice in read.roster.practices
        if (row := _row(read, practice, measure, span, practice.pk in hidden))
    ]
    rate = group_rate(rows, measure)
    rows = [replace(row, group_rate=rate) for row in rows]
    rows, spread = with_standings(rows, reference)
    return MeasuredGroup(group, measure, span, rows, reference, spread)


def _row(
    read: Known, practice: Practice, measure: Measure, span: Span, hidden: bool
) -> MeasuredPractice | None:
    """One practice without its standing; None when it was not expected in the span."""
    months = [month for month in span.months if read.roster.is_expected(practice, month)]
    if not months:
        return None
    facts = [read.facts.get((practice.pk, month)) for month in months]
    values = [value for fact in facts if (value := counted(fact, measure)) is not None]
    lists = read.lists.get(practice.pk)
    return MeasuredPractice(
        practice=practice,
        lists=lists,
        measure=measure,
        counted=_total(values),
        months_known=len(values),
        months_expected=len(months),
        standing_if_shown=None,
        group_rate=None,
        hidden=hidden,
        is_nil=measure == Measure.REFERRALS and bool(values) and all(map(_says_nil, facts)),
        is_own=practice.pk in read.roster.own,
        left="" if months[-1] == span.month else left_words(practice, months[-1]),
        is_simulated=any(fact.is_simulated for fact in facts if fact) or bool(lists and lists.is_simulated),
    )


def _total(values: list[Value]) -> Value | None:
    return sum(values) if values else None


def _says_nil(fact: MonthFact | None) -> bool:
    return fact is None or fact.referrals is None or fact.is_nil


def left_words(practice: Practice, last: Month) -> str:
    """Why a practice is not there after `last`: closed, with its successor, or gone to another group."""
    if practice.closed_on is None:
        return f"in the group up to {last}"
    closed = f"closed on {long_date(practice.closed_on)}"
    return f"{closed}; now part of {practice.successor}" if practice.successor else closed
