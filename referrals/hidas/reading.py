"""From the bytes of an extract to tables of text, named by our columns, each row with its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import cast

import numpy as np
import polars as pl

from daccom.spreadsheets import read_rows
from referrals.hidas import refusing
from referrals.hidas.blocks import COMMA, QUOTE, Block, Places, blocks
from referrals.hidas.encoding import Encoding
from referrals.hidas.layout import NAMES, Arrangement, arrange
from referrals.hidas.unpacking import Source

ZIP = b"PK"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
LARGEST_WORKBOOK = 25_000_000
MOST_WORKBOOK_ROWS = 50_000

LINE, FIELDS, ROW = "line", "fields", "row"


@dataclass(frozen=True)
class Table:
    """Some rows of the file, in its order, and how much of the file has been read with them.

    `rows` has a text column for each of NAMES ("" where the file has no such column), LINE, and FIELDS: how
    many values the row has. `read` and `size` are bytes of the file as stored.
    """

    rows: pl.DataFrame
    read: int
    size: int


@dataclass(frozen=True)
class Reading:
    """An extract that is being read; `width` values make a row."""

    arrangement: Arrangement
    tables: Iterator[Table]


def read_extract(path: Path, mapping: Mapping[str, str] | None = None) -> Reading:
    """Open the file and read its header row; the tables are read as they are asked for.

    Raises Refused, now or with a later table, with a rule "extract.…" or "file.…".
    """
    with path.open("rb") as file:
        start = file.read(len(OLD_EXCEL))
    if start.startswith(ZIP) or start == OLD_EXCEL:
        return _workbook(path, mapping)
    return _text(path, mapping)


def _workbook(path: Path, mapping: Mapping[str, str] | None) -> Reading:
    sheet = read_rows(path, largest=LARGEST_WORKBOOK, most_rows=MOST_WORKBOOK_ROWS)
    arrangement = arrange(sheet.headers, mapping)
    lines = np.array([line for line, _ in sheet.rows], np.int64)
    frame = _named([cells for _, cells in sheet.rows], arrangement)
    size = path.stat().st_size
    tables = [Table(_numbered(frame, lines, len(sheet.headers)), size, size)] if sheet.rows else []
    return Reading(arrangement, iter(tables))


def _text(path: Path, mapping: Mapping[str, str] | None) -> Reading:
    steps = _read(path, mapping)
    return Reading(cast(Arrangement, next(steps)), cast(Iterator[Table], steps))


def _read(path: Path, mapping: Mapping[str, str] | None) -> Iterator[Arrangement | Table]:
    """The arrangement first, then the tables; the file is open as long as this is under way."""
    with path.open("rb") as file:
        source, encoding = Source(file, path.stat().st_size), Encoding()
        found = blocks(encoding.without_mark(source.pieces()))
        first = next(found, None)
        if first is None:
            raise refusing.no_header()
        header, below = _split(first)
        names = _cells(encoding.as_utf8(header, 1))
        if not any(name.strip() for name in names):
            raise refusing.no_header()
        yield (arrangement := arrange(names, mapping))
        for block in chain([below], found):
            if block.ends.size:
                yield Table(_table(block, arrangement, encoding), source.taken, source.size)


def _split(block: Block) -> tuple[bytes, Block]:
    """The header row, and the rows below it."""
    end = int(block.ends[0])
    rest = Block(block.content[end:], block.ends[1:] - end, block.lines[1:], block.is_regular)
    return block.content[:end], rest


def _table(block: Block, arrangement: Arrangement, encoding: Encoding) -> pl.DataFrame:
    content = encoding.as_utf8(block.content, int(block.lines[0]))
    if block.is_regular:
        frame = _parsed(content, arrangement)
        if frame is not None and frame.height == block.ends.size:
            return _numbered(frame, block.lines, _fields(block))
    rows = [
        _cells(encoding.as_utf8(block.content[start:end], int(line)))
        for start, end, line in zip(_starts(block), block.ends, block.lines, strict=True)
    ]
    fields = np.array([len(cells) for cells in rows], np.int64)
    return _numbered(_named(rows, arrangement), block.lines, fields)


def _parsed(content: bytes, arrangement: Arrangement) -> pl.DataFrame | None:
    """What polars makes of regular rows; None when it can make nothing of them."""
    places = sorted(arrangement.positions.values())
    try:
        frame = pl.read_csv(
            content,
            has_header=False,
            schema={str(place): pl.String for place in range(arrangement.width)},
            columns=places,
            quote_char='"' if b'"' in content else None,
            empty_string_is_null=False,
            extra_columns="ignore",
            missing_columns="insert",
        )
    except pl.exceptions.PolarsError:
        return None
    return frame.select(
        pl.col(str(arrangement.positions[name])).fill_null("").alias(name)
        if name in arrangement.positions
        else pl.lit("").alias(name)
        for name in NAMES
    )


def _fields(block: Block) -> Places:
    """How many values each row of a regular block has."""
    data = np.frombuffer(block.content, np.uint8)
    commas = np.flatnonzero(data == COMMA)
    if b'"' in block.content:
        commas = commas[np.searchsorted(np.flatnonzero(data == QUOTE), commas) % 2 == 0]
    return np.diff(np.searchsorted(commas, block.ends), prepend=0) + 1


def _starts(block: Block) -> Places:
    return np.concatenate(([0], block.ends[:-1]))


def _cells(row: bytes) -> list[str]:
    """The values of one row in UTF-8, as the csv module reads them; none where it cannot."""
    try:
        return next(csv.reader(io.StringIO(row.decode(), newline="")), [])
    except csv.Error:
        return []


def _named(rows: list[list[str]], arrangement: Arrangement) -> pl.DataFrame:
    places = [arrangement.positions.get(name) for name in NAMES]
    return pl.DataFrame(
        {name: [_cell(cells, place) for cells in rows] for name, place in zip(NAMES, places, strict=True)},
        schema=dict.fromkeys(NAMES, pl.String),
    )


def _cell(cells: list[str], place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""


def _numbered(frame: pl.DataFrame, lines: Places, fields: Places | int) -> pl.DataFrame:
    return frame.with_columns(pl.Series(LINE, lines), pl.lit(fields).cast(pl.Int64).alias(FIELDS))
