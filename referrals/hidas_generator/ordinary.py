"""Rows without an error, one for each story: what the planted ones are made of."""

from __future__ import annotations

import numpy as np

from practices.demo.draws import Draws, Integers
from referrals.hidas_generator.numbers import HOW_MANY, nhs_numbers
from referrals.hidas_generator.prices import ADMITTED, AE, DC, EL, LONGEST_STAY, NELST, OPFA
from referrals.hidas_generator.rows import NONE, Rows
from referrals.hidas_generator.world import World, financial_year, year_begins

POD_WEIGHTS = np.array([450, 1_350, 1_500, 700, 5_200, 9_800, 1_000, 4_000], dtype=np.int64)
"""An ordinary month of the layout: 4,000 admitted, 20,000 outpatient and A&E."""
PLANNED, EMERGENCY, TRANSFER = 11, 21, 81
FIRST_PROVIDER_WEIGHT = 6
ATTENDANCE_PENCE = (5_500, 24_000)
DAYS_OF_STAY = 9


def ordinary(stories: Integers, world: World, draws: Draws) -> Rows:
    """A row for each story number, at any point of delivery, in any of the file's months."""
    size, about = len(stories), world.reference
    pod = draws.pick(POD_WEIGHTS, size)
    month = draws.below(len(world.firsts), size)
    day = world.firsts[month] + draws.below(world.days[month], size)
    providers = np.ones(len(about.providers), dtype=np.int64)
    providers[0] = FIRST_PROVIDER_WEIGHT
    zero = np.zeros(size, dtype=np.int64)
    rows = Rows(
        story=stories,
        spell=zero.copy(),
        surgery=draws.below(len(about.ours), size),
        provider=draws.pick(providers, size),
        specialty=draws.below(len(about.specialties), size),
        price=zero + NONE,
        nhs_number=nhs_numbers((world.first_patient + stories) % HOW_MANY),
        spaced=zero.copy(),
        sex=1 + draws.below(2, size),
        age=draws.below(95, size),
        pod=pod,
        method=zero.copy(),
        admitted=day,
        left=day.copy(),
        stay=zero + NONE,
        excess=zero.copy(),
        spell_pence=draws.between(*ATTENDANCE_PENCE, size),
        bed_pence=zero.copy(),
        why=zero + NONE,
        at_stake=zero.copy(),
    )
    _admit_some(rows, world, draws)
    return rows


def _admit_some(rows: Rows, world: World, draws: Draws) -> None:
    """Give the admissions among the rows their stay and their price."""
    here = np.flatnonzero(rows.pod < ADMITTED)
    admissions = rows.taken(here)
    stay = np.where(admissions.pod == DC, 0, draws.below(DAYS_OF_STAY, len(here)))
    stay = np.where(admissions.pod == NELST, stay % 2, stay)
    admit(admissions, world, draws, pod=admissions.pod, stay=stay)
    for name in ("price", "method", "admitted", "left", "stay", "spell_pence"):
        getattr(rows, name)[here] = getattr(admissions, name)


def admit(
    rows: Rows, world: World, draws: Draws, *, pod: Integers | int, stay: Integers, with_room: bool = False
) -> None:
    """Make all rows admissions that leave in their month after `stay` days, at the tariff of the year.

    A stay is cut to the trim point, and a discharge early in April put off until the stay fits in the
    financial year, so that one tariff holds for the whole of it. `with_room`: see Tariff.pick.
    """
    rows.pod = np.broadcast_to(np.asarray(pod, dtype=np.int64), len(rows)).copy()
    priced(rows, world, draws, with_room=with_room)
    stay = np.minimum(np.minimum(stay, world.tariff.trim[rows.price]), LONGEST_STAY)
    stayed(rows, stay)


def priced(rows: Rows, world: World, draws: Draws, *, with_room: bool = False) -> None:
    """Price the rows by the tariff of the year they left in, and say how they were admitted."""
    rows.price = world.tariff.pick(financial_year(rows.left), rows.pod, draws, with_room=with_room)
    rows.spell_pence = world.tariff.pence[rows.price]
    rows.method = np.where((rows.pod == EL) | (rows.pod == DC), PLANNED, EMERGENCY)


def stayed(rows: Rows, stay: Integers) -> None:
    """Give the rows a stay that ends in their month."""
    rows.left = np.maximum(rows.left, year_begins(rows.left) + stay)
    rows.stay, rows.admitted = stay.copy(), rows.left - stay


def leave_late_in_month(rows: Rows, world: World, draws: Draws) -> None:
    """Put the discharge between the 20th and the 28th, so that there is room for another stay before it."""
    month = np.searchsorted(world.firsts, rows.left, side="right") - 1
    rows.left = world.firsts[month] + 19 + draws.below(9, len(rows))


def attend(rows: Rows, draws: Draws, pod: int = OPFA) -> None:
    """Make all rows attendances on the day of admission."""
    rows.pod = np.full(len(rows), pod, dtype=np.int64)
    rows.left = rows.admitted.copy()
    rows.price = rows.stay = np.full(len(rows), NONE, dtype=np.int64)
    rows.method = rows.excess = rows.bed_pence = np.zeros(len(rows), dtype=np.int64)
    rows.spell_pence = draws.between(6_200, 11_800, len(rows)) if pod == AE else rows.spell_pence
