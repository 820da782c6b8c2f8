"""Referrals and hospital activity as figures, from facts. Pure but for reading no database.

The practices' verdicts count the three months up to the one in view: a single month of one practice is mostly
chance. A practice that has not all of them, or no list, has no verdict, and it says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from daccom.calendar import Month
from practices.models import Practice
from practices.selectors.list_sizes import ListSizeTotal
from programmes.figures.measures import MeasureFigures, PracticeList, PracticeMeasure, Value
from referrals.measures import DEFINITIONS, counted
from referrals.models import Measure
from referrals.selectors.facts import Facts
from referrals.selectors.roster import Roster

WINDOW = 3
FEWEST = 10
"""Under so many events nothing is said about a practice."""
Lists = Mapping[int, ListSizeTotal]


def practice_lists(practices: Sequence[Practice], lists: Lists) -> list[PracticeList]:
    return [_list(practice, lists.get(practice.pk)) for practice in practices]


def _list(practice: Practice, held: ListSizeTotal | None) -> PracticeList:
    if held is None:
        return PracticeList(practice.ods_code, practice.name, None, None, "")
    return PracticeList(practice.ods_code, practice.name, held.patients, held.as_at, held.source)


def measure_figures(
    roster: Roster, facts: Facts, lists: Lists, months: Sequence[Month]
) -> list[MeasureFigures]:
    """Every measure over `months`, the last of which is the month in view."""
    return [_measure(measure, roster, facts, lists, list(months)) for measure in Measure]


def _measure(
    measure: Measure, roster: Roster, facts: Facts, lists: Lists, months: list[Month]
) -> MeasureFigures:
    values: dict[int, list[Value]] = {
        pk: [counted(facts.get((pk, month)), measure) for month in months]
        for pk in {*roster.ids, *(pk for pk, _ in facts)}
    }
    columns = [[held[place] for held in values.values()] for place in range(len(months))]
    group = [_sum(column) for column in columns]
    reported = [sum(value is not None for value in column) for column in columns]
    rule, mean, lower, upper = signal(group)
    return MeasureFigures(
        measure=str(measure.value),
        name=str(measure.label),
        is_money=DEFINITIONS[measure].is_money,
        better=DEFINITIONS[measure].better,
        months=months,
        group=group,
        reported=reported,
        expected=[
            max(count, len(roster.expected(month))) for month, count in zip(months, reported, strict=True)
        ],
        rule=rule,
        mean=mean,
        lower=lower,
        upper=upper,
        window=months[-WINDOW:],
        practices=_practices(measure, roster.expected(roster.month), values, lists),
    )


def signal(values: Sequence[Value]) -> tuple[str, float | None, float | None, float | None]:
    """The run chart's rule at the last value, its mean and limits; nothing for a last value not known."""
    from referrals.statistics import xmr

    known = [float(value) for value in values if value is not None]
    chart = xmr(known)
    last_is_known = bool(values) and values[-1] is not None
    rule = chart.points[-1].rule if chart.points and last_is_known else None
    return rule or "", _rounded(chart.mean), _rounded(chart.lower), _rounded(chart.upper)


def _practices(
    measure: Measure, listed: Sequence[Practice], values: Mapping[int, list[Value]], lists: Lists
) -> list[PracticeMeasure]:
    windows = {practice.pk: _window(values[practice.pk]) for practice in listed}
    patients = {practice.pk: lists[practice.pk].patients for practice in listed if practice.pk in lists}
    both = [pk for pk, count in windows.items() if count is not None and patients.get(pk)]
    events, people = sum(windows[pk] or 0 for pk in both), sum(patients[pk] for pk in both)
    expected = {pk: patients[pk] * events / people for pk in both}
    is_money = DEFINITIONS[measure].is_money
    return [
        _practice(practice, values[practice.pk], windows[practice.pk], expected.get(practice.pk), is_money)
        for practice in listed
    ]


def _window(values: Sequence[Value]) -> int | None:
    """What the last months come to; None when one of them is missing. Pounds are not counted."""
    recent = [value for value in values[-WINDOW:] if isinstance(value, int)]
    return sum(recent) if len(recent) == WINDOW else None


def _practice(
    practice: Practice, values: list[Value], observed: int | None, expected: float | None, is_money: bool
) -> PracticeMeasure:
    verdict, ratio, lower, upper = "", None, None, None
    why = _why_not(observed, expected, is_money)
    if observed is not None and expected and not why:
        verdict, ratio, lower, upper = _judged(observed, expected)
    return PracticeMeasure(
        practice.ods_code,
        practice.name,
        values,
        observed,
        _rounded(expected),
        ratio,
        lower,
        upper,
        verdict,
        why,
    )


def _why_not(observed: int | None, expected: float | None, is_money: bool) -> str:
    if is_money:
        return "money is not judged by chance"
    if observed is None:
        return "a month is missing"
    if expected is None:
        return "no list size"
    return f"fewer than {FEWEST} events" if max(observed, expected) < FEWEST else ""


def _judged(observed: int, expected: float) -> tuple[str, float | None, float | None, float | None]:
    from referrals.statistics import funnel_verdict, poisson_interval

    lower, upper = poisson_interval(observed)
    verdict = funnel_verdict(observed, expected).value
    ratio, low, high = (_rounded(limit / expected) for limit in (observed, lower or 0.0, upper))
    return verdict, ratio, low, high


def _rounded(value: float | None) -> float | None:
    """To six places, so that figures are the same on any machine."""
    return None if value is None else round(value, 6)


def _sum(values: Sequence[Value]) -> Value:
    """The sum of those known; None when not one is."""
    known = [value for value in values if value is not None]
    if not known:
        return None
    return sum(known, Decimal(0)) if isinstance(known[0], Decimal) else sum(known)
