"""Rows that no importer can take, each wrong in one value, and the list of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from practices.demo.draws import Draws, Integers

SPACING = 5
"""At least so many rows apart, so that the row before one is sound."""


@dataclass(frozen=True)
class Fault:
    """A value that its column does not take. `same_as_before`: the value of the row before instead."""

    column: str
    value: str
    why: str
    same_as_before: bool = False


FAULTS = (
    Fault("practice_code", "Z99998", "No practice has this code"),
    Fault("admission_date", "2008-02-30", "The day does not exist"),
    Fault("discharge_date", "31/06/2008", "The day does not exist"),
    Fault("total_cost", "twelve", "Not an amount"),
    Fault("total_cost", "1000000000000.00", "More than any episode costs"),
    Fault("spell_cost", "=1+1", "A formula is not an amount"),
    Fault("pod", "XX", "No point of delivery has this code"),
    Fault("sex", "M", "Sex is 0, 1, 2 or 9"),
    Fault("age", "-4", "Nobody is that young"),
    Fault("nhs_number", "12345", "Not ten digits"),
    Fault("length_of_stay", "1.5", "Not whole days"),
    Fault("spell_id", "", "Required"),
    Fault("provider_code", "", "Required"),
    Fault("specialty_code", "DERMA", "Not a treatment function code"),
    Fault("episode_id", "", "The row before has the same number", same_as_before=True),
)


@dataclass(frozen=True)
class Damage:
    """One damaged value; `line` counts from 1, the header's."""

    line: int
    column: str
    value: str
    why: str


def damaged(
    text: pl.DataFrame, fit: Integers, per_thousand: int, draws: Draws, first: int, count: int
) -> tuple[pl.DataFrame, list[Damage]]:
    """Spoil about `per_thousand` of a thousand rows among the positions `fit`; which and how.

    `first` is the position of the frame's first row in the file, `count` how many were spoilt before.
    """
    chosen = _apart(fit[draws.chance(per_thousand, len(fit))])
    columns = {name: text[name].to_list() for name in {fault.column for fault in FAULTS} | {"provider_code"}}
    found = []
    for number, row in enumerate(chosen, start=count):
        fault = FAULTS[number % len(FAULTS)]
        value = fault.value
        if fault.same_as_before:
            value = columns[fault.column][row - 1]
            columns["provider_code"][row] = columns["provider_code"][row - 1]
        columns[fault.column][row] = value
        found.append(Damage(first + row + 2, fault.column, value, fault.why))
    return text.with_columns(**{name: pl.Series(values) for name, values in columns.items()}), found


def _apart(places: Integers) -> list[int]:
    """Those of the positions that keep their distance from the one before and from the start."""
    kept, last = [], 0
    for place in np.sort(places).tolist():
        if place - last >= SPACING:
            kept.append(place)
            last = place
    return kept
