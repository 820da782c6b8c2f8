"""Referrals and hospital activity as figures, from facts already read. Pure but for reading no database.

The practices' verdicts count the three months up to the one in view: a single month of one practice is mostly
chance. The group's months are judged by its run chart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from daccom.calendar import Month
from practices.models import Practice, User
from practices.selectors.list_bands import BandedList
from programmes.figures.measures import MeasureFigures, PracticeList, PracticeMeasure, Value
from referrals.calculations.stretches import run_chart
from referrals.measures import DEFINITIONS, counted
from referrals.models import Measure
from referrals.selectors.measure_rates import Known, measure_rates
from referrals.selectors.measured import FEWEST_EVENTS, MeasuredPractice
from referrals.selectors.run_charts import History, improvement
from referrals.spans import QUARTER, Span

FEW = f"fewer than {FEWEST_EVENTS} events"
MONEY = "money is not judged by chance"
NO_REFERENCE = "nothing to compare with"


def practice_lists(practices: Sequence[Practice], lists: Mapping[int, BandedList]) -> list[PracticeList]:
    return [_list(practice, lists.get(practice.pk)) for practice in practices]


def _list(practice: Practice, held: BandedList | None) -> PracticeList:
    if held is None:
        return PracticeList(practice.ods_code, practice.name, None, None, "")
    return PracticeList(practice.ods_code, practice.name, held.patients, held.as_at, held.source)


def measure_figures(history: History, known: Known, user: User) -> list[MeasureFigures]:
    """Every measure over the months of `history`, the last of which is the month in view."""
    members = [[one.pk for one in history.roster.expected(month)] for month in history.months]
    return [_measure(measure, history, known, user, members) for measure in Measure]


def _measure(
    measure: Measure, history: History, known: Known, user: User, members: Sequence[Sequence[int]]
) -> MeasureFigures:
    """`members` are the ids of the practices in the group in each month."""
    values = {
        practice.pk: [counted(history.facts.get((practice.pk, month)), measure) for month in history.months]
        for practice in history.roster.practices
    }
    columns = [[values[pk][place] for pk in there] for place, there in enumerate(members)]
    rates = [_rate(measure, values, history, there, place) for place, there in enumerate(members)]
    rebases = {Month(one.month) for one in history.rebases if one.measure == measure}
    chart = run_chart(
        list(zip(history.months, rates, strict=True)), rebases, improvement=improvement(measure)
    )
    last, limits = chart.points[-1] if chart.points else None, chart.limits
    span = Span(QUARTER, history.month)
    judged = measure_rates(group=history.roster.group, user=user, measure=measure, span=span, known=known)
    return MeasureFigures(
        measure=str(measure.value),
        name=str(measure.label),
        is_money=DEFINITIONS[measure].is_money,
        better=DEFINITIONS[measure].better,
        months=history.months,
        group=[_sum(column) for column in columns],
        rates=[_rounded(rate) for rate in rates],
        reported=[sum(value is not None for value in column) for column in columns],
        expected=[len(column) for column in columns],
        rule=(last.rule or "") if last else "",
        side=last.side if last else "",
        mean=_rounded(limits.mean) if limits else None,
        lower=_rounded(limits.lower) if limits else None,
        upper=_rounded(limits.upper) if limits else None,
        window=span.months,
        practices=[_practice(row, values[row.practice.pk], measure) for row in judged.rows if not row.left],
    )


def _rate(
    measure: Measure,
    values: Mapping[int, list[Value]],
    history: History,
    there: Sequence[int],
    place: int,
) -> float | None:
    """The group's, over the practices with a value and a list: as its run chart draws it."""
    both = [
        (value, size.patients)
        for pk in there
        if (value := values[pk][place]) is not None and (size := history.lists.get(pk))
    ]
    patients = sum(size for _, size in both)
    per = 1 if DEFINITIONS[measure].is_money else 1000
    return float(sum(value for value, _ in both)) * per / patients if patients else None


def _practice(row: MeasuredPractice, values: list[Value], measure: Measure) -> PracticeMeasure:
    """The whole of it: what a reader does not get is left out on the way to the page."""
    found = row.standing_if_shown
    count = row.counted if isinstance(row.counted, int) else None
    is_few = found is not None and (count or 0) < FEWEST_EVENTS
    return PracticeMeasure(
        ods=row.practice.ods_code,
        name=row.practice.name,
        values=values,
        observed=count,
        expected=_rounded(found.expected) if found else None,
        ratio=_rounded(found.ratio) if found and not is_few else None,
        lower=_rounded(found.lower) if found and not is_few else None,
        upper=_rounded(found.upper) if found and not is_few else None,
        verdict=found.verdict.value if found else "",
        why=_why(row, measure, is_few),
    )


def _why(row: MeasuredPractice, measure: Measure, is_few: bool) -> str:
    """Why there is no ratio; empty when there is one."""
    if DEFINITIONS[measure].is_money:
        return MONEY
    if row.counted is None:
        return "no return" if measure == Measure.REFERRALS else "no activity posted"
    if not row.patients:
        return "no list size"
    return NO_REFERENCE if row.standing_if_shown is None else FEW if is_few else ""


def _rounded(value: float | None) -> float | None:
    """To six places, so that figures are the same on any machine."""
    return None if value is None else round(value, 6)


def _sum(values: Sequence[Value]) -> Value:
    """The sum of those known; None when not one is."""
    known = [value for value in values if value is not None]
    if not known:
        return None
    return sum(known, Decimal(0)) if isinstance(known[0], Decimal) else sum(known)
