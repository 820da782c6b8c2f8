"""A table of activity as its page and its file show it: one list of cells for both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from daccom.exports import Export
from daccom.formats import long_date, number, percent, pounds
from practices.selectors.list_bands import BandedList

NO_BREAK = "\N{NO-BREAK SPACE}"
MISSING, NOT_SHOWN, WITHHELD, NOT_KNOWN = "missing", "not shown", "withheld", "not known"
FileValue = str | int | float | Decimal | None


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: `words` on the page, `value` in the file (the words where there is none).

    `tag` colours the words, `url` leads on, `note` stands small beneath.
    """

    words: str
    value: FileValue = None
    url: str = ""
    note: str = ""
    tag: str = ""

    @property
    def written(self) -> FileValue:
        return self.words if self.value is None else self.value


@dataclass(frozen=True)
class Head:
    """A column’s head; `is_number` stands it and its cells on the right."""

    words: str
    is_number: bool = True


@dataclass(frozen=True)
class ActivityTable:
    """`key` names it in addresses; `foot` is the row of the whole, if there is one."""

    key: str
    title: str
    heads: Sequence[Head]
    rows: Sequence[Sequence[Cell]]
    foot: Sequence[Cell] = ()
    is_simulated: bool = False

    @property
    def body(self) -> list[list[tuple[Head, Cell]]]:
        """Every row’s cells with the heads they stand under."""
        return [self._under(row) for row in self.rows]

    @property
    def last(self) -> list[tuple[Head, Cell]]:
        return self._under(self.foot) if self.foot else []

    def export(self) -> Export:
        """The same rows for a file."""
        rows = [*self.rows, self.foot] if self.foot else self.rows
        heads = [head.words for head in self.heads]
        return Export(self.key, self.title, heads, [[cell.written for cell in row] for row in rows])

    def _under(self, row: Sequence[Cell]) -> list[tuple[Head, Cell]]:
        return list(zip(self.heads, row, strict=True))


def text_heads(*words: str) -> list[Head]:
    return [Head(one, is_number=False) for one in words]


def number_heads(*words: str) -> list[Head]:
    return [Head(one) for one in words]


def count_cell(value: int | None, why: str = MISSING) -> Cell:
    """A whole number; `why` stands where there is none."""
    return Cell(number(value), value) if value is not None else Cell(why)


def rate_cell(value: float | None, why: str = "–", places: int = 1) -> Cell:
    """A rate or a ratio."""
    return Cell(number(value, places), round(value, places + 2)) if value is not None else Cell(why)


def money_cell(value: Decimal | None, why: str = MISSING) -> Cell:
    """Pounds; in files to the penny, which SQLite’s sums are not."""
    return Cell(pounds(value), round(value, 2)) if value is not None else Cell(why)


def percent_cell(value: float | None, why: str = NOT_KNOWN) -> Cell:
    """A percentage already times a hundred."""
    return Cell(percent(value), round(value, 3)) if value is not None else Cell(why)


def list_cell(lists: BandedList | None, says_source: bool) -> Cell:
    """The day of a list; by whom it was counted, where the page does not say it once for all."""
    if lists is None:
        return Cell(NOT_KNOWN)
    day = long_date(lists.as_at)
    return Cell(
        day.replace(" ", NO_BREAK), f"{day}, {lists.source}", note=lists.source if says_source else ""
    )


def several_sources(lists: Iterable[BandedList | None]) -> bool:
    return len({one.source for one in lists if one}) > 1
