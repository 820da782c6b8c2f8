"""Rates of every measure beside the rows: counts, lists, rates, and what expectations come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from daccom.calendar import Month
from daccom.ledger import Figure, register
from practices.models import Practice
from referrals.ledger.plain_measures import PlainRows
from referrals.ledger.rates import list_sizes
from referrals.ledger.readers import ReadGroup, read_groups
from referrals.models import Measure
from referrals.selectors.measure_rates import Known, known_facts, measure_rates
from referrals.selectors.measured import MeasuredGroup
from referrals.spans import CHOICES, MONTH, Span


@register("rates of measures equal the rows")
def rates_of_measures() -> Iterator[Figure]:
    """Every measure of every group and month; of the last month also over three months and the year."""
    rows = PlainRows.read()
    for read in read_groups():
        for month in read.months:
            kinds = CHOICES if month == read.months[-1] else [MONTH]
            spans = [Span(kind, month) for kind in kinds]
            known = known_facts(group=read.group, user=read.reader, spans=spans)
            sizes = list_sizes(month, {one.pk for one in known.roster.practices})
            for span in spans:
                for measure in Measure:
                    yield from _measure(read, rows, known, sizes, span, measure)


def _measure(
    read: ReadGroup, rows: PlainRows, known: Known, sizes: dict[int, int], span: Span, measure: Measure
) -> Iterator[Figure]:
    """One page of rates beside the rows."""
    found = measure_rates(group=read.group, user=read.reader, measure=measure, span=span, known=known)
    what = f"{measure.value} of {read.group}, {span.words}"
    totals = {
        practice.pk: rows.total(practice.pk, months, measure) for practice, months in _expected(read, span)
    }
    in_ = [value for value in totals.values() if value is not None]
    yield Figure(what, found.counted, sum(in_) if in_ else None)
    for row in found.rows:
        pk, whose = row.practice.pk, f"{row.practice.ods_code}, {what}"
        yield Figure(whose, row.counted, totals.get(pk))
        yield Figure(f"patients of {whose}", row.lists.patients if row.lists else None, sizes.get(pk))
        if row.rate is not None:
            patients = (sizes.get(pk) or 0) * row.months_known
            thousand = 1 if measure == Measure.ACUTE_COST else 1000
            yield Figure(f"rate of {whose}", row.rate, float(totals[pk] or 0) / patients * thousand)
    yield from _expectations(found, what)


def _expected(read: ReadGroup, span: Span) -> list[tuple[Practice, list[Month]]]:
    """Every practice with the months of the span in which it belonged to the group."""
    months: dict[Practice, list[Month]] = defaultdict(list)
    for month in span.months:
        for practice in read.practices_in(month.first):
            months[practice].append(month)
    return list(months.items())


def _expectations(found: MeasuredGroup, what: str) -> Iterator[Figure]:
    """Together the practices judged were expected to have what they had."""
    judged = [(row.counted, row.standing_if_shown) for row in found.rows if row.standing_if_shown]
    if judged:
        expected = sum(standing.expected for _, standing in judged)
        yield Figure(f"expected {what}", round(expected, 4), round(float(sum(n or 0 for n, _ in judged)), 4))
