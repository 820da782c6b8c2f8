"""The header row of an extract that our columns were not found in, for whoever says what its columns are.

Imports polars: only for a page that shows them.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from daccom.spreadsheets import read_rows
from referrals.hidas.blocks import blocks
from referrals.hidas.encoding import Encoding
from referrals.hidas.layout import shown
from referrals.hidas.reading import LARGEST_WORKBOOK, MOST_WORKBOOK_ROWS, ZIP
from referrals.hidas.unpacking import Source


def header_row(path: Path) -> list[str]:
    """The headers as a page may show them, each once, in order.

    Raises Refused with a rule "extract.…" or "file.…" for a file that cannot be read at all.
    """
    with path.open("rb") as file:
        is_workbook = file.read(len(ZIP)) == ZIP
    return _once(_of_workbook(path) if is_workbook else _of_text(path))


def _of_workbook(path: Path) -> list[str]:
    return read_rows(path, largest=LARGEST_WORKBOOK, most_rows=MOST_WORKBOOK_ROWS).headers


def _of_text(path: Path) -> list[str]:
    with path.open("rb") as file:
        encoding = Encoding()
        first = next(blocks(encoding.without_mark(Source(file, path.stat().st_size).pieces())), None)
        if first is None:
            return []
        row = encoding.as_utf8(first.content[: int(first.ends[0])], 1)
    return next(csv.reader(io.StringIO(row.decode(), newline="")), [])


def _once(headers: list[str]) -> list[str]:
    return list(filter(None, dict.fromkeys(map(shown, headers))))
