"""HIDAS files for tests: one good row, changed as a test needs it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from referrals.hidas.layout import NAMES

GOOD: dict[str, str] = {
    "spell_id": "S1",
    "episode_id": "E1",
    "provider_code": "RWG",
    "practice_code": "E82901",
    "nhs_number": "999 000 0018",
    "sex": "2",
    "age": "71",
    "pod": "NEL",
    "specialty_code": "330",
    "admission_method": "21",
    "source_of_referral": "",
    "patient_classification": "1",
    "admission_date": "2009-01-04",
    "discharge_date": "11/01/2009",
    "diagnosis": "I219",
    "procedure": "",
    "hrg": "H80",
    "length_of_stay": "7",
    "excess_bed_days": "0",
    "spell_cost": "4250.00",
    "excess_bed_day_cost": "0.00",
    "total_cost": "4250.00",
}


def row(number: int = 1, **values: str) -> dict[str, str]:
    """A good row with its own episode, and `values` in place of what is good."""
    return {**GOOD, "spell_id": f"S{number}", "episode_id": f"E{number}", **values}


def january(rows: int = 3, **values: str) -> list[dict[str, str]]:
    return [row(number, **values) for number in range(1, rows + 1)]


def csv_file(rows: Iterable[dict[str, str]], headers: Iterable[str] = NAMES, **how: Any) -> bytes:
    """The rows as CSV in UTF-8; `how` goes to csv.writer."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, **how)
    headers = list(headers)
    writer.writerow(headers)
    writer.writerows([values.get(name, "") for name in headers] for values in rows)
    return text.getvalue().encode()
