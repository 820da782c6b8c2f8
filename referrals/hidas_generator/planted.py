"""Stories with exactly one error each, and what there is to find: the row, the rule, the money, why."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from practices.demo.draws import Draws, Integers
from referrals.hidas_generator.decoys import Story, a_stay, earlier_stay, leavers, over_stayed
from referrals.hidas_generator.numbers import with_wrong_digit
from referrals.hidas_generator.ordinary import admit, priced, stayed
from referrals.hidas_generator.prices import ADMITTED, DC, EL, NEL
from referrals.hidas_generator.rows import NONE, Rows, joined
from referrals.hidas_generator.world import World, financial_year

WITHIN = 30
"""Days after a discharge within which an emergency admission is a readmission."""


@dataclass(frozen=True)
class Error:
    """One way to be wrong: the rule that says so, the reason in words, and how to plant it."""

    rule: str
    why: str
    plant: Story


def _zero(rows: Rows) -> Integers:
    return np.zeros(len(rows), dtype=np.int64)


def _wrong(rows: Rows, at_stake: Integers) -> Rows:
    """Mark the rows as planted; which error is filled in by whoever planted it."""
    rows.answered(0, at_stake)
    return rows


def charged_twice(rows: Rows, world: World, draws: Draws) -> Rows:
    second = a_stay(rows, world, draws).copied()
    return joined([rows, _wrong(second, second.total_pence)])


def day_case_twice(rows: Rows, world: World, draws: Draws) -> Rows:
    admit(rows, world, draws, pod=DC, stay=_zero(rows))
    second = rows.copied(spell=rows.spell + 1)
    return joined([rows, _wrong(second, second.total_pence)])


def stay_within_stay(rows: Rows, world: World, draws: Draws) -> Rows:
    a_stay(rows, world, draws, low=4)
    second = rows.copied(spell=rows.spell + 1, left=rows.left - draws.between(0, 1, len(rows)))
    second.pod = np.full(len(rows), EL, dtype=np.int64)
    priced(second, world, draws, with_room=True)
    stayed(second, draws.between(1, 2, len(rows)))
    return joined([rows, _wrong(second, second.total_pence)])


def admitted_too_early(rows: Rows, world: World, draws: Draws) -> Rows:
    """The second spell begins before the first ends, and may end in the next month."""
    second = _some_into_next_month(a_stay(rows, world, draws, pod=EL), world, draws)
    first = rows.copied(spell=rows.spell + 1, pod=np.full(len(rows), NEL, dtype=np.int64))
    first.left = second.admitted + draws.between(1, 2, len(rows))
    priced(first, world, draws, with_room=True)
    stayed(first, first.left - second.admitted + 1)
    return joined([first, _wrong(second, second.total_pence)])


def _some_into_next_month(rows: Rows, world: World, draws: Draws) -> Rows:
    """The stays, about half of them moved to end in the next month where that is one of the same year's."""
    month = np.searchsorted(world.firsts, rows.left, side="right")
    follows = np.append(world.firsts, world.firsts[-1])[month]
    moved = (financial_year(follows) == financial_year(rows.left)) & (draws.below(2, len(rows)) == 1)
    moved &= month < len(world.firsts)
    rows.left = np.where(moved, follows + draws.below(3, len(rows)), rows.left)
    stayed(rows, rows.stay)
    return rows


def surgery_gone(rows: Rows, world: World, draws: Draws) -> Rows:
    """Admitted to a day case on the day on which the practice was no longer ours, or up to 20 days later."""
    which = leavers(world)[draws.below(len(leavers(world)), len(rows))]
    gone = world.gone_on[which - len(world.reference.ours)]
    admit(rows, world, draws, pod=DC, stay=_zero(rows))
    rows.surgery = which
    rows.left = np.minimum(gone + draws.below(21, len(rows)), world.last_day)
    priced(rows, world, draws)
    stayed(rows, _zero(rows))
    return _wrong(rows, rows.total_pence)


def stranger(rows: Rows, world: World, draws: Draws) -> Rows:
    about = world.reference
    first = len(about.ours) + len(about.leaving)
    rows.surgery = first + draws.below(len(about.strangers), len(rows))
    return _wrong(rows, rows.total_pence)


def no_number(rows: Rows, world: World, draws: Draws) -> Rows:
    rows.nhs_number = _zero(rows) + NONE
    return _wrong(rows, rows.total_pence)


def wrong_digit(rows: Rows, world: World, draws: Draws) -> Rows:
    rows.nhs_number = with_wrong_digit(rows.nhs_number)
    return _wrong(rows, rows.total_pence)


