"""Chance that is the same on every machine.

Only the raw 64-bit stream of PCG64 is used, which numpy promises to keep, and whole numbers after it: no
logarithms or sums of floats that another processor might round another way.
"""

from __future__ import annotations

from zlib import crc32

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]

SEED = 2008
ONE = 1 << 16


class Draws:
    """A stream of its own for each key, so that one month's draws do not depend on another's."""

    def __init__(self, *key: object) -> None:
        self._bits = np.random.PCG64([SEED, *(crc32(str(part).encode()) for part in key)])

    def below(self, limit: int | Integers, size: int) -> Integers:
        """`size` whole numbers from 0 to `limit` - 1, alike likely; `limit` is under 2³², one or one each."""
        high = (self._bits.random_raw(size) >> np.uint64(32)).astype(np.uint64)
        return ((high * np.asarray(limit, dtype=np.uint64)) >> np.uint64(32)).astype(np.int64)

    def between(self, low: int, high: int, size: int) -> Integers:
        """Whole numbers from `low` to `high`, both included."""
        return low + self.below(high - low + 1, size)

    def chance(self, per_thousand: int, size: int) -> npt.NDArray[np.bool_]:
        """True about `per_thousand` times in a thousand."""
        return self.below(1000, size) < per_thousand

    def pick(self, weights: Integers, size: int) -> Integers:
        """Positions in `weights`, each as likely as its weight."""
        cumulative = np.cumsum(weights)
        return np.searchsorted(cumulative, self.below(int(cumulative[-1]), size), side="right")

    def normal(self, size: int) -> Integers:
        """Nearly standard normal numbers in units of 1/65,536: the sum of twelve even draws."""
        return self.below(ONE, 12 * size).reshape(12, size).sum(axis=0) - 6 * ONE

    def counts(self, thousandths: Integers) -> Integers:
        """Counts that vary about their means as arrivals do; the means are given in thousandths."""
        spread = np.sqrt((thousandths * 1000).astype(np.float64)).astype(np.int64)
        size = len(thousandths)
        drawn = thousandths + (spread * self.normal(size)) // ONE + self.below(1000, size)
        return np.maximum(drawn // 1000, 0)
