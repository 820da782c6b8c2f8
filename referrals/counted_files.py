"""Files of counts, as CSV or workbook: known columns, a line each, and all that is wrong with them. Pure.

Whatever is in a file gives values or problems with row, column, value and rule, never an exception.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from daccom.spreadsheets import Sheet
from referrals.challenges.words import names_a_patient
from referrals.grid_files import Problem
from referrals.pasting import MOST_SHOWN, plain

Known = TypeVar("Known")

WHOLE = re.compile(r"([0-9]{1,9})(\.0+)?", re.ASCII)
POUNDS = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,2})?", re.ASCII)
SIGNS = str.maketrans("−–", "--", "£, \N{NO-BREAK SPACE}")
WITHHELD = "[number withheld]"


@dataclass
class Line:
    """One row of a file: its cells by our names of the columns, and what is wrong with it so far."""

    number: int
    cells: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, column: str, rule: str) -> None:
        """What may be a patient's number is not repeated."""
        value = self.cells.get(column, "")
        shown = WITHHELD if names_a_patient(value) else value[:MOST_SHOWN]
        self.problems.append(Problem(self.number, column, shown, rule))

    def whole(self, column: str) -> int | None:
        """A whole number from nought on."""
        if found := WHOLE.fullmatch(self.cells.get(column, "").replace(",", "")):
            return int(found[1])
        self.refuse(column, "Enter a whole number, 0 or more.")
        return None

    def pounds(self, column: str) -> Decimal | None:
        """Pounds and pence; a credit has a minus sign or stands in brackets."""
        text = self.cells.get(column, "").translate(SIGNS)
        if text.startswith("(") and text.endswith(")"):
            text = f"-{text[1:-1]}"
        if POUNDS.fullmatch(text):
            return Decimal(text).quantize(Decimal("0.01"))
        self.refuse(column, "Enter pounds and pence, such as 1250.50; a credit as -12.34.")
        return None

    def one_of(self, column: str, known: Mapping[str, Known], rule: str) -> Known | None:
        """What the cell means, by capitals."""
        found = known.get(self.cells.get(column, "").upper())
        if found is None:
            self.refuse(column, rule)
        return found


def lines_of(sheet: Sheet, needed: Sequence[str], optional: Sequence[str] = ()) -> Iterator[Line]:
    """Every row that says something; or one line, the headings', when columns are missing or doubled.

    Capitals, spaces and underscores of headings do not matter; columns of other names are passed over.
    """
    names = {plain(name): name for name in (*needed, *optional)}
    found = [names.get(plain(heading), "") for heading in sheet.headers]
    headings = Line(1, {})
    for name in needed:
        if name not in found:
            headings.refuse(name, "This column is missing.")
    for name in sorted({name for name in found if name and found.count(name) > 1}):
        headings.refuse(name, "There are two columns for this.")
    if headings.problems:
        yield headings
        return
    for number, cells in sheet.rows:
        line = {name: cells[place].strip() for place, name in enumerate(found) if name}
        if any(line.values()):
            yield Line(number, line)
