"""The rules once more, row by row and pair by pair, so that the tests do not trust what they test.

Each takes plain rows as tests.referrals.checks.frames makes them and returns row id to pence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from referrals.calculations.nhs_numbers import nhs_number_is_valid
from tests.referrals.checks.frames import FINAL

Row = dict[str, Any]
Found = dict[int, int]
ADMITTED = {"EL", "DC", "NEL", "NELST"}


def _alike(row: Row) -> tuple[Any, ...]:
    clinic = (row["pod"], row["specialty_id"]) if not row["hrg"] else ()
    return (row["nhs_number"], row["admission_date"], row["discharge_date"], row["hrg"], clinic)


def _number(row: Row) -> tuple[int, str, int]:
    return len(row["episode_id"]), row["episode_id"], row["id"]


def duplicate(rows: list[Row]) -> Found:
    found = {}
    for row in rows:
        alike = [one for one in rows if _alike(one) == _alike(row)]
        charges = sorted((one for one in alike if one["total_cost"] > 0), key=_number)
        credits = sum(one["total_cost"] < 0 for one in alike)
        if row["nhs_number"] and row in charges[1 : max(len(charges) - credits, 1)]:
            found[row["id"]] = row["total_cost"]
    return found


def _spells(rows: list[Row]) -> list[tuple[Any, ...]]:
    """(number, admission, discharge, length of spell number, spell, episodes) of charged stays."""
    stays = [
        row
        for row in rows
        if row["pod"] in ADMITTED and row["discharge_date"] and row["discharge_date"] >= row["admission_date"]
    ]
    twice = duplicate(stays)
    once = [row for row in stays if row["id"] not in twice and nhs_number_is_valid(row["nhs_number"])]
    spells = []
    for number, spell in sorted({(row["nhs_number"], row["spell_id"]) for row in once}):
        of = [row for row in once if (row["nhs_number"], row["spell_id"]) == (number, spell)]
        if sum(row["total_cost"] for row in of) > 0:
            begin = min(row["admission_date"] for row in of)
            end = max(row["discharge_date"] for row in of)
            spells.append((number, begin, end, len(spell), spell))
    return sorted(spells)


def _pairs(rows: list[Row]) -> Iterator[tuple[Any, Any]]:
    """Every two stays of one patient, the earlier one first."""
    spells = _spells(rows)
    for place, later in enumerate(spells):
        for earlier in spells[:place]:
            if earlier[0] == later[0]:
                yield earlier, later


def _episodes(rows: list[Row], spell: tuple[Any, ...]) -> Found:
    return {
        row["id"]: row["total_cost"]
        for row in rows
        if (row["nhs_number"], row["spell_id"]) == (spell[0], spell[4])
        and row["total_cost"] > 0
        and row["pod"] in ADMITTED
    }


def overlap(rows: list[Row]) -> Found:
    found: Found = {}
    for earlier, later in _pairs(rows):
        if later[1] < earlier[2]:
            found |= _episodes(rows, later)
    return found


def readmission(rows: list[Row]) -> Found:
    found: Found = {}
    emergencies = {
        row["id"]
        for row in rows
        if (row["admission_method"] or {"NEL": "21", "NELST": "21"}.get(row["pod"], "11"))[0] == "2"
    }
    for earlier, later in _pairs(rows):
        if earlier[2] <= later[1] <= earlier[2] + dt.timedelta(days=30):
            found |= _episodes(rows, later)
    return {row: amount for row, amount in found.items() if row in emergencies}


def identity(rows: list[Row]) -> Found:
    return {row["id"]: row["total_cost"] for row in rows if not nhs_number_is_valid(row["nhs_number"])}


def dates(rows: list[Row]) -> Found:
    found = {}
    for row in rows:
        if row["discharge_date"] is None:
            continue
        days = (row["discharge_date"] - row["admission_date"]).days
        if days < 0:
            found[row["id"]] = row["total_cost"]
        elif row["length_of_stay"] is not None and row["length_of_stay"] != days:
            found[row["id"]] = 0
    return found


def bed_days(rows: list[Row], tariff: dict[tuple[str, str], tuple[int, int, int]]) -> Found:
    found = {}
    for row in rows:
        priced = tariff.get((row["hrg"], row["pod"]))
        if priced is None or row["discharge_date"] is None or row["total_cost"] < 0:
            continue
        days = (row["discharge_date"] - row["admission_date"]).days
        more = row["excess_bed_days"] - max(days - priced[1], 0)
        if days >= 0 and more:
            found[row["id"]] = more * priced[2]
    return found


def price(rows: list[Row], tariff: dict[tuple[str, str], tuple[int, int, int]]) -> Found:
    found = {}
    for row in rows:
        priced = tariff.get((row["hrg"], row["pod"]))
        if priced is None or row["total_cost"] < 0:
            continue
        charged = row["spell_cost"] or row["total_cost"] - row["bed_day_cost"]
        if charged != priced[0]:
            found[row["id"]] = charged - priced[0]
    return found


def late(rows: list[Row], earlier: list[tuple[str, int, dt.date]]) -> Found:
    found = {}
    for row in rows:
        before = [cost for episode, cost, day in earlier if episode == row["episode_id"] and day <= FINAL]
        more = row["total_cost"] - (before[-1] if before else 0)
        if more > 0:
            found[row["id"]] = more
    return found


def not_ours(
    rows: list[Row],
    spells: list[tuple[int, dt.date, dt.date | None]],
    closed: list[tuple[int, dt.date]],
) -> Found:
    def ours(row: Row) -> bool:
        day, who = row["admission_date"], row["practice_id"]
        gone = any(practice == who and on <= day for practice, on in closed)
        member = any(
            practice == who and joined <= day and (left is None or left > day)
            for practice, joined, left in spells
        )
        return member and not gone

    return {row["id"]: row["total_cost"] for row in rows if not ours(row)}


PLAIN: dict[str, Callable[[list[Row]], Found]] = {
    "duplicate": duplicate,
    "overlap": overlap,
    "readmission": readmission,
    "identity": identity,
    "dates": dates,
}
"""The rules that need nothing but the rows."""