def left_before_it_came(rows: Rows, world: World, draws: Draws) -> Rows:
    a_stay(rows, world, draws, pod=EL, low=2)
    rows.admitted, rows.left = rows.left, rows.admitted
    return _wrong(rows, rows.total_pence)


def stay_miscounted(rows: Rows, world: World, draws: Draws) -> Rows:
    a_stay(rows, world, draws, low=2)
    rows.stay = rows.stay + np.where(draws.below(2, len(rows)) == 1, 1, -1)
    return _wrong(rows, _zero(rows))


def beds_not_used(rows: Rows, world: World, draws: Draws) -> Rows:
    a_stay(rows, world, draws)
    rows.excess = draws.between(1, 6, len(rows))
    rows.bed_pence = rows.excess * world.tariff.bed_day_pence[rows.price]
    return _wrong(rows, rows.bed_pence)


def beds_not_claimed(rows: Rows, world: World, draws: Draws) -> Rows:
    over_stayed(a_stay(rows, world, draws), world, draws.between(1, 4, len(rows)))
    due = rows.bed_pence
    rows.excess = draws.below(rows.excess, len(rows))
    rows.bed_pence = rows.excess * world.tariff.bed_day_pence[rows.price]
    return _wrong(rows, rows.bed_pence - due)


def _mispriced(rows: Rows, pence: Integers) -> Rows:
    difference = pence - rows.spell_pence
    rows.spell_pence = pence
    return _wrong(rows, difference)


def slipped_up(rows: Rows, world: World, draws: Draws) -> Rows:
    a_stay(rows, world, draws)
    return _mispriced(rows, rows.spell_pence * 10)


def slipped_down(rows: Rows, world: World, draws: Draws) -> Rows:
    admit(rows, world, draws, pod=DC, stay=_zero(rows))
    return _mispriced(rows, rows.spell_pence // 10)


def other_price(rows: Rows, world: World, draws: Draws) -> Rows:
    """Some pounds over the tariff on a bill that also has excess bed days in it."""
    over_stayed(a_stay(rows, world, draws), world, draws.between(1, 3, len(rows)))
    return _mispriced(rows, rows.spell_pence + draws.between(500, 40_000, len(rows)))


def back_too_soon(rows: Rows, world: World, draws: Draws) -> Rows:
    a_stay(rows, world, draws)
    gap = 1 + draws.below(np.minimum(WITHIN, rows.admitted - world.first_day), len(rows))
    first = earlier_stay(rows, world, draws, gap)
    return joined([first, _wrong(rows, rows.total_pence)])


def after_reconciliation(rows: Rows, world: World, draws: Draws) -> Rows:
    """An ordinary row of the month before the file's."""
    rows.admitted = rows.left = world.late_first + draws.below(world.late_days, len(rows))
    admissions = rows.pod < ADMITTED
    stays = rows.taken(np.flatnonzero(admissions))
    admit(stays, world, draws, pod=stays.pod, stay=stays.stay)
    attended = rows.taken(np.flatnonzero(~admissions))
    late = joined([stays, attended])
    return _wrong(late, late.total_pence)


def errors(world: World) -> list[Error]:
    """The errors that are possible in this world; all rules have one where the practices allow it."""
    found = list(ANYWHERE)
    if len(leavers(world)):
        found.append(Error("not_ours", "The practice was closed or had left at admission", surgery_gone))
    if world.reference.strangers:
        found.append(Error("not_ours", "The practice is in no group of the PCT", stranger))
    return found


ANYWHERE = (
    Error("duplicate", "The same episode of the spell, charged twice", charged_twice),
    Error("duplicate", "The same day case under another spell number", day_case_twice),
    Error("overlap", "Lies within another spell at the same provider", stay_within_stay),
    Error("overlap", "Begins before the spell before it ends", admitted_too_early),
    Error("identity", "No NHS number", no_number),
    Error("identity", "The NHS number's check digit is wrong", wrong_digit),
    Error("dates", "Discharged before the admission", left_before_it_came),
    Error("dates", "The stay differs from its dates; no price hangs on it", stay_miscounted),
    Error("bed_days", "Excess bed days claimed for a stay within the trim point", beds_not_used),
    Error("bed_days", "Fewer excess bed days claimed than there were: an undercharge", beds_not_claimed),
    Error("price", "Ten times the tariff", slipped_up),
    Error("price", "A tenth of the tariff: an undercharge", slipped_down),
    Error("price", "Some pounds over the tariff", other_price),
    Error(
        "readmission", "An emergency within 30 days of the last discharge (a rule of 2011/12)", back_too_soon
    ),
    Error("late", "First charged after its month's final reconciliation date", after_reconciliation),
)
