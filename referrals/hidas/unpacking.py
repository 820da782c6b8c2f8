"""The bytes of a file a piece at a time; packed ones are judged while they unfold."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import IO

from referrals.hidas import refusing

GZIP = b"\x1f\x8b"
PIECE = 1024 * 1024
MOST_TIMES_LARGER = 100
ALLOWANCE = 16 * 1024 * 1024
"""Bytes that any packed file may unfold to, whatever its own size."""


class Source:
    """A file to read once from its beginning; `taken` of its `size` bytes (as stored) are read so far."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        self.size, self.taken = size, 0
        self._file = file

    def pieces(self) -> Iterator[bytes]:
        """The bytes, unpacked if they are packed, at most PIECE at a time. Raises Refused."""
        stored = self._stored()
        first = next(stored, b"")
        packed = first.startswith(GZIP)
        pieces = self._after(first, stored)
        return self._unpacked(pieces) if packed else pieces

    def _stored(self) -> Iterator[bytes]:
        while piece := self._file.read(PIECE):
            self.taken += len(piece)
            yield piece

    def _after(self, first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
        yield first
        yield from rest

    def _unpacked(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """A packed file may have several members, one after the other, and zeros at its end."""
        given = 0
        member = zlib.decompressobj(wbits=31)
        for raw in pieces:
            while raw:
                if member.eof:
                    raw = raw.lstrip(b"\0")
                    member = zlib.decompressobj(wbits=31) if raw else member
                    continue
                found = _inflate(member, raw)
                raw = member.unused_data if member.eof else member.unconsumed_tail
                given += len(found)
                if given > ALLOWANCE + MOST_TIMES_LARGER * self.taken:
                    raise refusing.bomb()
                yield found
        while not member.eof:  # what zlib read but has not given yet
            if not (found := _inflate(member, b"")):
                raise refusing.truncated()
            yield found


def _inflate(member: zlib._Decompress, raw: bytes) -> bytes:
    try:
        return member.decompress(raw, PIECE)
    except zlib.error:
        raise refusing.truncated() from None
