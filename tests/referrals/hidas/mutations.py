"""Files that somebody might send: good ones, changed a little or a lot, by chance."""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable

from tests.referrals.hidas.files import GOOD, csv_file, row

TOKENS = [
    *(
        b'"',
        b'""',
        b",",
        b"\n",
        b"\r\n",
        b"\r",
        b"\0",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xa3",
        b"\xc3\xa9",
        b"\x81",
    ),
    *(b"=1+1", b"@SUM(A1)", b"-", b"+", b"1e12", b"1000000000000", b"-5", b"NaN", b"inf", b"0x10", b"1.005"),
    *(
        b"2009-02-30",
        b"30/02/2009",
        b"0000-00-00",
        b"2999-01-01",
        b"9999999999",
        b"E82901",
        b"E99999",
        b"RWG",
    ),
    *(b"\xf0\x9f\x8f\xa5", b" ", b"\t", b";", b"'", b"\\", b"\\N", b"null", b"A" * 70_000, b"7" * 25),
]
Change = Callable[[random.Random, bytes], bytes]


def a_file(chance: random.Random) -> bytes:
    """A few rows, of which any value may be a strange one, with up to four changes to the bytes."""
    rows = [row(chance.randint(1, 4)) for _ in range(chance.randint(0, 4))]
    for values in rows:
        for _ in range(chance.choice([0, 0, 0, 1, 2])):
            values[chance.choice(list(GOOD))] = chance.choice(TOKENS).decode("latin-1")
    names = list(GOOD)
    if chance.random() < 0.3:
        chance.shuffle(names)
    content = csv_file(rows, names, quoting=chance.choice([0, 1]))
    for _ in range(chance.choice([0, 0, 1, 1, 2, 4])):
        content = chance.choice(CHANGES)(chance, content)
    return content or b"\n"


def _place(chance: random.Random, content: bytes) -> int:
    return chance.randrange(len(content) + 1)


def _insert(chance: random.Random, content: bytes) -> bytes:
    at = _place(chance, content)
    return content[:at] + chance.choice(TOKENS) + content[at:]


def _remove(chance: random.Random, content: bytes) -> bytes:
    first, last = sorted((_place(chance, content), _place(chance, content)))
    return content[:first] + content[min(last, first + 20) :]


def _cut_off(chance: random.Random, content: bytes) -> bytes:
    return content[: _place(chance, content)]


def _flip(chance: random.Random, content: bytes) -> bytes:
    if not content:
        return content
    at = chance.randrange(len(content))
    return content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]


def _repeat(chance: random.Random, content: bytes) -> bytes:
    first, last = sorted((_place(chance, content), _place(chance, content)))
    return content[:last] + content[first:]


def _pack(chance: random.Random, content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


def _pack_and_cut(chance: random.Random, content: bytes) -> bytes:
    return _cut_off(chance, _pack(chance, content))


def _mark(chance: random.Random, content: bytes) -> bytes:
    return b"\xef\xbb\xbf" + content


def _as_utf_16(chance: random.Random, content: bytes) -> bytes:
    return content.decode("latin-1").encode("utf-16")


def _noise(chance: random.Random, content: bytes) -> bytes:
    return chance.randbytes(chance.randint(1, 300))


def _with_semicolons(chance: random.Random, content: bytes) -> bytes:
    return content.replace(b",", b";")


CHANGES: list[Change] = [
    *([_insert] * 6),
    *([_flip] * 4),
    *([_remove] * 3),
    *(_cut_off, _repeat, _pack, _pack_and_cut, _mark, _as_utf_16, _noise, _with_semicolons),
]
