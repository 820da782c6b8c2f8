"""Loads as the checks see them, made of a few words: days of June 2008, pounds, one practice."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

from referrals.checks import RULES
from referrals.checks.base import Provided
from referrals.checks.frames import ROW

ALDER, BIRCH = 1, 2
PATIENT, OTHER = "9434765919", "9990000018"
FINAL = dt.date(2008, 9, 30)
IN_TIME, TOO_LATE = dt.date(2008, 7, 3), dt.date(2008, 10, 1)
START = dt.date(2006, 4, 1)


def june(day: int) -> dt.date:
    """A day counted from 1 June 2008; 0 and less are in May."""
    return dt.date(2008, 5, 31) + dt.timedelta(days=day)


def row(number: int, begin: int = 10, end: int | None = 13, **fields: Any) -> dict[str, Any]:
    """An emergency admission for £1,000, from day `begin` to day `end` of June."""
    stay = None if end is None else end - begin
    defaults: dict[str, Any] = {
        "id": number,
        "practice_id": ALDER,
        "spell_id": f"S{number}",
        "episode_id": f"E{number}",
        "nhs_number": PATIENT,
        "pod": "NEL",
        "specialty_id": 300,
        "admission_method": "21",
        "admission_date": june(begin),
        "discharge_date": None if end is None else june(end),
        "hrg": "H80",
        "length_of_stay": stay,
        "excess_bed_days": 0,
        "spell_cost": 100_000,
        "bed_day_cost": 0,
        "total_cost": 100_000,
    }
    return {**defaults, **fields}


def visit(number: int, day: int = 10, **fields: Any) -> dict[str, Any]:
    """A first outpatient attendance without an HRG."""
    about = {"pod": "OPFA", "admission_method": "", "hrg": "", "length_of_stay": None}
    return row(number, day, None, **{**about, **fields})


def provided(
    rows: list[dict[str, Any]],
    *,
    around: list[dict[str, Any]] | None = None,
    tariff: list[tuple[Any, ...]] = (),
    spells: list[tuple[Any, ...]] = ((ALDER, START, None), (BIRCH, START, None)),
    closed: list[tuple[Any, ...]] = (),
    earlier: list[tuple[Any, ...]] = (),
    received_on: dt.date = IN_TIME,
) -> Provided:
    """What the checks are given; `tariff`: hrg, pod, price, trim point, price of a bed day, in pence."""
    return Provided(
        rows=pl.DataFrame(rows, schema=ROW),
        around=pl.DataFrame(around or [], schema=ROW),
        tariff=_frame(tariff, TARIFF),
        spells=_frame(spells, {"practice_id": pl.Int64, "joined_on": pl.Date, "left_on": pl.Date}),
        closed=_frame(closed, {"practice_id": pl.Int64, "closed_on": pl.Date}),
        earlier=_frame(earlier, {"episode_id": pl.String, "charged": pl.Int64, "received_on": pl.Date}),
        received_on=received_on,
        final_on=FINAL,
    )


TARIFF = {
    "hrg": pl.String,
    "pod": pl.String,
    "price": pl.Int64,
    "trim_point": pl.Int64,
    "bed_day_price": pl.Int64,
}


def _frame(rows: Any, schema: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=schema, orient="row")


def verdicts(code: str, given: Provided, **values: int) -> dict[int, int]:
    """Row id to the amount in pence of what a rule finds, with the rule's own values unless told."""
    rule = RULES[code]
    found = rule.find(given, {**rule.values({}), **values})
    assert found["words"].str.len_chars().max() is None or found["words"].str.len_chars().max() <= 200
    assert found["id"].is_unique().all()
    return dict(found.select("id", "amount").iter_rows())


def found(code: str, rows: list[dict[str, Any]], **fields: Any) -> dict[int, int]:
    return verdicts(code, provided(rows, **fields))


def words(code: str, given: Provided) -> list[str]:
    return RULES[code].find(given, RULES[code].values({}))["words"].to_list()
