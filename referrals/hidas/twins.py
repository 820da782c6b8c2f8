"""Finds rows that come twice in one file without keeping every key in memory."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from referrals.hidas.judging import Judged
from referrals.hidas.reading import LINE

BITS = 1 << 27
PROBES = 4
KEY = "key"

Hashes = npt.NDArray[np.uint64]


class Seen:
    """Which keys may have come before: never wrong when it says no, now and then when it says yes.

    A Bloom filter of 16 MB: of five million keys it suspects about 2,000 without cause, of any number it
    takes the same memory. What it suspects, the caller looks up.
    """

    def __init__(self) -> None:
        self._bits = np.zeros(BITS // 8, np.uint8)

    def suspects(self, hashes: Hashes) -> npt.NDArray[np.bool_]:
        """Whether each key may be one of those added."""
        found = np.ones(len(hashes), np.bool_)
        for places in _places(hashes):
            found &= (self._bits[places >> np.uint64(3)] >> (places & np.uint64(7)).astype(np.uint8)) & 1 == 1
        return found

    def add(self, hashes: Hashes) -> None:
        for places in _places(hashes):
            marks = np.left_shift(np.uint8(1), (places & np.uint64(7)).astype(np.uint8))
            np.bitwise_or.at(self._bits, (places >> np.uint64(3)).astype(np.int64), marks)


def _places(hashes: Hashes) -> list[Hashes]:
    step = (hashes >> np.uint64(32)) | np.uint64(1)
    return [(hashes + np.uint64(probe) * step) % np.uint64(BITS) for probe in range(PROBES)]


def keys(rows: pl.DataFrame) -> pl.Series:
    """What must not come twice: provider and episode number."""
    return rows.select(pl.concat_str("provider_code", "episode_id", separator="\t").alias(KEY)).to_series()


def below_a_good_one(judged: Judged) -> pl.Series:
    """Which rows have the key of a good row above them in the same table."""
    found = judged.rows.select(LINE, keys(judged.rows), judged.is_good.alias("good"))
    if found[KEY].n_unique() == found.height:
        return pl.zeros(found.height, pl.Boolean, eager=True)
    first = pl.when("good").then(LINE).min().over(KEY)
    return found.select((pl.col(LINE) > first).fill_null(False)).to_series()
