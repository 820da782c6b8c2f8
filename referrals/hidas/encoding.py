"""UTF-8, with or without a mark at the beginning, or Windows-1252: the bytes decide, once for a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from referrals.hidas import refusing

MARK = b"\xef\xbb\xbf"


class Encoding:
    """What the file has shown to be so far: nothing until a byte above 127 comes."""

    def __init__(self) -> None:
        self._is_utf8: bool | None = None

    def without_mark(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The pieces without the mark that says UTF-8; it is taken at its word."""
        head = b""
        for piece in pieces:
            if len(head) < len(MARK):
                head += piece
                if len(head) < len(MARK):
                    continue
                piece = head
                if head.startswith(MARK):
                    self._is_utf8 = True
                    piece = head.removeprefix(MARK)
            yield piece
        if len(head) < len(MARK):
            yield head

    def as_utf8(self, content: bytes, line: int) -> bytes:
        """Whole rows, the first of them on `line`, in UTF-8. Raises Refused."""
        if b"\0" in content:
            raise refusing.not_text(line)
        if content.isascii():
            return content
        if self._is_utf8 is not False:
            try:
                content.decode()
            except UnicodeDecodeError:
                if self._is_utf8:
                    raise refusing.mixed_encoding(line) from None
            else:
                self._is_utf8 = True
                return content
        try:
            text = content.decode("windows-1252")
        except UnicodeDecodeError:
            raise refusing.not_text(line) from None
        self._is_utf8 = False
        return text.encode()
