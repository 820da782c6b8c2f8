"""Names beside points, moved up or down so that none lies on another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LETTER, LINE, GAP = 6.8, 15, 9
"""Pixels of a letter and a line at 13 points, and between a point and its name."""
Box = tuple[float, float, float]


@dataclass(frozen=True)
class Label:
    """`words` at data coordinates, to the "left" or "right" of x."""

    words: str
    x: float
    y: float
    side: str


def placed(
    points: Sequence[tuple[str, float, float]],
    across: tuple[float, float],
    up: tuple[float, float],
    width: int,
    height: int,
) -> list[Label]:
    """A label for each (name, x, y), from the top down; `across` and `up` are the axes' ends.

    A name that finds no free place near its point within the picture is left out: the table has it.
    """
    per_x, per_y = width / (across[1] - across[0] or 1), height / (up[1] - up[0] or 1)
    taken: list[Box] = []
    labels: list[Label] = []
    for words, x, y in sorted(points, key=lambda point: (-point[2], point[0])):
        left, top = (x - across[0]) * per_x, (up[1] - y) * per_y
        found = _free(taken, len(words) * LETTER, left, top, (width, height))
        if found:
            side, box = found
            taken.append(box)
            labels.append(Label(words, x, up[1] - box[2] / per_y, side))
    return labels


def _free(
    taken: Sequence[Box], size: float, left: float, top: float, room: tuple[int, int]
) -> tuple[str, Box] | None:
    """The side, and (from, to, middle) in pixels, of the nearest place that nothing takes."""
    sides = {"right": (left + GAP, left + GAP + size), "left": (left - GAP - size, left - GAP)}
    for step in (0, 8, -8, 15, -15, 22, -22):
        for side, (start, end) in sides.items():
            box = (start, end, top + step)
            inside = start >= 0 and end <= room[0] + 2 * GAP and 0 <= top + step <= room[1]
            if inside and not any(_meet(box, other) for other in taken):
                return side, box
    return None


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and abs(one[2] - other[2]) < LINE
