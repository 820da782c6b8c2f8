"""The same rules for every kind of file: one header row, named columns, rows no wider than it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from daccom.spreadsheets import refusing
from daccom.spreadsheets.sheets import Limits, Row, Sheet

A_NUMBER = re.compile(r"[-+£]?[\d.,/\s-]+")


def sheet_of(lines: Iterable[Row], limits: Limits) -> Sheet:
    """The first line with words as headers, the others with words as rows; Refused when they do not fit."""
    filled = _filled(lines, limits)
    first = next(filled, None)
    if first is None:
        raise refusing.empty()
    headers = _headers(first[1])
    rows: list[Row] = []
    for line, cells in filled:
        if len(cells) > len(headers):
            raise refusing.too_many_cells(line, len(cells), len(headers))
        if len(rows) == limits.rows:
            raise refusing.too_many_rows(limits.rows)
        rows.append((line, cells + [""] * (len(headers) - len(cells))))
    return Sheet(headers, rows)


def _filled(lines: Iterable[Row], limits: Limits) -> Iterator[Row]:
    """Lines with words, without the empty cells on their right."""
    for line, cells in lines:
        width = len(cells)
        while width and not cells[width - 1].strip():
            width -= 1
        if width > limits.columns:
            raise refusing.too_many_columns(line, limits.columns)
        if width:
            yield line, cells[:width]


def _headers(cells: list[str]) -> list[str]:
    headers = [" ".join(cell.split()) for cell in cells]
    if not all(headers) or all(A_NUMBER.fullmatch(header) for header in headers):
        raise refusing.no_header()
    names = Counter(header.casefold() for header in headers)
    twice = [header for header in dict.fromkeys(headers) if names[header.casefold()] > 1]
    if twice:
        raise refusing.duplicate_headers(twice)
    return headers
