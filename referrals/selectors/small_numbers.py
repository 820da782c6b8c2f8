"""Counts of 1 to 5 are shown only inside the practice they belong to. Pure functions."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
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
