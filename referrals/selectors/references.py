"""How often people of each sex and age are treated: what a practice’s list gives reason to expect."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from daccom.calendar import FinancialYear
from practices.models import PCT
from practices.selectors.list_bands import Band, BandedList
from referrals.measures import DEFINITIONS
from referrals.models import Measure, PointOfDelivery, ReferenceEvents

if TYPE_CHECKING:
    import numpy as np

MONTHS_IN_A_YEAR = 12
STAND_IN = (PointOfDelivery.OPFA.value,)
"""Referrals have no reference of their own: first attendances are what most of them become."""


@dataclass(frozen=True)
class ReferencePopulation:
    """Events and population by point of delivery and band, of one financial year; `source` says of whom."""

    year: FinancialYear
    source: str
    is_simulated: bool
    by_pod: Mapping[str, Mapping[Band, tuple[int, int]]]

    def monthly(self, lists: Sequence[BandedList]) -> np.ndarray:
        """The events a month that each list gives reason to expect; NaN where the reference has none.

        Imported when called: numpy with scipy would slow the start of the web server.
        """
        import numpy as np

        from referrals.statistics import indirect_expectations

        bands = sorted({band for one in lists for band in one.bands} | self._bands)
        people = np.array([[one.bands.get(band, 0) for band in bands] for one in lists], dtype=float)
        found = np.zeros(len(lists))
        for known in self.by_pod.values():
            events, of = zip(*(known.get(band, (0, 0)) for band in bands), strict=True)
            found = found + indirect_expectations(people.reshape(len(lists), len(bands)), events, of)
        return found / MONTHS_IN_A_YEAR

    @property
    def _bands(self) -> set[Band]:
        return {band for known in self.by_pod.values() for band in known}


def reference_of(pct: PCT, measure: Measure, year: FinancialYear) -> ReferencePopulation | None:
    """The PCT’s reference for a measure: the latest up to `year`, else the earliest; one query.

    None for money, and when the PCT has not one for every point of delivery of the measure.
    """
    about = DEFINITIONS[measure]
    if about.is_money:
        return None
    return _chosen(list(ReferenceEvents.objects.filter(pct=pct, pod__in=_pods(measure))), measure, year)


def references_of(pct: PCT, year: FinancialYear) -> dict[Measure, ReferencePopulation | None]:
    """The same for every measure; one query."""
    rows = list(ReferenceEvents.objects.filter(pct=pct))
    return {
        measure: None
        if DEFINITIONS[measure].is_money
        else _chosen([row for row in rows if row.pod in _pods(measure)], measure, year)
        for measure in Measure
    }


def _pods(measure: Measure) -> tuple[str, ...]:
    return DEFINITIONS[measure].pods or STAND_IN


def _chosen(rows: list[ReferenceEvents], measure: Measure, year: FinancialYear) -> ReferencePopulation | None:
    years = {row.year for row in rows}
    if not years:
        return None
    chosen = max((one for one in years if one <= year.start_year), default=min(years))
    by_pod: dict[str, dict[Band, tuple[int, int]]] = defaultdict(dict)
    rows = [row for row in rows if row.year == chosen]
    for row in rows:
        by_pod[row.pod][row.sex, row.age_band] = (row.events, row.population)
    if by_pod.keys() != set(_pods(measure)):
        return None
    simulated = any(row.is_simulated for row in rows)
    return ReferencePopulation(FinancialYear(chosen), rows[0].source, simulated, dict(by_pod))
