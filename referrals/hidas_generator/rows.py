"""Rows as columns of whole numbers: codes are positions, days count from 1 January 1970, money is pence."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from practices.demo.draws import Integers

NONE = -1
"""In a column of positions or days: nothing there."""


@dataclass
class Rows:
    """One position in every column is one row.

    `story` is the patient whose rows belong together; `spell` tells the spells of one story apart. `surgery`,
    `provider`, `specialty` and `price` are positions in what the file refers to. `stay` and `price` are NONE
    for attendances; `excess` are the excess bed days claimed. `at_stake` and `why` answer for planted rows.
    """

    story: Integers
    spell: Integers
    surgery: Integers
    provider: Integers
    specialty: Integers
    price: Integers
    nhs_number: Integers
    spaced: Integers
    sex: Integers
    age: Integers
    pod: Integers
    method: Integers
    admitted: Integers
    left: Integers
    stay: Integers
    excess: Integers
    spell_pence: Integers
    bed_pence: Integers
    why: Integers
    at_stake: Integers

    def __len__(self) -> int:
        return len(self.story)

    @property
    def total_pence(self) -> Integers:
        return self.spell_pence + self.bed_pence

    def taken(self, which: Integers) -> Rows:
        """The rows at these positions, as copies."""
        return Rows(**{name: getattr(self, name)[which] for name in COLUMNS})

    def copied(self, **changed: Integers) -> Rows:
        """A copy of all rows with some columns changed."""
        return replace(self.taken(np.arange(len(self))), **changed)

    def answered(self, why: int, at_stake: Integers) -> None:
        """Mark every row as planted: why, and the pence at stake."""
        self.why = np.full(len(self), why, dtype=np.int64)
        self.at_stake = at_stake.copy()


COLUMNS = tuple(column.name for column in fields(Rows))


def joined(parts: list[Rows]) -> Rows:
    """All rows of the parts, one after the other."""
    return Rows(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in COLUMNS})
