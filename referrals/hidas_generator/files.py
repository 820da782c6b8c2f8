"""A whole file and its answers, written as they are made: memory does not grow with the file."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
import polars as pl

from daccom.calendar import Month
from practices.demo.draws import Draws, Integers
from referrals.hidas_generator.answers import Answer, answer_file
from referrals.hidas_generator.blocks import blocks
from referrals.hidas_generator.frames import HEADER, frame
from referrals.hidas_generator.malformed import Damage, damaged
from referrals.hidas_generator.planted import errors
from referrals.hidas_generator.reference import Reference
from referrals.hidas_generator.rows import NONE, Rows
from referrals.hidas_generator.world import World

LITTLE_EFFORT = 1
"""A gzip level that does not take longer than making the rows."""
AS_CSV: Any = {"include_header": False, "line_terminator": "\r\n", "quote_style": "never"}


@dataclass(frozen=True)
class Order:
    """What to make: so many rows of these months, `error_rate` of them wrong, `malformed` in a thousand."""

    seed: int
    rows: int
    months: Sequence[Month]
    reference: Reference
    error_rate: float = 0.02
    malformed: int = 0


@dataclass(frozen=True)
class Block:
    """Some rows of the file as text, the planted errors among them and the values that were damaged."""

    text: pl.DataFrame
    answers: list[Answer]
    damage: list[Damage]


@dataclass
class Made:
    """How many rows, planted errors and damaged values there are in a file."""

    rows: int = 0
    answers: int = 0
    damage: int = 0

    def count(self, block: Block) -> None:
        """Add what is in the block."""
        self.rows += len(block.text)
        self.answers += len(block.answers)
        self.damage += len(block.damage)


def generate(order: Order) -> Iterator[Block]:
    """The file's blocks in order. Raises ValueError when the reference has no price to go by."""
    world, first, spoilt = World.of(order.reference, order.months, order.seed), 0, 0
    for rows in blocks(order.seed, order.rows, world, order.error_rate):
        text = frame(rows, world, order.seed, first)
        damage: list[Damage] = []
        if order.malformed:
            draws = Draws("hidas malformed", order.seed, first)
            text, damage = damaged(text, _alone(rows), order.malformed, draws, first, spoilt)
        yield Block(text, _answers(rows, text, world), damage)
        first, spoilt = first + len(rows), spoilt + len(damage)


def _alone(rows: Rows) -> Integers:
    """Positions of the rows that are a story by themselves and not planted."""
    _, story, size = np.unique(rows.story, return_inverse=True, return_counts=True)
    return np.flatnonzero((size[story] == 1) & (rows.why == NONE))


def _answers(rows: Rows, text: pl.DataFrame, world: World) -> list[Answer]:
    known, planted = errors(world), np.flatnonzero(rows.why != NONE)
    ids = text.select("provider_code", "episode_id", "practice_code", "discharge_date")[planted].rows()
    return [
        Answer(provider, episode, known[why].rule, pence, known[why].why, practice, day[:7])
        for (provider, episode, practice, day), why, pence in zip(
            ids, rows.why[planted].tolist(), rows.at_stake[planted].tolist(), strict=True
        )
    ]


def write(order: Order, path: Path, *, answers: Path | None = None, zipped: bool = False) -> Made:
    """Write the file, as gzip if asked, and its answers; what is in it."""
    made = Made()
    with ExitStack() as open_files:
        out = open_files.enter_context(path.open("wb"))
        text: IO[bytes] | gzip.GzipFile = out
        if zipped:
            text = open_files.enter_context(gzip.GzipFile("", "wb", LITTLE_EFFORT, out, mtime=0))
        listed = open_files.enter_context(answer_file(answers, order.seed)) if answers else None
        text.write(f"{HEADER}\r\n".encode())
        for block in generate(order):
            text.write(block.text.write_csv(**AS_CSV).encode())
            made.count(block)
            if listed:
                listed.add(block.answers, block.damage)
    return made
