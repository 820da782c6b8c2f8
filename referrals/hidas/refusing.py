"""Why a file as a whole cannot be read. None of these quotes what a row says."""

from __future__ import annotations

from daccom.errors import Refused

AGAIN = "Fetch or make the file again where it comes from, and choose the new one."
AS_CSV = "Save it as CSV in UTF-8 and choose it again."


def truncated() -> Refused:
    return Refused("extract.truncated", "The packed file stops in the middle or is damaged.", AGAIN)


def bomb() -> Refused:
    return Refused(
        "extract.unpacks-too-large",
        "The file unpacks to far more than an extract of its size can hold.",
        "Send it unpacked, as CSV.",
    )


def not_text(line: int) -> Refused:
    return Refused(
        "extract.not-text", f"From line {line:,} on the file holds bytes that are no text of ours.", AS_CSV
    )


def mixed_encoding(line: int) -> Refused:
    return Refused(
        "extract.encoding",
        f"The file begins as UTF-8, and from line {line:,} on it is something else.",
        AS_CSV,
    )


def endless_row(line: int, most: int) -> Refused:
    return Refused(
        "extract.endless-row",
        f"Line {line:,} begins a row of more than {most:,} bytes: "
        "a line break or a quotation mark is missing.",
        AGAIN,
    )


def open_quotation(line: int) -> Refused:
    return Refused(
        "extract.open-quotation",
        f"The row that begins on line {line:,} opens a quotation mark which is never closed.",
        AGAIN,
    )


def no_header() -> Refused:
    return Refused(
        "extract.no-header", "The file has no header row.", "The first line must name the columns."
    )


def no_names() -> Refused:
    return Refused(
        "extract.no-header",
        "The first line does not name the columns: it holds the values of an episode.",
        "Fetch the file again with its header row.",
    )


def no_rows() -> Refused:
    return Refused("extract.no-rows", "The file has a header row and no episode below it.", AGAIN)


def too_many_codes(kind: str, most: int) -> Refused:
    return Refused(
        "extract.too-many-new-codes",
        f"The file names more than {most} {kind} that nobody knows here.",
        "Check which column holds what; a mapping can say so.",
    )


def too_many_months(most: int) -> Refused:
    return Refused(
        "extract.too-many-months",
        f"The file holds more than {most:,} different months of providers.",
        "Check the dates and the provider codes, or split the file by year.",
    )
