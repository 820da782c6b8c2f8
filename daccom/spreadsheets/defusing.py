"""Text that a spreadsheet could take for a formula gets an apostrophe in front; numbers stay numbers.

A name or a note typed by someone may begin with =, and the file may be opened by someone else: Excel,
LibreOffice and Google Sheets all run such cells. The apostrophe is their own sign for "this is text".
"""

import re
import unicodedata

MARK = "'"
RUNS = frozenset(
    "=+-@\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}"
    "\N{FULLWIDTH COMMERCIAL AT}"
)
LONGEST = 32_000  # Excel keeps 32,767 characters in a cell
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# Excel reads _x0041_ in a text as the letter A, so it writes the first _ of such a text as _x005F_.
TO_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
ESCAPED = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)")


def plain(text: str) -> str:
    """Text as a cell can hold it: one kind of line end, nothing unprintable, not longer than Excel keeps."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)[:LONGEST]


def defused(text: str) -> str:
    """The text, with an apostrophe in front when a spreadsheet could run it."""
    text = plain(text)
    if text[:1] in ("\t", "\n") or _first_seen(text) in RUNS:
        return MARK + text
    return text


def _first_seen(text: str) -> str:
    """The first character that is not space of any kind, visible or not."""
    return next((char for char in text if not _is_blank(char)), "")


def _is_blank(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in ("Cf", "Zs", "Zl", "Zp")
