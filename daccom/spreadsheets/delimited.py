"""CSV as people send it: two encodings, three separators, and mistakes that are told with their line."""

import csv
import re
from collections.abc import Iterator
from io import StringIO

from daccom.spreadsheets import refusing
from daccom.spreadsheets.shaping import sheet_of
from daccom.spreadsheets.sheets import Limits, Row, Sheet

BOM = b"\xef\xbb\xbf"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
SEPARATORS = (",", ";", "\t")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def read_text(content: bytes, limits: Limits) -> Sheet:
    """The headers and rows of delimited text. Raises Refused."""
    text = decoded(content)
    if not text.strip():
        raise refusing.empty()
    for line, words in enumerate(StringIO(text, newline=""), start=1):
        if len(words) > limits.line:
            raise refusing.long_line(line, limits.line)
    return sheet_of(_rows(text, separator_of(text)), limits)


def decoded(content: bytes) -> str:
    """The text of bytes: UTF-8 if they can be that, else Windows-1252; refused when neither."""
    if content.startswith(UTF_16):
        raise refusing.not_text()
    try:
        text = content.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError:
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError:
            raise refusing.not_text() from None
    if CONTROL.search(text):
        raise refusing.not_text()
    return text


def separator_of(text: str) -> str:
    """The separator that the first line with words uses most, outside its quotes; comma when none."""
    header = next(line for line in text.splitlines() if line.strip())
    bare = re.sub(r'"[^"]*"?', "", header)
    return max(SEPARATORS, key=bare.count)


def _rows(text: str, separator: str) -> Iterator[Row]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    start = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            raise refusing.truncated() from None
        if cells is None:
            return
        yield start, cells
        start = reader.line_num + 1
