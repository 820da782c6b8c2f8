"""Prices by HRG, point of delivery and financial year, as columns to draw from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from practices.demo.draws import Draws, Integers

PODS = ("EL", "DC", "NEL", "NELST", "OPFA", "OPFUP", "OPPROC", "AE")
EL, DC, NEL, NELST, OPFA, OPFUP, OPPROC, AE = range(len(PODS))
ADMITTED = 4
"""The first four points of delivery are admissions."""
LONGEST_STAY = 28
SHORTEST_TRIM, LONGEST_TRIM = 6, 24
"""Trim points that leave room for a stay on either side of them within one month."""


@dataclass(frozen=True)
class Price:
    """What one HRG costs: pence, the last day within the price, and pence for each day after it."""

    year: int
    hrg: str
    pod: str
    pence: int
    trim_point: int | None
    bed_day_pence: int | None


class Tariff:
    """The prices as columns, with their positions by financial year and point of delivery."""

    def __init__(self, prices: Sequence[Price]) -> None:
        known = [price for price in prices if price.pod in PODS[:ADMITTED] and price.pence >= 1_000]
        self.hrg = [price.hrg for price in known]
        self.pence = _column([price.pence for price in known])
        self.trim = _column([price.trim_point or 0 for price in known])
        self.bed_day_pence = _column([price.bed_day_pence or 0 for price in known])
        self._places: dict[tuple[int, int, bool], Integers] = {}
        for place, price in enumerate(known):
            pod, stays = PODS.index(price.pod), _has_room(price)
            for key in {(price.year, pod, False), (price.year, pod, stays)}:
                self._places[key] = np.append(self._places.get(key, _column([])), place)
        self.years = sorted({price.year for price in known})

    def pick(self, year: Integers, pod: Integers, draws: Draws, *, with_room: bool = False) -> Integers:
        """The position of a price for each row; `with_room`: one whose trim point a stay can pass."""
        picked, drawn = np.zeros(len(pod), dtype=np.int64), draws.below(1 << 30, len(pod))
        for one_year in np.unique(year).tolist():
            for one_pod in np.unique(pod).tolist():
                here = (year == one_year) & (pod == one_pod)
                places = self.places(one_year, one_pod, with_room=with_room)
                picked[here] = places[drawn[here] % len(places)]
        return picked

    def places(self, year: int, pod: int, *, with_room: bool) -> Integers:
        """The positions for a year and point of delivery. Raises ValueError when there are none."""
        found = self._places.get((year, pod, with_room))
        if found is None:
            room = f" and a trim point of {SHORTEST_TRIM} to {LONGEST_TRIM} days" if with_room else ""
            raise ValueError(f"No price for {PODS[pod]} in the financial year from April {year}{room}.")
        return found


def _column(values: Sequence[int]) -> Integers:
    return np.array(values, dtype=np.int64)


def _has_room(price: Price) -> bool:
    return SHORTEST_TRIM <= (price.trim_point or 0) <= LONGEST_TRIM and bool(price.bed_day_pence)


def synthetic_prices(years: Sequence[int]) -> list[Price]:
    """Prices of our own for a database that has none: 60 HRGs at each point of delivery admitted to.

    They rise by 2.3% a year, and all belong to nobody's published list.
    """
    return [
        Price(
            year=year,
            hrg=f"{chr(65 + chapter)}{10 + number:02d}",
            pod=pod,
            pence=_pence(place * 60 + chapter * 5 + number, year),
            trim_point=_TRIMS[(chapter * 5 + number) % len(_TRIMS)] if pod in ("EL", "NEL") else 2,
            bed_day_pence=19_500 + 500 * chapter,
        )
        for year in sorted(set(years))
        for place, pod in enumerate(PODS[:ADMITTED])
        for chapter in range(12)
        for number in range(5)
    ]


_TRIMS = (3, 5, 6, 8, 9, 11, 14, 17, 20, 24, 31)


def _pence(number: int, year: int) -> int:
    first = 45_000 + (number * 7_919) % 520_000
    return first * (1000 + 23 * (year - 2006)) // 1000
