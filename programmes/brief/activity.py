"""What is out of line by more than chance: practices by the funnel's verdict, the group by its run chart."""

from __future__ import annotations

from collections.abc import Iterator

from daccom.formats import number, plural
from programmes.brief.sentence import Sentence, small, weigh
from programmes.figures import GroupFigures
from programmes.figures.measures import MeasureFigures, PracticeMeasure
from referrals.words import names

RULES = {
    ("outside", "above"): "above the limits of its usual variation",
    ("outside", "below"): "below the limits of its usual variation",
    ("trend", "rising"): "the seventh month or later of an unbroken rise",
    ("trend", "falling"): "the seventh month or later of an unbroken fall",
    ("two_of_three", "above"): "two of the last three months are far above the mean",
    ("two_of_three", "below"): "two of the last three months are far below the mean",
    ("one_side", "above"): "the seventh month in a row or later above the mean",
    ("one_side", "below"): "the seventh month in a row or later below the mean",
}
MOST_SAID = 2
Pair = tuple[MeasureFigures, PracticeMeasure]


def activity(figures: GroupFigures) -> Iterator[Sentence]:
    """The practices out of line in one sentence, and the group's own months in another."""
    yield from _practices(figures)
    fired = [found for found in figures.measures if found.rule]
    if fired:
        yield Sentence("Trend", "runs", _trends(fired), weigh(42, 4 * len(fired)), "Change")


def _practices(figures: GroupFigures) -> Iterator[Sentence]:
    """Those that chance puts there once in a thousand; of the others some are to be expected."""
    if not any(row.verdict for measure in figures.measures for row in measure.practices):
        return
    found = [(measure, row) for measure in figures.measures for row in measure.outside]
    strict = _furthest_first([pair for pair in found if pair[1].is_strict])
    if not strict:
        text = "No practice differs clearly from what the ages and sexes on its list lead to expect."
        yield Sentence("Out of line", "activity", text, weigh(22))
        return
    by_practice = {row.ods: (measure, row) for measure, row in reversed(strict)}
    practices, told = len(by_practice), _furthest_first(list(by_practice.values()))[:MOST_SAID]
    text = (
        f"{plural(practices, 'practice differs', 'practices differ')} from what "
        f"{'its list leads' if practices == 1 else 'their lists lead'} to expect by far more than chance: "
        f"{'; '.join(_said(measure, row) for measure, row in told)}."
    )
    yield Sentence("Out of line", "activity", text, weigh(44, 2 * min(len(strict), 5)), "Check")


def _furthest_first(pairs: list[Pair]) -> list[Pair]:
    """Those furthest from what was expected first."""
    return sorted(
        pairs, key=lambda pair: abs((pair[1].observed or 0) - (pair[1].expected or 0.0)), reverse=True
    )


def _said(measure: MeasureFigures, row: PracticeMeasure) -> str:
    had, expected = number(row.observed or 0), number(row.expected or 0)
    return f"{row.name} had {had} {small(measure.name)} where {expected} were expected"


def _trends(fired: list[MeasureFigures]) -> str:
    first, *rest = fired
    text = f"{first.name}, {_rate(first, first.rate)} in {first.months[-1]}"
    if first.rate_a_year_before is not None:
        text += f" (a year before {number(first.rate_a_year_before, 1)})"
    text += f": {RULES[first.rule, first.side]}."
    return f"{text} Also out of line: {names([found.name for found in rest])}." if rest else text


def _rate(found: MeasureFigures, rate: float | None) -> str:
    return f"{number(rate or 0.0, 1)} {'pounds a patient' if found.is_money else 'per 1,000 patients'}"
