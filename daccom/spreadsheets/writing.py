"""Writes the files people download: CSV that Excel opens right, and workbooks with typed cells."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from typing import Any

from django.utils import timezone

from daccom.spreadsheets.defusing import defused

Value = str | int | float | Decimal | date | datetime | None


def write_csv(headers: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """The rows as CSV, UTF-8 with the byte order mark by which Excel knows it. Text cells are defused."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([defused(header) for header in headers])
    writer.writerows([_csv_cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(headers: Sequence[str], rows: Iterable[Sequence[Value]], title: str) -> bytes:
    """The rows as a workbook of one sheet; the same rows always make the same bytes.

    int, float and Decimal (pounds) become numbers, date and datetime become days; text cells are defused
    and always text. The header row is bold and stays in sight.
    """
    from daccom.spreadsheets.making import make_workbook

    return make_workbook(headers, [[typed(value) for value in row] for row in rows], title)


def typed(value: Any) -> Any:
    """What a workbook's cell takes: real numbers and days as they are, everything else as defused text."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return timezone.make_naive(value) if timezone.is_aware(value) else value
    if isinstance(value, int | float | Decimal | date):
        return value
    return defused(str(value))


def _csv_cell(value: Any) -> str:
    value = typed(value)
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value)
