"""Points of delivery, specialties, outpatients and the 10% reduction beside the rows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from daccom.calendar import Month
from daccom.ledger import Figure, register
from referrals.ledger.fact_rows import Line
from referrals.ledger.plain_measures import PODS, PlainRows
from referrals.ledger.readers import ReadGroup, read_groups
from referrals.models import Measure, Specialty
from referrals.selectors.by_specialty import COLUMNS, by_specialty
from referrals.selectors.measure_rates import Known, known_facts
from referrals.selectors.outpatients import outpatients
from referrals.selectors.pods import pod_activity
from referrals.selectors.reduction import Reduction, reductions
from referrals.spans import YEAR, Span


@register("activity equals the rows")
def activity() -> Iterator[Figure]:
    """The year to the last month of every group that has returns."""
    rows = PlainRows.read()
    for read in read_groups():
        for month in read.months[-1:]:
            span = Span(YEAR, month)
            known = known_facts(group=read.group, user=read.reader, spans=[span], since=span.a_year_before[0])
            yield from _pods(read, rows, known, span)
            yield from _specialties(read, rows, known, span)
            yield from _outpatients(read, rows, known, span)
            yield from _reductions(read, rows, known, span)


def _pods(read: ReadGroup, rows: PlainRows, known: Known, span: Span) -> Iterator[Figure]:
    for total in pod_activity(known, span).totals:
        events, pounds = rows.activity(read, span.months, partial(_is_at, (total.pod.value,)))
        what = f"{total.pod.value} of {read.group}, {span.words}"
        if total.activity is not None:
            yield Figure(what, total.activity, events)
        yield Figure(f"cost of {what}", total.cost, pounds)


def _specialties(read: ReadGroup, rows: PlainRows, known: Known, span: Span) -> Iterator[Figure]:
    found = by_specialty(known, span=span, user=read.reader)
    what = f"by specialty of {read.group}, {span.words}"
    for column in COLUMNS:
        counted = _column(read, rows, span, column)
        yield Figure(f"{column.value} {what}", found.totals[column], counted)
    yield Figure(f"cost {what}", found.cost, rows.activity(read, span.months, lambda line: True)[1])


def _column(read: ReadGroup, rows: PlainRows, span: Span, column: Measure) -> int:
    if column == Measure.REFERRALS:
        return rows.referrals(read, span.months)
    return rows.activity(read, span.months, partial(_is_at, PODS[column]))[0]


def _is_at(pods: tuple[str, ...], line: Line) -> bool:
    return line[2] in pods


def _outpatients(read: ReadGroup, rows: PlainRows, known: Known, span: Span) -> Iterator[Figure]:
    whole = outpatients(known, span=span, user=read.reader).whole
    what = f"of {read.group}, {span.words}"
    shown = (whole.counts.first, whole.counts.later) if whole.counts else (0, 0)
    for count, measure in zip(shown, (Measure.FIRST_OUTPATIENT, Measure.FOLLOW_UP), strict=True):
        yield Figure(f"{measure.value} of outpatients {what}", count, _column(read, rows, span, measure))


def _reductions(read: ReadGroup, rows: PlainRows, known: Known, span: Span) -> Iterator[Figure]:
    eight = {one.pk for one in Specialty.objects.filter(is_high_volume=True)}
    found = reductions(known, span=span, user=read.reader)
    for one, measure in zip(found, (Measure.REFERRALS, Measure.FIRST_OUTPATIENT), strict=True):
        pairs = _pairs(read, rows, span, measure)
        what = f"{measure.value} of {read.group} in the eight specialties, {span.words}"
        yield Figure(f"months compared: {what}", one.compared, len(pairs))
        for shown, months, when in (
            (one.now, [(pk, month) for pk, month, _ in pairs], "now"),
            (one.before, [(pk, before) for pk, _, before in pairs], "before"),
        ):
            counted = sum(_eight(rows, pk, month, measure, eight) for pk, month in months)
            yield Figure(f"{when}: {what}", shown, _rounded(counted, one))


def _pairs(read: ReadGroup, rows: PlainRows, span: Span, measure: Measure) -> list[tuple[int, Month, Month]]:
    """The practice-months of which both years are known."""
    return [
        (practice.pk, month, before)
        for month, before in zip(span.months, span.a_year_before, strict=True)
        for practice in read.practices_in(month.first)
        if practice in read.practices_in(before.first)
        and rows.value(practice.pk, month.first, measure) is not None
        and rows.value(practice.pk, before.first, measure) is not None
    ]


def _eight(rows: PlainRows, pk: int, month: Month, measure: Measure, eight: set[int]) -> int:
    if measure == Measure.REFERRALS:
        lines = rows.sent[pk, month.first].lines
        return sum(count for (_, specialty), count in lines.items() if specialty in eight)
    firsts = rows.firsts.get((pk, month.first), {})
    return sum(count for specialty, count in firsts.items() if specialty in eight)


def _rounded(counted: int, shown: Reduction) -> int:
    return (counted + 5) // 10 * 10 if shown.is_rounded else counted
