"""The national practice register (epraccur): 27 columns, no header, one line for each prescribing place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from daccom.errors import Refused
from practices.national.files import BadValue, NationalFile, Rejection
from practices.national.names import address_of

WIDTH = 27
CODE = re.compile(r"[A-Z][A-Z0-9]{2,5}", re.ASCII)
STATUSES = {"A": "active", "C": "closed", "D": "dormant", "P": "proposed"}
EARLIEST, LATEST = 1850, 2100
LENGTHS = {"name": 100, "address": 250, "postcode": 8}


@dataclass(frozen=True)
class RegisterRow:
    """What we keep of one line: names as registered, the address as people write it."""

    ods_code: str
    register_name: str
    address: str
    postcode: str
    opened_on: dt.date | None
    closed_on: dt.date | None


def register_rows(file: NationalFile) -> Iterator[RegisterRow | Rejection]:
    """Each line as a practice, or why it is none. Raises Refused when the file is not the register."""
    rows = list(file.rows(WIDTH))
    fits = sum(not isinstance(row, Rejection) and bool(CODE.fullmatch(row[0])) for _, row in rows)
    if fits * 2 < len(rows) or not rows:
        raise Refused(
            "import.not-the-register",
            f"{file.name} is not the national practice register: {fits} of its {len(rows)} lines have "
            f"{WIDTH} columns and begin with a practice code.",
            "Nothing was stored. Give the file epraccur.csv as the register publishes it.",
        )
    file.refuse_if_cut_off(WIDTH)
    lines: dict[str, int] = {}
    for line, row in rows:
        yield row if isinstance(row, Rejection) else _checked(line, row, lines)


def _checked(line: int, values: list[str], lines: dict[str, int]) -> RegisterRow | Rejection:
    try:
        row = parsed(values)
        if row.ods_code in lines:
            raise BadValue("code", row.ods_code, f"stands in line {lines[row.ods_code]} already")
    except BadValue as bad:
        return Rejection.of(line, bad)
    lines[row.ods_code] = line
    return row


def parsed(values: list[str]) -> RegisterRow:
    """The practice in 27 values. Raises BadValue for the first that will not do."""
    code, name, status = values[0], values[1], values[12]
    if not CODE.fullmatch(code):
        raise BadValue("code", code, "is not a practice code such as E82022")
    if not name:
        raise BadValue("name", name, "is missing")
    if status not in STATUSES:
        raise BadValue("status", status, f"is none of {', '.join(STATUSES)}")
    opened, closed = _day("open date", values[10]), _day("close date", values[11])
    if opened and closed and closed < opened:
        raise BadValue("close date", values[11], f"is before the open date {values[10]}")
    if status == "C" and not closed:
        raise BadValue("close date", values[11], "is missing though the practice is closed")
    return RegisterRow(
        ods_code=code,
        register_name=_fitting("name", name),
        address=_fitting("address", address_of(values[4:9])),
        postcode=_fitting("postcode", values[9]),
        opened_on=opened,
        closed_on=closed,
    )


def _day(column: str, value: str) -> dt.date | None:
    if not value:
        return None
    try:
        if not re.fullmatch(r"[0-9]{8}", value):
            raise ValueError
        day = dt.date(int(value[:4]), int(value[4:6]), int(value[6:]))
    except ValueError:
        raise BadValue(column, value, "is not a date such as 19740401") from None
    if not EARLIEST <= day.year <= LATEST:
        raise BadValue(column, value, f"is not between {EARLIEST} and {LATEST}")
    return day


def _fitting(column: str, value: str) -> str:
    if len(value) > LENGTHS[column]:
        raise BadValue(column, value, f"is longer than {LENGTHS[column]} characters")
    return value
