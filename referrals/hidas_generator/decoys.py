"""Stories that look wrong and are right: no rule may find them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from practices.demo.draws import Draws
from referrals.hidas_generator.ordinary import (
    TRANSFER,
    admit,
    attend,
    leave_late_in_month,
    priced,
    stayed,
)
from referrals.hidas_generator.prices import AE, DC, EL, NEL
from referrals.hidas_generator.rows import NONE, Rows, joined
from referrals.hidas_generator.world import World, year_begins

Story = Callable[[Rows, World, Draws], Rows]
ADMITTED_AGAIN_AFTER = 31
"""One day more than the thirty within which a second emergency admission is a readmission."""


def a_stay(rows: Rows, world: World, draws: Draws, *, pod: int = NEL, low: int = 3, high: int = 5) -> Rows:
    """Each row as a stay of `low` to `high` days that ends late in its month, well within its trim point."""
    leave_late_in_month(rows, world, draws)
    admit(rows, world, draws, pod=pod, stay=draws.between(low, high, len(rows)), with_room=True)
    return rows


def earlier_stay(rows: Rows, world: World, draws: Draws, days_before: int | np.ndarray) -> Rows:
    """Another emergency stay of the same patients, which ended some days before each row's admission."""
    first = rows.copied(spell=rows.spell + 1)
    first.left = np.maximum(rows.admitted - days_before, world.first_day)
    first.pod = np.full(len(rows), NEL, dtype=np.int64)
    priced(first, world, draws, with_room=True)
    stay = np.minimum(draws.between(1, 4, len(rows)), first.left - year_begins(first.left))
    stayed(first, stay)
    return first


def transferred(rows: Rows, world: World, draws: Draws) -> Rows:
    """Discharged and admitted as a transfer on the same day."""
    second = a_stay(rows, world, draws, pod=EL)
    second.method = np.full(len(rows), TRANSFER, dtype=np.int64)
    return joined([earlier_stay(second, world, draws, 0), second])


def at_the_trim_point(rows: Rows, world: World, draws: Draws) -> Rows:
    """A stay of exactly the days within the price."""
    a_stay(rows, world, draws)
    stayed(rows, world.tariff.trim[rows.price])
    return rows


def past_the_trim_point(rows: Rows, world: World, draws: Draws) -> Rows:
    """A stay one to four days longer than the price covers, charged exactly so."""
    a_stay(rows, world, draws)
    return over_stayed(rows, world, draws.between(1, 4, len(rows)))


def over_stayed(rows: Rows, world: World, days: np.ndarray) -> Rows:
    """The rows with a stay `days` over the trim point, charged for them."""
    stayed(rows, world.tariff.trim[rows.price] + days)
    rows.excess, rows.bed_pence = days.copy(), days * world.tariff.bed_day_pence[rows.price]
    return rows


def credited(rows: Rows, world: World, draws: Draws) -> Rows:
    """A charge and the credit that takes it back."""
    a_stay(rows, world, draws)
    return joined([rows, rows.copied(spell_pence=-rows.spell_pence)])


def two_hospitals(rows: Rows, world: World, draws: Draws) -> Rows:
    """The same patient, dates and HRG at two providers."""
    a_stay(rows, world, draws, pod=EL)
    elsewhere = (rows.provider + 1) % len(world.reference.providers)
    return joined([rows, rows.copied(provider=elsewhere, spell=rows.spell + 1)])


def two_consultants(rows: Rows, world: World, draws: Draws) -> Rows:
    """Two episodes of one spell, the second within the first and paid for by it."""
    a_stay(rows, world, draws)
    second = rows.copied(admitted=rows.admitted + 1, stay=rows.stay - 1)
    second.price = np.full(len(rows), NONE, dtype=np.int64)
    second.spell_pence = np.zeros(len(rows), dtype=np.int64)
    second.specialty = (rows.specialty + 1) % len(world.reference.specialties)
    return joined([rows, second])


def back_after_a_month(rows: Rows, world: World, draws: Draws) -> Rows:
    """An emergency admission 31 days or more after the last discharge."""
    month = 1 + draws.below(len(world.firsts) - 1, len(rows))
    rows.left = world.firsts[month]
    a_stay(rows, world, draws)
    return joined(
        [earlier_stay(rows, world, draws, draws.between(ADMITTED_AGAIN_AFTER, 40, len(rows))), rows]
    )


def planned_return(rows: Rows, world: World, draws: Draws) -> Rows:
    """A planned admission within 30 days of an emergency one."""
    a_stay(rows, world, draws, pod=EL)
    return joined([earlier_stay(rows, world, draws, draws.between(1, 12, len(rows))), rows])


def from_the_emergency_department(rows: Rows, world: World, draws: Draws) -> Rows:
    """An A&E attendance and the emergency admission that follows it on the same day."""
    a_stay(rows, world, draws)
    visit = rows.copied(spell=rows.spell + 1)
    attend(visit, draws, AE)
    return joined([visit, rows])


def day_after_day(rows: Rows, world: World, draws: Draws) -> Rows:
    """The same day case on two days running."""
    leave_late_in_month(rows, world, draws)
    admit(rows, world, draws, pod=DC, stay=np.zeros(len(rows), dtype=np.int64))
    second = rows.copied(spell=rows.spell + 1, admitted=rows.admitted - 1, left=rows.left - 1)
    return joined([second, rows])


def spaced_number(rows: Rows, world: World, draws: Draws) -> Rows:
    """An NHS number written 3-3-4."""
    rows.spaced = np.ones(len(rows), dtype=np.int64)
    return rows


def before_it_closed(rows: Rows, world: World, draws: Draws) -> Rows:
    """Admitted on the last day of the practice's time with us."""
    which = draws.below(len(leavers(world)), len(rows))
    rows.surgery = leavers(world)[which]
    admit(rows, world, draws, pod=DC, stay=np.zeros(len(rows), dtype=np.int64))
    rows.left = world.gone_on[rows.surgery - len(world.reference.ours)] - 1
    priced(rows, world, draws)
    stayed(rows, rows.stay)
    return rows


def leavers(world: World) -> np.ndarray:
    """Positions of the surgeries that leave after the file's first day and not after its last."""
    within = (world.gone_on > world.first_day) & (world.gone_on <= world.last_day)
    return len(world.reference.ours) + np.flatnonzero(within)


def decoys(world: World) -> list[Story]:
    """The stories that are possible in this world."""
    found: list[Story] = [
        transferred,
        at_the_trim_point,
        past_the_trim_point,
        credited,
        two_consultants,
        planned_return,
        from_the_emergency_department,
        day_after_day,
        spaced_number,
    ]
    if len(world.reference.providers) > 1:
        found.append(two_hospitals)
    if len(world.firsts) > 1:
        found.append(back_after_a_month)
    if len(leavers(world)):
        found.append(before_it_closed)
    return found
