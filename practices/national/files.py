"""Reading a national CSV file line by line, so that one bad line never harms its neighbours."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from daccom.errors import Refused

LARGEST_FILE = 100_000_000
FETCH_AGAIN = "Nothing was stored. Fetch the file again from where it is published."


class BadValue(ValueError):
    """A value that its column does not take."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.value, self.reason = column, value, reason


@dataclass(frozen=True)
class Rejection:
    """A row left out: where it stands, what it says there and why that will not do."""

    line: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.column}: {self.value[:60]!r} {self.reason}"

    @classmethod
    def of(cls, line: int, bad: BadValue) -> Rejection:
        return cls(line, bad.column, bad.value, bad.reason)


@dataclass(frozen=True)
class NationalFile:
    """A file as it was read: its name, its fingerprint, and its lines as bytes without their breaks."""

    name: str
    sha256: str
    lines: list[bytes]
    is_finished: bool

    def rows(self, width: int) -> Iterator[tuple[int, list[str] | Rejection]]:
        """Each line that is not blank, with its number: its `width` values, or why it is no row."""
        for number, line in enumerate(self.lines, start=1):
            if line.strip():
                try:
                    yield number, split(line, width)
                except BadValue as bad:
                    yield number, Rejection.of(number, bad)

    def refuse_if_cut_off(self, width: int) -> None:
        """Raise Refused when the file stops in the middle of a row."""
        if self.is_finished:
            return
        try:
            split(self.lines[-1], width)
        except BadValue:
            raise Refused(
                "import.cut-off",
                f"{self.name} stops in the middle of line {len(self.lines)}: it is not the whole file.",
                FETCH_AGAIN,
            ) from None


def read(path: Path) -> NationalFile:
    """The file at `path`. Raises Refused when there is none, it is empty, too large, or not text."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Refused("import.too-large", f"{path.name} is larger than any national file.", FETCH_AGAIN)
        content = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "unreadable").lower()
        raise Refused("import.no-file", f"{path} cannot be read: {reason}.", "Check its name.") from None
    if not content.strip():
        raise Refused("import.empty", f"{path.name} is empty.", FETCH_AGAIN)
    if b"\0" in content:
        raise Refused("import.not-text", f"{path.name} is not a text file.", "Give the CSV file itself.")
    lines = content.removeprefix(b"\xef\xbb\xbf").splitlines()
    return NationalFile(
        name=path.name,
        sha256=hashlib.sha256(content).hexdigest(),
        lines=lines,
        is_finished=content.endswith((b"\n", b"\r")),
    )


def split(line: bytes, width: int) -> list[str]:
    """The values of one CSV line, trimmed. Raises BadValue unless there are exactly `width` of plain text."""
    try:
        text = line.decode()
    except UnicodeDecodeError:
        raise BadValue("whole line", line[:60].decode(errors="replace"), "is not UTF-8 text") from None
    try:
        values = [value.strip() for value in next(csv.reader([text], strict=True))]
    except csv.Error:
        raise BadValue("whole line", text, "has quotation marks that do not match") from None
    if len(values) != width:
        raise BadValue("whole line", text, f"has {len(values)} columns, not {width}")
    if not text.isprintable():
        raise BadValue("whole line", text, "has characters that do not print")
    return values
