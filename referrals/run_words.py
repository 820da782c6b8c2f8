"""Run charts in words: the rules, what fired, what a chart shows, and why a month has no point. Pure."""

from __future__ import annotations

from collections.abc import Callable

from daccom.calendar import Month
from daccom.charts import COUNT, RATE, Unit
from daccom.charts.theme import MONEY
from daccom.formats import Number, money, number, plural
from referrals.calculations.stretches import MINIMUM, RunPoint
from referrals.models import Measure
from referrals.selectors.run_charts import SMALL, Series

RULES = {
    "outside": "Outside the limits",
    "trend": "7 or more rising or falling",
    "two_of_three": "2 of 3 beyond a near limit",
    "one_side": "7 or more on one side of the mean",
}
FIRED = {
    ("outside", "above"): "above the upper limit",
    ("outside", "below"): "below the lower limit",
    ("trend", "rising"): "7 or more rising one after another",
    ("trend", "falling"): "7 or more falling one after another",
    ("two_of_three", "above"): "2 of 3 beyond the upper near limit",
    ("two_of_three", "below"): "2 of 3 beyond the lower near limit",
    ("one_side", "above"): "7 or more in a row above the mean",
    ("one_side", "below"): "7 or more in a row below the mean",
}
MORE = ("above", "rising")
USUAL = "usual variation"
LEFT_OUT = "left out: a small number, for the practice itself only"
PENCE_BELOW = 1000
"""Below that many pounds a sum is shown to the penny."""


def pounds(amount: Number) -> str:
    """Pounds in full, pence for the small sums of a rate per patient."""
    return money(round(amount)) if abs(float(amount)) >= PENCE_BELOW else money(amount)


def unit_of(series: Series) -> Unit:
    """How the chart writes its values."""
    if series.is_money:
        return Unit(pounds, MONEY.axis)
    return COUNT if series.practice else RATE


def show(series: Series) -> Callable[[float], str]:
    """Writes a value, or a limit, of the chart."""
    if series.is_money:
        return pounds
    return (lambda value: number(value, 1)) if series.practice is None else number


def limit_words(series: Series, value: float | None) -> str:
    """A mean or limit: one place more than counts have."""
    if value is None:
        return ""
    return pounds(value) if series.is_money else number(value, 1)


def what(measure: Measure, *, of_group: bool) -> str:
    """The measure with its unit: “A&E attendances per 1,000 patients”."""
    if not of_group:
        return measure.label
    return (
        f"{measure.label} per patient"
        if measure == Measure.ACUTE_COST
        else f"{measure.label} per 1,000 patients"
    )


def fired_words(series: Series, point: RunPoint[Month]) -> str:
    """Which rule marked the point, and whether that is for the better where one way is; "" for none."""
    if point.rule is None:
        return ""
    words = FIRED[point.rule, point.side]
    if series.improvement == "neutral":
        return words
    return f"{words} ({'for the worse' if point.side in MORE else 'for the better'})"


def point_words(series: Series, point: RunPoint[Month]) -> str:
    """What a month's row says of its rule."""
    if point.value is None:
        return why_words(series, point.at)
    if series.chart.stretches[point.stretch].chart.lower is None and not point.rule:
        return "no limits yet"
    return fired_words(series, point) or USUAL


def why_words(series: Series, month: Month) -> str:
    """Why a month has no point."""
    if series.practice is None:
        return "missing: no practice has a figure"
    if series.why.get(month) == SMALL:
        return LEFT_OUT
    return (
        "missing: no return is in"
        if series.measure == Measure.REFERRALS
        else "missing: no hospital activity is in"
    )


def state_words(series: Series) -> str:
    """How the last month stands, in one phrase."""
    last = series.chart.last
    if last is None:
        return LEFT_OUT if SMALL in series.why.values() else "no figure"
    if series.value_now is None:
        return why_words(series, series.chart.points[-1].at)
    return point_words(series, last)


def sentence(series: Series, whose: str) -> str:
    """What the chart shows, in full: the last value, its rule, and its limits or why there are none."""
    last, limits = series.chart.last, series.chart.limits
    if last is None or last.value is None or limits is None:
        return f"There is no figure of {whose} in these months: nothing can be drawn."
    write = show(series)
    words = fired_words(series, last)
    said = f"{whose}: {write(last.value)} in {last.at}"
    if words:
        said += f", {words}"
    elif limits.lower is not None:
        said += ", within its usual variation"
    return f"{said}. {_limits(series)} {_specials(series)} {_gaps(series)}".strip().replace("  ", " ")


def _limits(series: Series) -> str:
    limits = series.chart.limits
    if limits is None or limits.mean is None:
        return ""
    mean = limit_words(series, limits.mean)
    if limits.lower is None:
        return (
            f"The mean is {mean}; limits need {MINIMUM} months with a figure,"
            f" there {'is' if len(limits.points) == 1 else 'are'} {len(limits.points)}."
        )
    low, high = limit_words(series, limits.lower), limit_words(series, limits.upper)
    return f"The mean is {mean}, the limits are {low} and {high}."


def _specials(series: Series) -> str:
    count = len(series.chart.special)
    if not count:
        return "No month stands out."
    return (
        f"{plural(count, 'month')} of {len(series.chart.points)} {'stands' if count == 1 else 'stand'} out."
    )


def _gaps(series: Series) -> str:
    gaps = series.chart.gaps
    if not gaps:
        return ""
    named = ", ".join(str(month) for month in gaps[:6])
    more = f" and {len(gaps) - 6} more" if len(gaps) > 6 else ""
    return f"Without a point: {named}{more}."


def empty_words(series: Series) -> str:
    """Why there is no chart."""
    if SMALL in series.why.values():
        return "The numbers of these months are small, so that only the practice itself sees them."
    return "There is no figure in these months: it is missing, not nought."


def assurance_words(series: Series) -> str:
    """What can be said against a target."""
    limits = series.chart.limits
    said = limits.assurance if limits else None
    if said:
        return {
            "pass": "The target will be met as things are.",
            "fail": "The target will not be met as things are.",
            "hit_and_miss": "Whether the target is met is left to chance as things are.",
        }[said]
    if series.improvement == "neutral":
        return "There is no target, so the chart cannot say whether one will be met."
    return "No target is set for this measure, so the chart cannot say whether one will be met."
