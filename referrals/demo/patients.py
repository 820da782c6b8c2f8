"""Everybody on the 19 lists in January 2008, as columns: practice, sex, age, number from the test range."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from practices.demo.draws import Draws, Integers
from practices.demo.facts import facts

BAND_STARTS = (0, 5, 15, 25, 35, 45, 55, 65, 75)
BAND_YEARS = (5, 10, 10, 10, 10, 10, 10, 10, 20)
OFTEN_ADMITTED_PER_THOUSAND = 1
OFTEN_ADMITTED_TIMES = 25
FIRST_TEST_NUMBER = 999_000_000
STRIDE = 389_171
"""Coprime to the number of valid test numbers, so that nobody shares one."""
RATES: dict[str, tuple[int, ...]] = {
    "EL": (20, 15, 25, 40, 60, 80, 110, 140, 130),
    "DC": (15, 20, 40, 60, 90, 120, 170, 220, 200),
    "NEL": (90, 30, 50, 70, 60, 60, 90, 160, 380),
    "NELST": (110, 50, 80, 80, 60, 60, 70, 90, 130),
    "OPFA": (60, 60, 90, 120, 110, 110, 130, 150, 150),
    "OPFUP": (50, 50, 80, 120, 110, 120, 160, 220, 230),
    "OPPROC": (40, 50, 80, 90, 100, 110, 140, 170, 160),
    "AE": (160, 110, 160, 120, 90, 70, 60, 60, 110),
}
"""How often each age band meets each point of delivery, against the others."""
EMERGENCIES = ("NEL", "NELST", "AE")


@dataclass(frozen=True)
class Patients:
    """One position in every column is one patient; `practice` counts along `ods_codes`."""

    ods_codes: tuple[str, ...]
    practice: Integers
    sex: Integers
    age: Integers
    band: Integers
    nhs_number: Integers
    often_admitted: Integers

    def weights(self, pod: str) -> Integers:
        """How likely each patient is, against the others, to be the next one at this point of delivery."""
        rates = np.array(RATES[pod], dtype=np.int64)[self.band]
        if pod in EMERGENCIES:
            rates = rates * self.often_admitted
        return rates


@lru_cache(maxsize=1)
def everybody() -> Patients:
    """The same patients on every machine, in the order of the lists."""
    lists = {counted["key"]: counted["practices"] for counted in facts("practices", "list_sizes")["lists"]}
    derived = lists["derived_2008"]
    cells = np.array([[bands["male"], bands["female"]] for bands in derived.values()], dtype=np.int64)
    counts = cells.ravel()
    practice, sex, band = (np.repeat(index.ravel(), counts) for index in np.indices(cells.shape))
    draws, how_many = Draws("patients"), int(counts.sum())
    years = np.array(BAND_YEARS)[band]
    often = draws.chance(OFTEN_ADMITTED_PER_THOUSAND, how_many)
    return Patients(
        ods_codes=tuple(derived),
        practice=practice,
        sex=sex + 1,
        age=np.array(BAND_STARTS)[band] + draws.below(years, how_many),
        band=band,
        nhs_number=test_numbers(how_many),
        often_admitted=np.where(often, OFTEN_ADMITTED_TIMES, 1),
    )


def test_numbers(how_many: int) -> Integers:
    """Different valid NHS numbers that begin with 999, which no patient has."""
    nine = np.arange(FIRST_TEST_NUMBER, FIRST_TEST_NUMBER + 1_000_000, dtype=np.int64)
    total = sum(nine // 10 ** (9 - place) % 10 * (11 - place) for place in range(1, 10))
    check = (11 - total % 11) % 11
    valid = (nine * 10 + check)[check < 10]
    return valid[np.arange(how_many, dtype=np.int64) * STRIDE % len(valid)]
