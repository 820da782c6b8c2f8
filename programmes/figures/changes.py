"""What of a month's figures changed since they were kept, figure by figure. Pure.

Both sides are what one reader gets. What waits for a decision is left out: it is of its day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from daccom.formats import money, number
from programmes.figures.group import GroupFigures
from programmes.figures.measures import MeasureFigures, Value
from programmes.figures.money import MoneyRow, Pounds

MISSING, NOT_THERE = "missing", "not there"
Figure = tuple[str, str, str]
"""Which subject it belongs to, what it is, and what it is in words."""


@dataclass(frozen=True)
class Difference:
    """One figure as it was kept and as it is; "missing" is not known, "not there" is no such figure."""

    subject: str
    what: str
    then: str
    now: str


def differences(then: GroupFigures, now: GroupFigures) -> list[Difference]:
    """Every figure that is not the same any more, in the order of the page."""
    before = {(subject, what): words for subject, what, words in _figures(then)}
    after = {(subject, what): words for subject, what, words in _figures(now)}
    return [
        Difference(*key, before.get(key, NOT_THERE), after.get(key, NOT_THERE))
        for key in {**before, **after}
        if before.get(key) != after.get(key)
    ]


def _figures(figures: GroupFigures) -> Iterator[Figure]:
    yield from _returns(figures)
    yield from _money(figures)
    yield from _activity(figures)
    yield from _savings(figures)
    yield from _challenges(figures)


def _returns(figures: GroupFigures) -> Iterator[Figure]:
    for row in figures.returns.rows:
        for cell in row.cells[: figures.month.number]:
            yield "returns", f"{row.name}, {cell.month}", cell.words


def _money(figures: GroupFigures) -> Iterator[Figure]:
    found = figures.money
    for row in (found.total, *found.by_category, *found.by_practice):
        yield from _money_row(row)
    for line in (figures.forecast.total, *figures.forecast.rows):
        yield "forecast", f"{line.name}: forecast of the year", _pounds(line.outturn)


def _money_row(row: MoneyRow) -> Iterator[Figure]:
    for what, amount in (
        ("budget of the year", row.budget),
        ("budget to date", row.budget_to_date),
        ("spend to date", row.spend),
    ):
        yield "money", f"{row.name}: {what}", _pounds(amount)


def _activity(figures: GroupFigures) -> Iterator[Figure]:
    for found in figures.measures:
        for month, value in zip(found.months, found.group, strict=True):
            if month.year == figures.month.year:
                yield "activity", f"{found.name}, {month}", _value(value)
        yield from _practices(found)


def _practices(found: MeasureFigures) -> Iterator[Figure]:
    """What each practice had in the months that its verdict counts."""
    for row in found.practices:
        if row.observed is not None:
            what = f"{row.name}: {found.name.lower()}, {found.window[0]} to {found.window[-1]}"
            said = f"{number(row.observed)}, {row.verdict}" if row.verdict else number(row.observed)
            yield "activity", what, said


def _savings(figures: GroupFigures) -> Iterator[Figure]:
    for row in figures.savings.targets:
        yield "savings", f"{row.number} {row.name}: saved", _pounds(row.actual)
        yield "savings", f"{row.number} {row.name}: planned to date", _pounds(row.planned_to_date)


def _challenges(figures: GroupFigures) -> Iterator[Figure]:
    for line in figures.challenges.by_month:
        for what, amount in (
            ("raised", line.gross),
            ("recovered", line.recovered),
            ("lost", line.lost),
            ("open", line.open_gross),
        ):
            yield "challenges", f"Charges of {line.name}: {what}", money(amount)


def _pounds(amount: Pounds) -> str:
    return MISSING if amount is None else money(amount)


def _value(value: Value) -> str:
    if value is None:
        return MISSING
    return number(value) if isinstance(value, int) else money(value)
