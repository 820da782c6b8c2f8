"""Counts of 1 to 5 are shown only inside the practice they belong to. Pure functions."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

LARGEST_SMALL = 5
Key = TypeVar("Key", bound=Hashable)


def is_small(count: int | None) -> bool:
    """Whether a count is one of 1 to 5, behind which a person might be recognised."""
    return count is not None and 1 <= count <= LARGEST_SMALL


def suppressed(counts: Mapping[Key, int | None], shown_to: Collection[Key] = ()) -> frozenset[Key]:
    """The keys whose count this reader does not get; `shown_to` are their own, which always show.

    What the small ones come to follows from the total, so the next smallest go with them until it is itself
    no small number and no single count.
    """
    others = sorted((count, str(key), key) for key, count in counts.items() if key not in shown_to and count)
    hidden: list[Key] = []
    together = 0
    for count, _, key in others:
        if not is_small(count) and (not hidden or (together > LARGEST_SMALL and len(hidden) > 1)):
            break
        hidden.append(key)
        together += count
    return frozenset(hidden)


def suppressed_together(
    series: Sequence[Mapping[Key, int | None]], shown_to: Collection[Key] = ()
) -> frozenset[Key]:
    """The same for counts that are shown side by side with their sum, as elective stays and day cases.

    A key goes in all of `series` or in none: else what is left out of one follows from the others.
    """
    keys = {key for counts in series for key in counts if key not in shown_to}
    others = sorted(
        (not any(is_small(counts.get(key)) for counts in series), total, str(key), key)
        for key in keys
        if (total := sum(counts.get(key) or 0 for counts in series))
    )
    hidden: list[Key] = []
    for is_large, _, _, key in others:
        if is_large and (not hidden or (len(hidden) > 1 and _enough(series, hidden))):
            break
        hidden.append(key)
    return frozenset(hidden)


def _enough(series: Sequence[Mapping[Key, int | None]], hidden: Collection[Key]) -> bool:
    """Whether no sum of what is hidden is itself a small number."""
    return not any(is_small(sum(counts.get(key) or 0 for key in hidden)) for counts in series)


def suppressed_cells(
    cells: Mapping[tuple[Key, Key], int], shown_to: Collection[Key] = ()
) -> frozenset[tuple[Key, Key]]:
    """The cells of a table that this reader does not get, where rows and columns have totals.

    `cells` by (row, column); `shown_to` are the reader's own rows. What is small goes, and with it so much of
    its row and of its column that neither total gives it away.
    """
    others = {key: count for key, count in cells.items() if count and key[0] not in shown_to}
    hidden = {key for key, count in others.items() if is_small(count)}
    lines = _lines(others)
    before = -1
    while len(hidden) != before:
        before = len(hidden)
        for line in lines:
            hidden |= _completed(others, line, hidden)
    return frozenset(hidden)


def _lines(cells: Iterable[tuple[Key, Key]]) -> list[list[tuple[Key, Key]]]:
    """The cells of every row, and those of every column."""
    lines: dict[tuple[int, Key], list[tuple[Key, Key]]] = {}
    for cell in cells:
        for place in (0, 1):
            lines.setdefault((place, cell[place]), []).append(cell)
    return list(lines.values())


def _completed(
    counts: Mapping[tuple[Key, Key], int],
    line: Collection[tuple[Key, Key]],
    hidden: Collection[tuple[Key, Key]],
) -> set[tuple[Key, Key]]:
    """What else of a line has to go so that its hidden cells are two or more and come to no small number."""
    gone = [cell for cell in line if cell in hidden]
    rest = sorted((counts[cell], str(cell), cell) for cell in line if cell not in hidden)
    more: set[tuple[Key, Key]] = set()
    together = sum(counts[cell] for cell in gone)
    for count, _, cell in rest if gone else []:
        if len(gone) + len(more) > 1 and together > LARGEST_SMALL:
            break
        more.add(cell)
        together += count
    return more
