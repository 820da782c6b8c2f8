"""The grid as a spreadsheet: the file to fill in, and what a filled file says. Pure functions.

Whatever is in the file gives figures or problems with row, column, value and rule, never an exception.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from practices.models import Clinician
from referrals.models import Specialty, Urgency
from referrals.models.returns import MOST_REFERRALS
from referrals.pasting import FIGURE, MOST_SHOWN, Typed, names_of, plain
from referrals.selectors.grids import Figures

CODE, NAME, CLINICIAN = "Specialty code", "Specialty", "Clinician"
NAMES_OF_COLUMNS = {
    "specialtycode": "code",
    "code": "code",
    "treatmentfunction": "code",
    "treatmentfunctioncode": "code",
    "specialty": "name",
    "specialtyname": "name",
    "clinician": "clinician",
    "clinicianname": "clinician",
    "elective": "elective",
    "unscheduled": "unscheduled",
}
"""Headings we know, without spaces and capitals; other columns are left alone."""
WHOLE = re.compile(r"([0-9]+)\.0+")
Row = Sequence[str | int | None]


@dataclass(frozen=True)
class Problem:
    """Something wrong at one place of the file; `row` counts as a spreadsheet does."""

    row: int
    column: str
    value: str
    rule: str


@dataclass
class GridFile:
    """The figures by clinician id (None: the practice), and everything that is wrong."""

    figures: dict[int | None, Typed] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def template(
    specialties: Iterable[Specialty],
    clinicians: Iterable[Clinician] | None,
    stored: Mapping[int | None, Figures],
    last: Mapping[int | None, Figures],
    before: str,
) -> tuple[list[str], list[Row]]:
    """The headings and rows of the file to fill in: every line of the return, for each clinician if any.

    What is stored is filled in; the figures of the month `before` stand in columns of their own.
    """
    labels = [urgency.label for urgency in Urgency]
    by = [] if clinicians is None else [CLINICIAN]
    headings = [CODE, NAME, *by, *labels, *(f"{label} in {before}" for label in labels)]
    lines = list(specialties)
    rows: list[Row] = []
    for clinician in [None] if clinicians is None else clinicians:
        pk = clinician.pk if clinician else None
        for line in lines:
            who = [clinician.name] if clinician else []
            figures = [
                source.get(pk, {}).get((line.pk, urgency.value))
                for source in (stored, last)
                for urgency in Urgency
            ]
            rows.append([line.code, line.name, *who, *figures])
    return headings, rows


def read_grid(
    headers: Sequence[str],
    rows: Iterable[tuple[int, Sequence[str]]],
    specialties: Iterable[Specialty],
    clinicians: Iterable[Clinician] | None,
) -> GridFile:
    """What a filled file says; `clinicians` None: the month counts the whole practice. Blanks say nothing."""
    found = GridFile()
    columns = _columns(headers, found)
    _refuse_columns(headers, columns, clinicians is not None, found)
    if found.problems:
        return found
    known = names_of(specialties)
    people = {_person(clinician.name): clinician.pk for clinician in clinicians or ()}
    for number, cells in rows:
        line = {name: cells[place].strip() for name, place in columns.items()}
        if any(line.values()) and not _is_total(line):
            _read_line(number, line, known, people, found)
    if not found.problems and not any(found.figures.values()):
        found.problems.append(Problem(1, "Elective", "", "There is not one figure in the file."))
    return found


def _columns(headers: Sequence[str], found: GridFile) -> dict[str, int]:
    columns: dict[str, int] = {}
    for place, heading in enumerate(headers):
        name = NAMES_OF_COLUMNS.get(plain(heading))
        if name in columns:
            found.problems.append(Problem(1, _short(heading), "", "There are two columns of this name."))
        elif name:
            columns[name] = place
    return columns


def _refuse_columns(
    headers: Sequence[str], columns: Mapping[str, int], by_clinician: bool, found: GridFile
) -> None:
    needed = [*Urgency.values, *(["clinician"] if by_clinician else [])]
    missing = [name.capitalize() for name in needed if name not in columns]
    if not {"code", "name"} & columns.keys():
        missing.insert(0, CODE)
    there = _short(", ".join(heading for heading in headers if heading))
    found.problems += [Problem(1, name, there, "This column is missing.") for name in missing]
    if "clinician" in columns and not by_clinician:
        found.problems.append(
            Problem(1, CLINICIAN, "", "This month counts the whole practice: leave this column out.")
        )


def _is_total(line: Mapping[str, str]) -> bool:
    return any(plain(line.get(name, "")).startswith("total") for name in ("code", "name"))


def _read_line(
    number: int,
    line: Mapping[str, str],
    known: Mapping[str, int],
    people: Mapping[str, int],
    found: GridFile,
) -> None:
    """Add the line's figures to `found`, or everything that is wrong with it."""
    specialty = _specialty(number, line, known, found)
    whose = _whose(number, line, people, found)
    figures: Typed = {}
    for urgency in Urgency:
        typed = line[urgency.value]
        figure = WHOLE.sub(r"\1", typed.replace(",", ""))
        if figure and not FIGURE.fullmatch(figure):
            rule = f"Enter a whole number from 0 to {MOST_REFERRALS:,}."
            found.problems.append(Problem(number, urgency.label, _short(typed), rule))
        elif figure and specialty is not None:
            figures[specialty, urgency.value] = figure
    grid = found.figures.setdefault(whose, {})
    if grid.keys() & figures.keys():
        name = line.get("name") or line.get("code", "")
        found.problems.append(Problem(number, NAME, _short(name), "This line is in the file twice."))
    grid.update(figures)


def _specialty(number: int, line: Mapping[str, str], known: Mapping[str, int], found: GridFile) -> int | None:
    """The line of the return; code and name must mean the same when both are there."""
    given = {CODE: line.get("code", ""), NAME: line.get("name", "")}
    meant = {column: known.get(plain(text)) for column, text in given.items() if text}
    if not meant:
        found.problems.append(Problem(number, CODE, "", "Say which specialty this line is about."))
    for column, specialty in meant.items():
        if specialty is None:
            rule = "This is no specialty of the return."
            found.problems.append(Problem(number, column, _short(given[column]), rule))
    if len({specialty for specialty in meant.values() if specialty is not None}) > 1:
        rule = f"The code {_short(given[CODE])} is another specialty."
        found.problems.append(Problem(number, NAME, _short(given[NAME]), rule))
        return None
    return next((specialty for specialty in meant.values() if specialty is not None), None)


def _whose(number: int, line: Mapping[str, str], people: Mapping[str, int], found: GridFile) -> int | None:
    """The clinician of the line; None for a month that counts the whole practice."""
    if "clinician" not in line:
        return None
    pk = people.get(_person(line["clinician"]))
    if pk is None:
        rule = "Nobody of this name is on your list of clinicians this month."
        found.problems.append(Problem(number, CLINICIAN, _short(line["clinician"]), rule))
    return pk


def _person(name: str) -> str:
    return re.sub(r"[\W_]", "", name.casefold())


def _short(text: str) -> str:
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"
