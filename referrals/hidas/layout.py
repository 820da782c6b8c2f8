"""The columns of a HIDAS extract, and where a file's header row puts them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from daccom.errors import Refused
from referrals.hidas import refusing

MOST_COLUMNS = 500
MOST_NAMED = 30
LONGEST_HEADER = 60
COLUMNS_MISSING = "extract.columns-missing"
VALUE = re.compile(r"[0-9]{1,4}[-/][0-9]{1,2}[-/][0-9]{1,4}|(?:[0-9][ -]?){9}")
"""A date or a long number: no header, but something said of a patient."""


@dataclass(frozen=True)
class Column:
    """One column of the layout: a required one must be in every file, and filled in every row."""

    name: str
    required: bool
    meaning: str


COLUMNS: tuple[Column, ...] = (
    Column("spell_id", True, "The provider's spell number; several episodes may share a spell."),
    Column("episode_id", True, "The episode number, unique with the provider."),
    Column("provider_code", True, "ODS code of the provider, such as RWG."),
    Column("practice_code", True, "ODS code of the registered practice as the provider recorded it."),
    Column("nhs_number", False, "Ten digits, 3-3-4 spacing allowed, or empty."),
    Column("sex", False, "1 male, 2 female, 0 not known, 9 not specified."),
    Column("age", False, "Whole years at admission."),
    Column("pod", True, "Point of delivery: EL, DC, NEL, NELST, OPFA, OPFUP, OPPROC or AE."),
    Column("specialty_code", True, "Treatment function code, such as 300 for general medicine."),
    Column("admission_method", False, "11–13 elective, 21–28 emergency, 31–32 maternity, 81 transfer."),
    Column("source_of_referral", False, "Of a first attendance: 03 a GP, 05 another consultant, and so on."),
    Column("patient_classification", False, "1 ordinary, 2 day case, 3 regular day, 4 regular night."),
    Column("admission_date", True, "2008-06-20 or 20/06/2008; the attendance for outpatients and A&E."),
    Column(
        "discharge_date",
        False,
        "The same; empty while the patient stays: such a row waits for its discharge.",
    ),
    Column("diagnosis", False, "Primary ICD-10 code."),
    Column("procedure", False, "Primary OPCS-4 code."),
    Column("hrg", False, "HRG v3.5 or HRG4 code."),
    Column("length_of_stay", False, "Whole days."),
    Column("excess_bed_days", False, "Whole days."),
    Column("spell_cost", False, "Pounds and pence."),
    Column("excess_bed_day_cost", False, "Pounds and pence."),
    Column("total_cost", True, "Pounds and pence; negative for a credit."),
)
NAMES: tuple[str, ...] = tuple(column.name for column in COLUMNS)


@dataclass(frozen=True)
class Arrangement:
    """Where a file has our columns: name to position from 0; `unknown` are the headers that we pass over."""

    positions: Mapping[str, int]
    unknown: tuple[str, ...]
    width: int


def normal(header: str) -> str:
    """A header as it is compared: without case, spaces and underscores."""
    return "".join(header.casefold().replace("_", "").split())


def arrange(headers: Sequence[str], mapping: Mapping[str, str] | None = None) -> Arrangement:
    """Find our columns among `headers`; `mapping` is our name to theirs where the two differ.

    Raises Refused, naming all that is wrong: extract.columns-missing where a mapping may help, else
    extract.headers; extract.no-header, quoting nothing, where the first line is an episode.
    """
    if any(map(VALUE.search, headers)):
        raise refusing.no_names()
    if len(headers) > MOST_COLUMNS:
        raise Refused(
            "extract.headers",
            f"The header row has {len(headers):,} columns; the most we read is {MOST_COLUMNS}.",
            "Send the columns of the layout only.",
        )
    sought = {column: normal((mapping or {}).get(column, "") or column) for column in NAMES}
    found = [normal(header) for header in headers]
    twice, missing = _twice(headers, found), _missing(sought, found, mapping or {})
    if twice or missing:
        rule = "extract.headers" if twice else COLUMNS_MISSING
        raise Refused(rule, " ".join([*twice, *missing]), _advice(headers))
    places = {name: place for place, name in reversed(list(enumerate(found)))}
    positions = {column: places[name] for column, name in sought.items() if name in places}
    unknown = [shown(header) for place, header in enumerate(headers) if place not in positions.values()]
    return Arrangement(positions, tuple(filter(None, unknown)), len(headers))


def shown(header: str) -> str:
    """A header as a page may show it: printable, and not longer than LONGEST_HEADER."""
    return "".join(letter if letter.isprintable() else " " for letter in header).strip()[:LONGEST_HEADER]


def _twice(headers: Sequence[str], found: Sequence[str]) -> list[str]:
    counts = Counter(filter(None, found))
    names = [shown(header) for header, name in zip(headers, found, strict=True) if counts.get(name, 0) > 1]
    if not names:
        return []
    return [f"These headers mean the same column: {_listed(names)}."]


def _missing(sought: Mapping[str, str], found: Sequence[str], mapping: Mapping[str, str]) -> list[str]:
    missing = [c.name for c in COLUMNS if c.required and sought[c.name] not in found]
    if not missing:
        return []
    named = [
        f"{name} (called {shown(mapping[name])} here)" if mapping.get(name) else name for name in missing
    ]
    return [f"These required columns are missing: {_listed(named)}."]


def _advice(headers: Sequence[str]) -> str:
    names = list(filter(None, map(shown, headers)))
    return f"The header row reads: {_listed(names)}. Correct it, or say what the columns are in a mapping."


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_NAMED:,} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more
