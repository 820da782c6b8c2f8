"""The simulated tariff: one price for an HRG at a point of delivery, the same in both years."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from practices.demo.facts import facts
from referrals.models import Tariff

YEARS = (2007, 2008)
BED_DAY_PENCE = 21_000
"""What a day beyond the trim point costs, whatever the HRG."""
SOURCE = "Simulated for the demonstration: never a national price"


def price_in_pounds(fact: dict[str, Any]) -> int:
    """The middle of the range that the facts give for the HRG, at each of its points of delivery."""
    return int(fact["cost_from_gbp"] + fact["cost_to_gbp"]) // 2


def load_tariffs() -> int:
    """Write the prices and trim points of both simulated years; how many."""
    rows = [
        Tariff(
            year=year,
            hrg=fact["code"],
            pod=pod,
            price=Decimal(price_in_pounds(fact)),
            trim_point=fact["trim_days"],
            excess_bed_day_price=Decimal(BED_DAY_PENCE).scaleb(-2),
            source=SOURCE,
            is_simulated=True,
        )
        for year in YEARS
        for fact in facts("referrals", "specialties")["hrgs"]
        for pod in fact["pods"]
    ]
    return len(Tariff.objects.bulk_create(rows))
