"""Reads an uploaded file whatever its name says it is: the bytes decide."""

import os
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from daccom.spreadsheets import refusing
from daccom.spreadsheets.delimited import read_text
from daccom.spreadsheets.sheets import Limits, Sheet
from daccom.spreadsheets.unpacking import unzipped
from daccom.spreadsheets.workbooks import read_workbook

GZIP = b"\x1f\x8b"
ZIP = b"PK"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
WITH_MACROS = (".xlsm", ".xltm", ".xlam", ".xlsb")


def read_rows(
    file_or_path: IO[bytes] | str | Path,
    *,
    file_name: str = "",
    largest: int = 5_000_000,
    most_rows: int = 50_000,
) -> Sheet:
    """The headers and rows of a CSV, gzipped CSV or XLSX file, every cell as text.

    CSV is UTF-8 (with or without BOM), else Windows-1252, separated by comma, semicolon or tab. Of a
    workbook the first visible sheet is read, values only: days as 2009-01-31, numbers as Excel shows them.
    `largest` is in bytes, of the file as sent. Raises Refused with a rule "file.…".
    """
    limits = Limits(largest=largest, rows=most_rows)
    with ExitStack() as stack:
        if isinstance(file_or_path, str | Path):
            file_name = file_name or Path(file_or_path).name
            file: IO[bytes] = stack.enter_context(open(file_or_path, "rb"))
        else:
            file = file_or_path
            file_name = file_name or str(getattr(file, "name", "") or "")
        return _read(file, file_name, limits)


def _read(file: IO[bytes], file_name: str, limits: Limits) -> Sheet:
    file.seek(0, os.SEEK_END)
    size = file.tell()
    file.seek(0)
    if not size:
        raise refusing.empty()
    if size > limits.largest:
        raise refusing.too_large(limits.largest)
    content = file.read(limits.largest)
    if file_name.lower().endswith(WITH_MACROS):
        raise refusing.macros()
    if content.startswith(OLE):
        raise refusing.encrypted() if ENCRYPTED in content else refusing.old_excel()
    if content.startswith(ZIP):
        return read_workbook(content, limits)
    if content.startswith(GZIP):
        content = unzipped(content, limits)
    return read_text(content, limits)
