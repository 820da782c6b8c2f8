"""Files of counts for tests: one good row, changed as a test needs it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from daccom.spreadsheets import Sheet, read_rows

GOOD: dict[str, str] = {
    "practice_code": "E82901",
    "month": "2009-01",
    "pod": "OPFA",
    "specialty_code": "330",
    "activity": "40",
    "cost": "3200.50",
    "from_consultant": "6",
}


def row(**values: str) -> dict[str, str]:
    return {**GOOD, **values}


def csv_of(rows: Iterable[dict[str, str]], headers: Iterable[str] = tuple(GOOD)) -> bytes:
    names = list(headers)
    text = io.StringIO(newline="")
    csv.writer(text).writerows([names, *([values.get(name, "") for name in names] for values in rows)])
    return text.getvalue().encode()


def sheet_of(rows: Iterable[dict[str, str]], headers: Iterable[str] = tuple(GOOD)) -> Sheet:
    return read_rows(io.BytesIO(csv_of(rows, headers)))
