"""The rows of a file, block after block: ordinary stories, decoys and planted errors strewn among them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from practices.demo.draws import Draws, Integers
from referrals.hidas_generator.decoys import Story, decoys
from referrals.hidas_generator.ordinary import ordinary
from referrals.hidas_generator.planted import Error, errors
from referrals.hidas_generator.rows import NONE, Rows, joined
from referrals.hidas_generator.world import World

STORIES_IN_BLOCK = 50_000
STREWN_OVER = 400
"""How far the second row of a story may lie from the first, in stories."""
NARROWEST, WIDEST = 4, 200


def window_of(error_rate: float) -> int:
    """How many stories there are to one decoy and one error; 2% makes about one row in fifty wrong.

    Raises ValueError for a rate that leaves no room for ordinary rows.
    """
    if not 0 <= error_rate <= 0.2:
        raise ValueError("The error rate is from 0 to 0.2.")
    return min(max(round(1 / error_rate) - 1, NARROWEST), WIDEST) if error_rate else WIDEST // 4


def blocks(seed: int, rows: int, world: World, error_rate: float) -> Iterator[Rows]:
    """Exactly `rows` rows in the order of the file, some 50,000 at a time.

    The same seed gives the same rows on every machine. `why` is the position in `errors(world)`.
    """
    block = 0
    while rows > 0:
        found = _cut(_block(seed, block, world, error_rate, rows), rows)
        rows -= len(found)
        block += 1
        yield found


def _block(seed: int, block: int, world: World, error_rate: float, rows: int) -> Rows:
    window = window_of(error_rate)
    windows = STORIES_IN_BLOCK // window
    draws = Draws("hidas", seed, block)
    number = np.arange(block * windows, (block + 1) * windows)[: rows // window + 1]
    wrong = draws.below(window, len(number))
    decoy = (wrong + 1 + draws.below(window - 1, len(number))) % window
    stories = number[0] * window + np.arange(len(number) * window)
    kind = np.full(len(stories), NONE, dtype=np.int64)
    place = np.arange(len(number)) * window
    tales, faults = decoys(world), errors(world)
    kind[place + decoy] = len(faults) + number % len(tales)
    if error_rate:
        kind[place + wrong] = number % len(faults)
    parts = [_told(ordinary(stories[kind == NONE], world, draws), draws, None, world)]
    for which in np.unique(kind[kind != NONE]).tolist():
        base = ordinary(stories[kind == which], world, draws)
        told = tales[which - len(faults)] if which >= len(faults) else _planting(faults[which], which)
        parts.append(_told(base, draws, told, world))
    keys = np.concatenate([key for _, key in parts])
    return joined([part for part, _ in parts]).taken(np.argsort(keys, kind="stable"))


def _planting(error: Error, which: int) -> Story:
    """The error's story, with its position in `why`."""

    def story(rows: Rows, world: World, draws: Draws) -> Rows:
        told = error.plant(rows, world, draws)
        told.why = np.where(told.why == NONE, NONE, which)
        return told

    return story


def _told(base: Rows, draws: Draws, story: Story | None, world: World) -> tuple[Rows, Integers]:
    """The rows of the stories and where each belongs in the file: further rows of a story come later."""
    rows = story(base, world, draws) if story else base
    part = np.arange(len(rows)) // max(len(base), 1)
    return rows, rows.story + part * (1 + draws.below(STREWN_OVER, len(rows)))


def _cut(rows: Rows, most: int) -> Rows:
    """No more than `most` rows and no story in half; stories of one row fill what is missing."""
    if len(rows) <= most:
        return rows
    story = rows.story - rows.story.min()
    sizes = np.bincount(story)
    last = int(np.searchsorted(np.cumsum(sizes), most, side="right"))
    keep = np.arange(len(sizes)) < last
    alone = last + np.flatnonzero(sizes[last:] == 1)
    keep[alone[: most - int(sizes[:last].sum())]] = True
    return rows.taken(np.flatnonzero(keep[story]))
