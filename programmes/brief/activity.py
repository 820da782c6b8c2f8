"""What is out of line by more than chance: practices by the funnel's verdict, the group by its run chart."""

from __future__ import annotations

from collections.abc import Iterator

from daccom.formats import in_sentence, number, percent, plural
from programmes.brief.sentence import Sentence, weigh
from programmes.figures import GroupFigures
from programmes.figures.measures import MeasureFigures, PracticeMeasure
from referrals.words import names

RULES = {
    ("outside", "above"): "above the limits of its usual wavering",
    ("outside", "below"): "below the limits of its usual wavering",
    ("trend", "rising"): "the seventh month or later of an unbroken rise",
    ("trend", "falling"): "the seventh month or later of an unbroken fall",
    ("two_of_three", "above"): "one of two months in three far above the mean",
    ("two_of_three", "below"): "one of two months in three far below the mean",
    ("one_side", "above"): "the seventh month in a row or later above the mean",
    ("one_side", "below"): "the seventh month in a row or later below the mean",
}
STRICT = "0.001"


def activity(figures: GroupFigures) -> Iterator[Sentence]:
    """The practices out of line in one sentence, and the group's own months in another."""
    yield from _practices(figures)
    fired = [found for found in figures.measures if found.rule]
    if fired:
        yield Sentence("Trend", "runs", _trends(fired), weigh(42, 4 * len(fired)), "Change")


def _practices(figures: GroupFigures) -> Iterator[Sentence]:
    found = [(measure, row) for measure in figures.measures for row in measure.outside]
    if not found:
        judged = any(row.verdict for measure in figures.measures for row in measure.practices)
        if judged:
            text = "No practice differs from what its list leads to expect by more than chance."
            yield Sentence("Out of line", "activity", text, weigh(22))
        return
    strict = sorted((pair for pair in found if STRICT in pair[1].verdict), key=_distance, reverse=True)
    shown = (strict or sorted(found, key=_distance, reverse=True))[:2]
    practices = len({row.ods for _, row in found})
    text = (
        f"{plural(practices, 'practice differs', 'practices differ')} from what "
        f"{'its list leads' if practices == 1 else 'their lists lead'} to expect by more than chance: "
        f"{'; '.join(_said(measure, row) for measure, row in shown)}."
    )
    yield Sentence("Out of line", "activity", text, weigh(46, 3 * len(strict)), "Check")


def _distance(pair: tuple[MeasureFigures, PracticeMeasure]) -> float:
    return abs((pair[1].observed or 0) - (pair[1].expected or 0.0))


def _said(measure: MeasureFigures, row: PracticeMeasure) -> str:
    what = in_sentence(measure.name) if not measure.name.startswith("A&E") else measure.name
    return (
        f"{row.name} had {number(row.observed or 0)} {what} where {number(row.expected or 0)} were expected"
    )


def _trends(fired: list[MeasureFigures]) -> str:
    first, *rest = fired
    text = f"{first.name}: {first.months[-1]} is {RULES[first.rule, first.side]}{_against(first)}."
    return f"{text} Also out of line: {names([found.name for found in rest])}." if rest else text


def _against(found: MeasureFigures) -> str:
    """How far the month's rate is from that of a year ago, where both are known."""
    if found.rate is None or not found.rate_a_year_before:
        return ""
    change = (found.rate / found.rate_a_year_before - 1) * 100
    return f", {percent(abs(change))} {'more' if change > 0 else 'fewer'} than a year before"
