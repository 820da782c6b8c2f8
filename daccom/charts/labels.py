"""Names beside points, moved up or down so that none lies on another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LETTER, LINE, GAP, DOT = 6.8, 15, 9, 6
"""Pixels of a letter and a line at 13 points, between a point and its name, and of half a dot."""
STEPS = (0, *(way * pixels for pixels in range(8, 96, 8) for way in (1, -1)))
"""How far up or down a name may stand from its point, the nearest first."""
Box = tuple[float, float, float]


@dataclass(frozen=True)
class Label:
    """`words` at data coordinates, to the "left" or "right" of x; `point` is the y of what they name."""

    words: str
    x: float
    y: float
    side: str
    point: float


def placed(
    points: Sequence[tuple[str, float, float]],
    across: tuple[float, float],
    up: tuple[float, float],
    size: tuple[int, int],
    obstacles: Sequence[tuple[float, float]] = (),
) -> list[Label]:
    """A label for each (name, x, y), from the top down; `across` and `up` are the axes' ends.

    `size` is the width and height in pixels; names keep off the `obstacles` too. One that finds no free place
    near its point within the picture is left out: the table has it.
    """
    width, height = size
    per_x, per_y = width / (across[1] - across[0] or 1), height / (up[1] - up[0] or 1)
    taken: list[Box] = []
    labels: list[Label] = []
    dots: list[Box] = [
        ((x - across[0]) * per_x - DOT, (x - across[0]) * per_x + DOT, (up[1] - y) * per_y)
        for x, y in obstacles
    ]
    for words, x, y in sorted(points, key=lambda point: (-point[2], point[0])):
        left, top = (x - across[0]) * per_x, (up[1] - y) * per_y
        found = _free([*taken, *dots], len(words) * LETTER, left, top, size)
        if found:
            side, box = found
            taken.append(box)
            labels.append(Label(words, x, up[1] - box[2] / per_y, side, y))
    return labels


def _free(
    taken: Sequence[Box], size: float, left: float, top: float, room: tuple[int, int]
) -> tuple[str, Box] | None:
    """The side, and (from, to, middle) in pixels, of the nearest place that nothing takes."""
    sides = {"right": (left + GAP, left + GAP + size), "left": (left - GAP - size, left - GAP)}
    for step in STEPS:
        for side, (start, end) in sides.items():
            box = (start, end, top + step)
            inside = start >= 0 and end <= room[0] + 2 * GAP and 0 <= top + step <= room[1]
            if inside and not any(_meet(box, other) for other in taken):
                return side, box
    return None


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and abs(one[2] - other[2]) < LINE
