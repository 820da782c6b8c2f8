"""The national list-size file: a header, then one line for each practice with 18 counts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from daccom.errors import Refused
from practices.models import AgeBand, Sex
from practices.national.files import FETCH_AGAIN, BadValue, NationalFile, Rejection, split

CELLS = [(sex, band) for band in AgeBand for sex in Sex]
ABOUT = [
    *(f"{part} {word}" for part in ("Regional Office", "Area Team", "PCO") for word in ("Name", "Code")),
    "Practice Name",
    "Practice Code",
]
HEADER = [*ABOUT, *(f"{sex.label} {band.value}" for sex, band in CELLS)]
CODE_AT = ABOUT.index("Practice Code")
MOST_PATIENTS = 500_000
QUARTER = re.compile(r"(20[0-9]{2})-q([1-4])", re.IGNORECASE)

Cell = tuple[str, str]


@dataclass(frozen=True)
class ListRow:
    """The counts of one practice by sex and age band."""

    ods_code: str
    patients: dict[Cell, int]


def quarter_start(file_name: str) -> dt.date | None:
    """The first day of the calendar quarter in a name such as patient-list-size-2013-q1.csv."""
    found = QUARTER.search(file_name)
    return dt.date(int(found[1]), int(found[2]) * 3 - 2, 1) if found else None


def list_rows(file: NationalFile, known: Container[str]) -> Iterator[ListRow | Rejection]:
    """Each practice's counts, or why they are left out. `known`: the codes of the practices we have.

    Raises Refused when the header is another file's, or the file is cut off.
    """
    _check_header(file)
    file.refuse_if_cut_off(len(HEADER))
    rows = [(line, row) for line, row in file.rows(len(HEADER)) if line > 1]
    if not rows:
        raise Refused("import.empty", f"{file.name} has a header and no practices.", FETCH_AGAIN)
    lines: dict[str, int] = {}
    for line, row in rows:
        yield row if isinstance(row, Rejection) else _checked(line, row, known, lines)


def _check_header(file: NationalFile) -> None:
    try:
        found = split(file.lines[0], len(HEADER))
    except BadValue as bad:
        raise _not_list_sizes(file, f"its first line {bad.reason}") from None
    for number, (there, expected) in enumerate(zip(found, HEADER, strict=True), start=1):
        if there.lower() != expected.lower():
            raise _not_list_sizes(file, f"column {number} is headed {there[:40]!r}, not {expected!r}")


def _not_list_sizes(file: NationalFile, why: str) -> Refused:
    return Refused(
        "import.not-list-sizes",
        f"{file.name} is not the national list-size file: {why}.",
        "Nothing was stored. Give the file as it is published, with its header.",
    )


def _checked(
    line: int, values: list[str], known: Container[str], lines: dict[str, int]
) -> ListRow | Rejection:
    code = values[CODE_AT]
    try:
        if code not in known:
            raise BadValue("Practice Code", code, "is not in the practice register")
        if code in lines:
            raise BadValue("Practice Code", code, f"stands in line {lines[code]} already")
        counts = [_count(column, value) for column, value in zip(HEADER, values, strict=True)][len(ABOUT) :]
    except BadValue as bad:
        return Rejection.of(line, bad)
    lines[code] = line
    return ListRow(code, dict(zip(((sex.value, band.value) for sex, band in CELLS), counts, strict=True)))


def _count(column: str, value: str) -> int:
    """The count in one cell; columns about the practice count nothing. Raises BadValue."""
    if column in ABOUT:
        return 0
    if not (value.isascii() and value.isdigit()):
        raise BadValue(column, value, "is not a whole number of patients")
    if len(value) > 9 or int(value) > MOST_PATIENTS:
        raise BadValue(column, value, f"is more than {MOST_PATIENTS:,} patients")
    return int(value)
