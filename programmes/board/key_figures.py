"""The key figures of a month, each beside the same month a year before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from daccom.formats import count_of, money_short, number, percent
from programmes.board.addresses import measure_url, opens
from programmes.figures import GroupFigures
from programmes.figures.measures import MeasureFigures
from programmes.figures.money import Pounds
from programmes.selectors.snapshots import YearBefore
from referrals.views.group_month import GroupMonth

MISSING = "missing"
RATES = ("referrals", "first_outpatient", "emergency")


@dataclass(frozen=True)
class KeyFigure:
    """One figure: `before` is what it was a year before, in words; `tone` "poor", "good" or ""."""

    name: str
    value: str
    note: str
    before: str
    url: str
    tone: str = ""


def key_figures(figures: GroupFigures, before: YearBefore | None, place: GroupMonth) -> list[KeyFigure]:
    return [
        _returns(figures, before, place),
        _budget(figures, before, place),
        _forecast(figures, before, place),
        *_rates(figures, place),
        _saved(figures, before, place),
        _challenged(figures, before, place),
    ]


def _returns(figures: GroupFigures, before: YearBefore | None, place: GroupMonth) -> KeyFigure:
    found = figures.returns
    last = count_of(before.returns.complete, before.returns.expected) if before else MISSING
    value = count_of(found.complete, found.expected) if found.expected else "none expected"
    tone = "poor" if found.missing else ""
    note = f"{number(found.on_time)} on time"
    return KeyFigure("Returns in", value, note, last, opens(place, "returns"), tone)


def _budget(figures: GroupFigures, before: YearBefore | None, place: GroupMonth) -> KeyFigure:
    total = figures.money.total
    last = over_words(before.total.variance) if before else MISSING
    note = f"{percent(abs(total.variance_percent))} of budget to date" if total.variance_percent else ""
    tone = "poor" if (total.variance or 0) > 0 else ""
    return KeyFigure("Spend to date", over_words(total.variance), note, last, opens(place, "money"), tone)


def _forecast(figures: GroupFigures, before: YearBefore | None, place: GroupMonth) -> KeyFigure:
    total = figures.forecast.total
    last = over_words(before.forecast.variance) if before else MISSING
    share = total.variance_percent
    note = f"{percent(abs(share))} of the year’s budget" if share else ""
    tone = "poor" if (total.variance or 0) > 0 else ""
    return KeyFigure(
        "Year’s forecast", over_words(total.variance), note, last, opens(place, "forecast"), tone
    )


def _rates(figures: GroupFigures, place: GroupMonth) -> Iterator[KeyFigure]:
    for key in RATES:
        found = figures.measure(key)
        yield KeyFigure(
            f"{found.name} per 1,000",
            _rate(found.rate),
            _reported(found),
            _rate(found.rate_a_year_before),
            measure_url(place, key),
        )


def _rate(rate: float | None) -> str:
    return MISSING if rate is None else number(rate, 1)


def _reported(found: MeasureFigures) -> str:
    """How many practices it is known of, where not of all."""
    if found.is_complete:
        return "all practices"
    return f"{count_of(found.reported[-1], found.expected[-1])} practices"


def _saved(figures: GroupFigures, before: YearBefore | None, place: GroupMonth) -> KeyFigure:
    found = figures.savings
    last = _pounds(before.savings.actual) if before else MISSING
    note = f"of {money_short(found.planned_known)} planned" if found.planned_known is not None else ""
    tone = "poor" if (found.difference or 0) < 0 else ""
    return KeyFigure("Saved to date", _pounds(found.actual), note, last, opens(place, "savings"), tone)


def _challenged(figures: GroupFigures, before: YearBefore | None, place: GroupMonth) -> KeyFigure:
    total = figures.challenges.total
    last = money_short(before.challenges.recovered) if before else MISSING
    note = f"of {money_short(total.gross)} challenged; {money_short(total.open_gross)} open"
    return KeyFigure("Recovered", money_short(total.recovered), note, last, opens(place, "challenges"))


def _pounds(amount: Pounds) -> str:
    return MISSING if amount is None else money_short(amount)


def over_words(variance: Pounds) -> str:
    """“£347k over”, “£898k under”, “on budget”, “missing”."""
    if variance is None:
        return MISSING
    if not variance:
        return "on budget"
    return f"{money_short(abs(variance))} {'over' if variance > 0 else 'under'}"
