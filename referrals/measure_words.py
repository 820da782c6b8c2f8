"""What a measure shows, in sentences and tags. Statistics are imported when called: they are slow to load."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from daccom.formats import count_of, money, number, plural
from referrals.measures import DEFINITIONS, FEWER
from referrals.models import Measure
from referrals.selectors.measured import MeasuredGroup, MeasuredPractice
from referrals.spans import MONTH

WIDTHS = {0.95: 1.959964, 0.998: 3.090232}
"""Standard deviations of the limits, by confidence; source: the formulas paper, `overdispersion`."""
SHORT = {
    "high (0.001)": "High (0.001)",
    "high (0.025)": "High (0.025)",
    "not significant": "As expected",
    "low (0.025)": "Low (0.025)",
    "low (0.001)": "Low (0.001)",
}
NEUTRAL_TAGS = {"high": "purple", "low": "blue"}
FEWER_TAGS = {"high": "orange", "low": "green"}


@dataclass(frozen=True)
class Sides:
    """The practices whose verdict is high, low, and neither; by name."""

    high: list[MeasuredPractice]
    low: list[MeasuredPractice]
    usual: list[MeasuredPractice]


def verdict_words(row: MeasuredPractice) -> str:
    """“High (0.001)”, “As expected”; why there is none."""
    return SHORT[row.standing.verdict.value] if row.standing else row.why_not or "nothing expected"


def verdict_tag(row: MeasuredPractice) -> str:
    """The tag’s colour; grey for what chance explains, none without a verdict."""
    if row.standing is None:
        return ""
    tags = FEWER_TAGS if DEFINITIONS[row.measure].better == FEWER else NEUTRAL_TAGS
    return tags.get(row.standing.verdict.value.split(" ")[0], "grey")


def is_outside(row: MeasuredPractice) -> bool:
    """Whether the verdict is other than that chance explains it."""
    return row.standing is not None and row.standing.verdict.value != "not significant"


def sides(rows: Sequence[MeasuredPractice]) -> Sides:
    judged = [(row, row.standing.verdict.value.split(" ")[0]) for row in rows if row.standing]
    high, low, usual = (
        [row for row, verdict in judged if verdict == which] for which in ("high", "low", "not")
    )
    return Sides(high, low, usual)


def is_spread(found: MeasuredGroup) -> bool:
    """Whether practices differ more than chance explains, so that limits are adjusted."""
    return found.spread is not None and found.spread.phi > 1


def beyond_adjusted(found: MeasuredGroup, row: MeasuredPractice, confidence: float = 0.95) -> bool:
    """Whether the ratio lies outside the limits that allow for how practices differ."""
    if found.spread is None or row.standing is None:
        return False
    lower, upper = found.spread.limits(row.standing.expected, WIDTHS[confidence])
    return not lower <= row.standing.ratio <= upper


def unit_words(measure: Measure) -> str:
    """What a rate is counted in."""
    return "£ per patient a month" if DEFINITIONS[measure].is_money else "per 1,000 patients a month"


def rate_words(rate: float, measure: Measure) -> str:
    return f"£{number(rate, 2)}" if DEFINITIONS[measure].is_money else number(rate, 1)


def value_words(found: MeasuredGroup) -> str:
    value = found.counted or 0
    if DEFINITIONS[found.measure].is_money:
        return money(value)
    return number(value)


def lead(found: MeasuredGroup) -> list[str]:
    """What the page shows, in a few sentences."""
    rate = found.rate
    if rate is None:
        return [f"There is no rate for {found.span.words}: nothing is in, or no list size is known."]
    said = [
        f"{found.measure.label} of {found.group}, {found.span.words}: {value_words(found)}, which is"
        f" {rate_words(rate, found.measure)} {_unit(found)}."
    ]
    return [*said, *_unlisted(found), *_verdicts(found), *_missing(found)]


def _unlisted(found: MeasuredGroup) -> list[str]:
    """Whose figures are in the sum and not in the rate."""
    rows = [row for row in found.rows if row.counted is not None and not row.patients]
    return [f"In the sum, and without a list size not in the rate: {names(rows)}."] if rows else []


def _unit(found: MeasuredGroup) -> str:
    per = "per patient" if DEFINITIONS[found.measure].is_money else "per 1,000 patients"
    return per if found.span.kind == MONTH else f"{per} a month"


def _verdicts(found: MeasuredGroup) -> list[str]:
    split = sides(found.rows)
    judged = len(split.high) + len(split.low) + len(split.usual)
    if not judged:
        return []
    if not split.high and not split.low:
        which = (
            "Every practice" if judged == len(found.rows) else f"Each of {plural(judged, 'practice')} judged"
        )
        return [f"{which} lies where the age and sex of its patients, and chance, would put it."]
    said = [
        f"{where} than chance explains for patients of their age and sex:"
        f" {count_of(len(rows), judged)} practices ({names(rows)})."
        for rows, where in ((split.high, "Higher"), (split.low, "Lower"))
        if rows
    ]
    if is_spread(found):
        far = [row for row in (*split.high, *split.low) if beyond_adjusted(found, row)]
        which = f"only {names(far)} {'lie' if len(far) > 1 else 'lies'}" if far else "none lies"
        said.append(f"Allowing for how much practices differ anyway, {which} outside the limits.")
    return said


def _missing(found: MeasuredGroup) -> list[str]:
    rows = found.missing
    if not rows:
        return []
    months = found.months_expected - found.months_known
    said = plural(months, "practice-month") if found.span.kind != MONTH else plural(months, "practice")
    return [f"Missing, and not counted as nought: {said} ({names(rows)})."]


def names(rows: Sequence[MeasuredPractice], most: int = 6) -> str:
    """“Alder Surgery, Birch Surgery and 3 more”."""
    said = [str(row.practice) for row in rows]
    if len(said) > most:
        return f"{', '.join(said[:most])} and {len(said) - most} more"
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)
