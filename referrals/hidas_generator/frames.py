"""Rows as the text of a HIDAS file."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from practices.demo.draws import Integers
from referrals.hidas_generator.prices import ADMITTED, AE, DC, EL, OPFA, OPPROC, PODS
from referrals.hidas_generator.rows import Rows
from referrals.hidas_generator.world import World

HEADER = (
    "spell_id,episode_id,provider_code,practice_code,nhs_number,sex,age,pod,specialty_code,admission_method,"
    "source_of_referral,patient_classification,admission_date,discharge_date,diagnosis,procedure,hrg,length_of_stay,"
    "excess_bed_days,spell_cost,excess_bed_day_cost,total_cost"
)
A_AND_E = "180"
DIAGNOSES = ("J189", "I214", "N390", "K409", "M170", "H269", "R074", "S720", "J440", "E119")
PROCEDURES = ("H221", "C751", "W401", "G451", "M459", "T202", "Q076")
SEEDS = 100_000
SOURCES = (("05", 12), ("04", 4), ("92", 2), ("03", 82))
"""Who asks for a first attendance, and how many in a hundred: a consultant, A&E, a dentist, a GP."""
STRIDE = 37
"""Coprime to a hundred, so that neighbours differ."""


def episode_ids(seed: int, first: int, how_many: int) -> list[str]:
    """The episode numbers of the rows from position `first` of the file on."""
    return [f"E{seed % SEEDS:05d}{number:09d}" for number in range(first + 1, first + how_many + 1)]


def frame(rows: Rows, world: World, seed: int, first: int) -> pl.DataFrame:
    """The rows as columns of text, named as in the layout; `first` is the position of the first row."""
    about, pod = world.reference, rows.pod
    admission = pod < ADMITTED
    return pl.DataFrame(
        {
            "spell_id": _spell_ids(rows, seed),
            "episode_id": episode_ids(seed, first, len(rows)),
            "provider_code": _looked_up(about.providers, rows.provider),
            "practice_code": _looked_up(world.surgeries, rows.surgery),
            "nhs_number": _nhs_numbers(rows),
            "sex": _text(rows.sex),
            "age": _text(rows.age),
            "pod": _looked_up(PODS, pod),
            "specialty_code": _specialties(rows, about.specialties),
            "admission_method": _text(rows.method, rows.method > 0),
            "source_of_referral": _sources(rows),
            "patient_classification": _text(np.where(pod == DC, 2, 1), admission),
            "admission_date": _days(rows.admitted),
            "discharge_date": _days(rows.left),
            "diagnosis": _looked_up(DIAGNOSES, rows.story % len(DIAGNOSES), admission),
            "procedure": _looked_up(PROCEDURES, rows.story % len(PROCEDURES), np.isin(pod, (EL, DC, OPPROC))),
            "hrg": _looked_up([*world.tariff.hrg, ""], rows.price),
            "length_of_stay": _text(rows.stay, rows.stay >= 0),
            "excess_bed_days": _text(rows.excess),
            "spell_cost": _pounds(rows.spell_pence),
            "excess_bed_day_cost": _pounds(rows.bed_pence),
            "total_cost": _pounds(rows.total_pence),
        }
    )


def _text(values: Integers, where: np.ndarray | None = None) -> pl.Series:
    """Whole numbers as text; empty where `where` is false."""
    text = pl.Series(values).cast(pl.String)
    return text if where is None else text.zip_with(pl.Series(where), _empty(len(values)))


def _empty(size: int) -> pl.Series:
    return pl.repeat("", size, dtype=pl.String, eager=True)


def _looked_up(codes: Sequence[str], place: Integers, where: np.ndarray | None = None) -> pl.Series:
    text = pl.Series(list(codes), dtype=pl.String).gather(place % len(codes))
    return text if where is None else text.zip_with(pl.Series(where), _empty(len(place)))


def _spell_ids(rows: Rows, seed: int) -> pl.Series:
    number = (seed % SEEDS * 10**9 + rows.story + 10**14).astype(np.int64)
    return "S" + pl.Series(number).cast(pl.String).str.slice(1) + _looked_up("ABC", rows.spell)


def _specialties(rows: Rows, codes: Sequence[str]) -> pl.Series:
    """The treatment functions; an A&E attendance has one of its own where the file knows it."""
    others = [code for code in codes if code != A_AND_E] or list(codes)
    text = _looked_up(others, rows.specialty)
    if A_AND_E not in codes:
        return text
    return text.zip_with(pl.Series(rows.pod != AE), _looked_up([A_AND_E], rows.pod))


def _sources(rows: Rows) -> pl.Series:
    """Who asked for a first attendance; the rows of one story agree."""
    hundred = [code for code, share in SOURCES for _ in range(share)]
    return _looked_up(hundred, rows.story * STRIDE, rows.pod == OPFA)


def _nhs_numbers(rows: Rows) -> pl.Series:
    text = _text(rows.nhs_number, rows.nhs_number >= 0)
    spaced = text.str.slice(0, 3) + " " + text.str.slice(3, 3) + " " + text.str.slice(6)
    return spaced.zip_with(pl.Series(rows.spaced == 1), text)


def _days(days: Integers) -> pl.Series:
    return pl.Series(days.astype(np.int32)).cast(pl.Date).dt.to_string("%Y-%m-%d")


def _pounds(pence: Integers) -> pl.Series:
    """Pounds with two decimals; a credit has its sign in front."""
    whole, rest = np.divmod(np.abs(pence), 100)
    pounds = pl.Series(whole).cast(pl.String) + "." + pl.Series(rest + 100).cast(pl.String).str.slice(1)
    return ("-" + pounds).zip_with(pl.Series(pence < 0), pounds)
