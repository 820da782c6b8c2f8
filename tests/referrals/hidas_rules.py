"""The challenge rules read from a file's text one row at a time: slow, plain, and nobody else's code."""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from daccom.calendar import FinancialYear, Month
from referrals.hidas_generator.reference import Reference

Row = dict[str, Any]
Found = set[tuple[str, str, Decimal]]


def read(path: Any) -> list[Row]:
    """The rows with days, whole numbers and money; `order` is their place in the file."""
    with open(path, newline="", encoding="utf-8") as file:
        rows: list[Row] = list(csv.DictReader(file))
    for order, row in enumerate(rows):
        row["order"] = order
        row["came"], row["left"] = (
            dt.date.fromisoformat(row[f"{d}_date"]) for d in ("admission", "discharge")
        )
        for name in ("spell_cost", "excess_bed_day_cost", "total_cost"):
            row[name] = Decimal(row[name])
    return rows


def break_rules(rows: list[Row], reference: Reference, months: list[Month]) -> Found:
    """(episode, rule, pounds at stake) of every row that breaks a rule, by the words of the rules."""
    about = {(price.year, price.hrg, price.pod): price for price in reference.prices}
    gone = {surgery.ods: surgery.gone_on for surgery in reference.leaving}
    found: Found = set()
    for row in rows:
        total = row["total_cost"]
        price = about.get((FinancialYear.of(row["left"]).start_year, row["hrg"], row["pod"]))
        leaves = gone.get(row["practice_code"])
        checks = {
            "not_ours": total
            if row["practice_code"] in reference.strangers or (leaves and leaves <= row["came"])
            else None,
            "identity": None if number_is_valid(row["nhs_number"]) else total,
            "dates": dates(row),
            "late": total if row["left"] < months[0].first else None,
            "price": overcharge(row, price),
            "bed_days": bed_days(row, price),
        }
        found |= {(row["episode_id"], rule, at) for rule, at in checks.items() if at is not None}
    return found | set(pairs(rows))


def number_is_valid(text: str) -> bool:
    digits = text.replace(" ", "")
    total = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9]))
    return len(digits) == 10 and (11 - total % 11) % 11 == int(digits[9])


def dates(row: Row) -> Decimal | None:
    stay = (row["left"] - row["came"]).days
    if stay < 0:
        return Decimal(row["total_cost"])
    return Decimal(0) if row["length_of_stay"] not in ("", str(stay)) else None


def overcharge(row: Row, price: Any) -> Decimal | None:
    if price is None or row["total_cost"] < 0:
        return None
    return (row["spell_cost"] - Decimal(price.pence) / 100) or None


def bed_days(row: Row, price: Any) -> Decimal | None:
    if price is None or not row["length_of_stay"]:
        return None
    due = max(0, int(row["length_of_stay"]) - price.trim_point)
    return ((int(row["excess_bed_days"]) - due) * Decimal(price.bed_day_pence) / 100) or None


def pairs(rows: list[Row]) -> Iterator[tuple[str, str, Decimal]]:
    """What only two rows of one patient show."""
    patients = defaultdict(list)
    for row in rows:
        if number_is_valid(row["nhs_number"]) and row["total_cost"] >= 0 and row["hrg"]:
            patients[row["nhs_number"].replace(" ", "")].append(row)
    for stays in patients.values():
        for one in stays:
            for other in stays:
                if one is not other:
                    yield from pair(one, other)


def pair(first: Row, second: Row) -> Iterator[tuple[str, str, Decimal]]:
    """What is wrong with `second` beside `first`."""
    here = first["provider_code"] == second["provider_code"]
    same = all(first[name] == second[name] for name in ("came", "left", "hrg"))
    if here and same and first["order"] < second["order"]:
        yield second["episode_id"], "duplicate", second["total_cost"]
    overlapping = first["came"] < second["left"] and second["came"] < first["left"]
    later = (first["came"], first["order"]) < (second["came"], second["order"])
    if here and overlapping and later and first["spell_id"] != second["spell_id"]:
        yield second["episode_id"], "overlap", second["total_cost"]
    gap = (second["came"] - first["left"]).days
    if 0 <= gap <= 30 and first["spell_id"] != second["spell_id"] and second["admission_method"] == "21":
        yield second["episode_id"], "readmission", second["total_cost"]
