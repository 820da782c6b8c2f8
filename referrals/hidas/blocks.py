"""Cuts a stream of bytes into blocks of whole rows; quotation marks may hold line breaks.

A row is what Python's csv module takes for one. Where all quotation marks stand as RFC 4180 has them,
counting them is enough, and that is fast; a block with any other is walked row by row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from referrals.hidas import refusing

BLOCK = 2 * 1024 * 1024
LONGEST_ROW = 64 * 1024
MOST_ROWS = 40_000
BREAK, QUOTE, COMMA, RETURN = b'\n",\r'
FIELD = rb'(?:"(?:[^"]++|"")*+"[^,\n]*+|(?!")[^,\n]*+)'
ROW = re.compile(rb"(?:" + FIELD + rb",)*+" + FIELD + rb"\n")

Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Block:
    """Whole rows: `content` ends with a line break, `ends` says where each row ends (exclusive).

    `lines` are the line numbers in the file on which the rows begin. `is_regular` says that the quotation
    marks stand where RFC 4180 has them.
    """

    content: bytes
    ends: Places
    lines: Places
    is_regular: bool


def blocks(pieces: Iterable[bytes], size: int = BLOCK) -> Iterator[Block]:
    """The rows in `pieces` that are not blank lines, about `size` bytes at a time. Raises Refused."""
    line, rest = 1, b""
    for content, is_last in _chunks(pieces, size):
        rest += content
        if is_last and rest and not rest.endswith(b"\n"):
            rest += b"\n"
        while rest and (block := _cut(rest, line)).ends.size:
            yield from _parts(_without_blank_lines(block))
            line += block.content.count(b"\n")
            rest = rest[len(block.content) :]
            if not is_last and len(rest) <= LONGEST_ROW:
                break
        if len(rest) > LONGEST_ROW:
            raise refusing.endless_row(line, LONGEST_ROW)
    if rest:
        raise refusing.open_quotation(line)


def _chunks(pieces: Iterable[bytes], size: int) -> Iterator[tuple[bytes, bool]]:
    """The pieces gathered to about `size` bytes; True with the last."""
    gathered: list[bytes] = []
    length = 0
    for piece in pieces:
        gathered.append(piece)
        length += len(piece)
        if length >= size:
            yield b"".join(gathered), False
            gathered, length = [], 0
    yield b"".join(gathered), True


def _cut(content: bytes, line: int) -> Block:
    """The whole rows at the beginning of `content`, the first of which is on `line`."""
    data = np.frombuffer(content, np.uint8)
    breaks = np.flatnonzero(data == BREAK)
    quotes = np.flatnonzero(data == QUOTE) if b'"' in content else breaks[:0]
    ends, is_regular = breaks + 1, True
    if quotes.size:
        ends = breaks[np.searchsorted(quotes, breaks) % 2 == 0] + 1
        quotes = quotes[: np.searchsorted(quotes, ends[-1])] if ends.size else quotes
        is_regular = bool(ends.size) and _stand_as_they_should(data, quotes)
        ends = ends if is_regular else _walked(content)
    starts = np.concatenate(([0], ends[:-1])) if ends.size else ends
    if ends.size and int((ends - starts).max()) > LONGEST_ROW:
        long = int(np.argmax(ends - starts > LONGEST_ROW))
        raise refusing.endless_row(line + int(np.searchsorted(breaks, starts[long])), LONGEST_ROW)
    cut = int(ends[-1]) if ends.size else 0
    return Block(content[:cut], ends, line + np.searchsorted(breaks, starts), is_regular)


def _without_blank_lines(block: Block) -> Block:
    """A small file can hold a million of them, and each would be a row."""
    data = np.frombuffer(block.content, np.uint8)
    lengths = np.diff(block.ends, prepend=0)
    kept = (lengths > 2) | ((lengths == 2) & (data[block.ends - lengths] != RETURN))
    if kept.all():
        return block
    content = data[np.repeat(kept, lengths)].tobytes()
    return Block(content, np.cumsum(lengths[kept]), block.lines[kept], block.is_regular)


def _parts(block: Block) -> Iterator[Block]:
    """The block in parts of at most MOST_ROWS: rows take memory however short they are."""
    for first in range(0, block.ends.size, MOST_ROWS):
        ends = block.ends[first : first + MOST_ROWS]
        start = int(block.ends[first - 1]) if first else 0
        lines = block.lines[first : first + MOST_ROWS]
        yield Block(block.content[start : int(ends[-1])], ends - start, lines, block.is_regular)


def _stand_as_they_should(data: npt.NDArray[np.uint8], quotes: Places) -> bool:
    """Whether every mark opens a field, closes one, or is one of two that stand for one mark."""
    opening, closing = quotes[0::2], quotes[1::2]
    before = data[np.maximum(opening - 1, 0)]
    after = data[closing + 1]  # there is a line break after the last of them
    opens = (opening == 0) | (before == COMMA) | (before == BREAK)
    closes = (after == COMMA) | (after == BREAK) | (after == RETURN)
    doubled = closing[:-1] + 1 == opening[1:]
    opens[1:] |= doubled
    closes[:-1] |= doubled
    return bool(opens.all() and closes.all())


def _walked(content: bytes) -> Places:
    """Where each row ends, found one after the other; an unfinished one at the end is left out."""
    ends, at = [], 0
    while row := ROW.match(content, at):
        at = row.end()
        ends.append(at)
    return np.array(ends, np.int64)
