"""What a list weighs by the ages on it. Pure functions.

The weights say how dear a patient of an age band is beside others, in thousandths. They are plain ones of
this product's own, good for a first draft: the PCT enters the Department of Health's in their place.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from practices.models.list_sizes import AgeBand

Bands = Mapping[str, int]
"""Patients by age band."""
COST_OF_BAND = {
    AgeBand.B00_04: 900,
    AgeBand.B05_14: 450,
    AgeBand.B15_24: 650,
    AgeBand.B25_34: 750,
    AgeBand.B35_44: 750,
    AgeBand.B45_54: 900,
    AgeBand.B55_64: 1250,
    AgeBand.B65_74: 1900,
    AgeBand.B75_UP: 2900,
}
SOURCE = "Weighted by age with plain weights, not the Department of Health’s"
SIXTH_PLACE = Decimal("0.000001")
AVERAGE = Decimal(1)


def age_weights(lists: Mapping[int, Bands]) -> dict[int, Decimal]:
    """What one patient of each list weighs, where one of all the lists together weighs 1; six places.

    A list of nobody weighs as the average: it counts for nothing either way.
    """
    patients = sum(sum(bands.values()) for bands in lists.values())
    cost = sum(_cost(bands) for bands in lists.values())
    return {
        key: _rounded(Decimal(_cost(bands) * patients) / (sum(bands.values()) * cost))
        if sum(bands.values())
        else AVERAGE
        for key, bands in lists.items()
    }


def _cost(bands: Bands) -> int:
    return sum(COST_OF_BAND[AgeBand(band)] * patients for band, patients in bands.items())


def _rounded(weight: Decimal) -> Decimal:
    return weight.quantize(SIXTH_PLACE, ROUND_HALF_UP)
