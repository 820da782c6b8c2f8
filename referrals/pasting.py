"""Figures pasted from a spreadsheet as text: one line a specialty, its name or code and two numbers.

Pure functions; whatever is pasted gives figures or problems in words, never an exception.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from referrals.models import Specialty, Urgency
from referrals.models.returns import MOST_REFERRALS

FIGURE = re.compile(r"[0-9]{1,4}", re.ASCII)
MOST_LINES = 200
MOST_SHOWN = 60
Typed = dict[tuple[int, str], str]
"""What to put in each cell: (specialty id, urgency) to the figure as text."""


@dataclass
class Pasted:
    """The figures found, and for each line that made no sense a sentence naming it."""

    figures: Typed = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read_paste(text: str, specialties: Iterable[Specialty]) -> Pasted:
    """Read lines of "specialty, elective, unscheduled", separated by tabs; headings and totals may stay."""
    known = names_of(specialties)
    found = Pasted()
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MOST_LINES:
        return Pasted(problems=[f"You pasted {len(lines)} lines. The return has {len(set(known.values()))}."])
    for place, (number, line) in enumerate(lines):
        cells = [cell.strip() for cell in line.split("\t")]
        if not _is_heading_or_total(cells, first=place == 0):
            _read_line(number, cells, known, found)
    if not found.figures and not found.problems:
        found.problems.append("There is nothing to fill in: paste lines with a specialty and two figures.")
    return found


def names_of(specialties: Iterable[Specialty]) -> dict[str, int]:
    """Every way to name a line of the return: its code, its name, or both."""
    return {
        plain(name): specialty.pk
        for specialty in specialties
        for name in (specialty.code, specialty.name, f"{specialty.code}{specialty.name}")
    }


def plain(name: str) -> str:
    """A name without capitals, spaces and signs, as names are compared."""
    return re.sub(r"[^a-z0-9]", "", name.casefold().replace("&", "and"))


def _is_heading_or_total(cells: list[str], *, first: bool) -> bool:
    if plain(cells[0]).startswith("total"):
        return True
    return first and not any(character.isdigit() for cell in cells[-2:] for character in cell)


def _read_line(number: int, cells: list[str], known: dict[str, int], found: Pasted) -> None:
    """Add the line's two figures to `found`, or the sentence that says what is wrong with it."""
    *named, elective, unscheduled = ["", "", *cells] if len(cells) < 3 else cells
    name = " ".join(part for part in named if part)
    if len(cells) not in (3, 4):
        columns = "1 column" if len(cells) == 1 else f"{len(cells)} columns"
        found.problems.append(
            f"Line {number} has {columns}. Each needs a specialty and two figures: elective, unscheduled."
        )
        return
    specialty = known.get(plain(name))
    if specialty is None:
        found.problems.append(f"Line {number}: “{_short(name)}” is not a specialty of the return.")
        return
    for urgency, typed in zip(Urgency, (elective, unscheduled), strict=True):
        figure = typed.replace(",", "")
        if figure and not FIGURE.fullmatch(figure):
            found.problems.append(
                f"Line {number}: “{_short(typed)}” is not a whole number from 0 to {MOST_REFERRALS:,}."
            )
        elif (specialty, urgency.value) in found.figures:
            found.problems.append(f"Line {number}: “{_short(name)}” is there twice.")
            return
        else:
            found.figures[specialty, urgency.value] = figure


def _short(typed: str) -> str:
    return typed if len(typed) <= MOST_SHOWN else f"{typed[:MOST_SHOWN]}…"
