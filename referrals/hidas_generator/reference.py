"""What a file refers to: practices and their time in the PCT, providers, specialties, prices, months."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from daccom.calendar import Month
from referrals.hidas_generator.prices import Price, synthetic_prices

BEFORE = dt.timedelta(days=70)
"""How long before the first month somebody may have been admitted."""


@dataclass(frozen=True)
class Surgery:
    """A practice. `gone_on`: the first day on which it is closed or in no group of the PCT."""

    ods: str
    gone_on: dt.date | None = None


@dataclass(frozen=True)
class Reference:
    """`ours` belong to the PCT's groups throughout; `leaving` stop on a day; `strangers` never did."""

    ours: tuple[str, ...]
    leaving: tuple[Surgery, ...]
    strangers: tuple[str, ...]
    providers: tuple[str, ...]
    specialties: tuple[str, ...]
    prices: tuple[Price, ...] = field(repr=False)

    def __post_init__(self) -> None:
        if not (self.ours and self.providers and self.specialties):
            raise ValueError("A file needs a practice, a provider and a specialty.")


def months_between(first: Month, last: Month) -> list[Month]:
    """All months from `first` to `last`, both included. Raises ValueError the wrong way round."""
    if last < first:
        raise ValueError(f"{last} comes before {first}.")
    months = [first]
    while months[-1] < last:
        months.append(months[-1].next())
    return months


def late_month(months: Sequence[Month]) -> Month:
    """The old month whose rows come late: the one before the file's months."""
    return months[0].previous()


def years_of(months: Sequence[Month]) -> list[int]:
    """The financial years that the months and the late month before them touch."""
    return sorted({month.year.start_year for month in (late_month(months), *months)})


def synthetic(months: Sequence[Month], practices: int = 19) -> Reference:
    """A reference of our own: `practices` that stay, two that leave in mid-range and two strangers."""
    middle = months[len(months) // 2].first + dt.timedelta(days=14)
    return Reference(
        ours=tuple(f"Y{number:05d}" for number in range(1, practices + 1)),
        leaving=(Surgery("Y90001", middle), Surgery("Y90002", middle + dt.timedelta(days=3))),
        strangers=("Y95001", "Y95002"),
        providers=("RWG", "RC9", "RXQ", "RWH"),
        specialties=("100", "101", "110", "120", "130", "160", "180", "300", "320", "330", "430", "502"),
        prices=tuple(synthetic_prices(years_of(months))),
    )
