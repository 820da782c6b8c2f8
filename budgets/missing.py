"""Which months of spend are missing, in words."""

from __future__ import annotations

from dataclasses import dataclass

from budgets.selectors.position import Position, Row
from daccom.calendar import Month


@dataclass(frozen=True)
class MissingMonth:
    """A month, and the practices of which a line is not posted: “every practice” when it is all of them."""

    month: Month
    words: str


def missing_months(found: Position) -> list[MissingMonth]:
    """The months up to the position's of which somebody's spend is not posted, in order."""
    by_month = {
        number: [row for row in found.by_practice if number in row.missing]
        for number in range(1, found.month.number + 1)
    }
    return [
        MissingMonth(found.month.year.months[number - 1], _words(rows, found, number))
        for number, rows in by_month.items()
        if rows
    ]


def _words(rows: list[Row], found: Position, number: int) -> str:
    if len(rows) > 1 and len(rows) == len(found.by_practice):
        whole = all(number in line.missing for row in rows for line in row.lines)
        return "every practice" if whole else "lines of every practice"
    return _listed([_name(row, number) for row in rows])


def _name(row: Row, number: int) -> str:
    lines = [line for line in row.lines if number in line.missing]
    if len(lines) == len([line for line in row.lines if number in line.expected]):
        return row.heading.name
    return f"{row.heading.name} ({_listed([line.part.name for line in lines])})"


def _listed(words: list[str]) -> str:
    """“Alder, Birch and Cedar”."""
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)
