"""Stages a file: its good rows under loads that do not count yet, its bad ones in the report.

Rows are committed a table at a time, and only while the job is ours. Imports polars: for workers, not for
pages.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from itertools import islice
from typing import Any

import numpy as np
import polars as pl
from django.db import transaction

from daccom import calendar
from daccom.jobs import hold
from daccom.models import Job
from referrals.hidas import refusing
from referrals.hidas.dates import is_under_way
from referrals.hidas.judging import Fault, Judge, Judged
from referrals.hidas.layout import Arrangement
from referrals.hidas.twins import Seen, below_a_good_one, keys
from referrals.models import Extract, Load, Provider, RowError, Specialty
from referrals.selectors.staged import (
    practice_ids,
    provider_ids,
    specialty_ids,
    staged_keys,
    undecided_codes,
)
from referrals.services.episode_rows import write_episodes

MOST_ERRORS = 10_000
"""Row errors that a report keeps in full; rows are counted exactly beyond."""
MOST_NEW_CODES = 100
MOST_LOADS = 5_000

Codes = dict[str, int]
Make = Callable[[str], int]


class Staging:
    """One run over one file: what it has staged so far, and the counts for its report."""

    def __init__(self, extract: Extract, job: Job, arrangement: Arrangement) -> None:
        self._extract, self._job = extract, job
        self.judge = Judge(width=arrangement.width, practices=practice_ids(), today=calendar.today())
        self._providers = _decided("providers", provider_ids())
        self._specialties = _decided("specialties", specialty_ids())
        self._seen = Seen()
        self._loads: dict[tuple[int, dt.date], Load] = {}
        self._counts: Counter[int] = Counter()
        self._pence: Counter[int] = Counter()
        self._errors = 0
        self.good = self.bad = self.under_way = 0
        self.new_codes: dict[str, list[str]] = {
            kind: list(codes) for kind, codes in extract.new_codes.items()
        }

    def add(self, judged: Judged) -> None:
        """Stage one table of the file. Raises Refused, and TakenOver when the job is another worker's now."""
        judged = self._without_twins(judged)
        good = judged.rows.filter(judged.is_good)
        finished = good.filter(~is_under_way())
        faults = list(islice(self.judge.faults(judged), MOST_ERRORS - self._errors))
        with transaction.atomic():
            hold(self._job)
            if finished.height:
                self._write(finished)
            keep_faults(self._extract, faults)
        self._seen.add(_hashes(good))
        self._errors += len(faults)
        self.good += finished.height
        self.under_way += good.height - finished.height
        self.bad += judged.rows.height - good.height

    @property
    def read(self) -> int:
        """All rows so far."""
        return self.good + self.bad + self.under_way

    def finish(self) -> None:
        """Write the sums of every load and of the file. Raises Refused when there was no row at all."""
        if not self.read:
            raise refusing.no_rows()
        with transaction.atomic():
            hold(self._job)
            for load in self._loads.values():
                cost = Decimal(self._pence[load.pk]) / 100
                Load.objects.filter(pk=load.pk).update(rows=self._counts[load.pk], total_cost=cost)
            Extract.objects.filter(pk=self._extract.pk).update(
                rows_read=self.read,
                rows_good=self.good,
                rows_bad=self.bad,
                rows_under_way=self.under_way,
            )

    def _without_twins(self, judged: Judged) -> Judged:
        """What the filter suspects is looked up among the rows that are staged."""
        twins = below_a_good_one(judged)
        suspected = pl.Series(self._seen.suspects(_hashes(judged.rows)))
        if suspected.any():
            found = keys(judged.rows)
            asked = [tuple(key.split("\t", 1)) for key in found.filter(suspected).to_list()]
            known = {"\t".join(key) for key in staged_keys(self._extract, asked)}
            twins = twins | found.is_in(list(known))
        return judged.once(twins)

    def _write(self, good: pl.DataFrame) -> None:
        rows = good.with_columns(
            _ids(good["provider_code"], self._providers, self._new_provider).alias("provider_id"),
            _ids(good["specialty_code"], self._specialties, self._new_specialty).alias("specialty_id"),
        )
        sums = rows.group_by("provider_id", "month").agg(pl.len().alias("rows"), pl.col("pence").sum())
        sums = sums.sort("provider_id", "month")
        loads = [self._load(provider, month) for provider, month, _, _ in sums.rows()]
        for load, (_, _, count, pence) in zip(loads, sums.rows(), strict=True):
            self._counts[load.pk] += count
            self._pence[load.pk] += pence
        ids = sums.select("provider_id", "month", pl.Series("load_id", [load.pk for load in loads]))
        write_episodes(
            _as_stored(rows.join(ids, on=["provider_id", "month"], how="left"), self._extract.is_simulated)
        )

    def _load(self, provider: int, month: dt.date) -> Load:
        found = self._loads.get((provider, month))
        if found is None:
            if len(self._loads) == MOST_LOADS:
                raise refusing.too_many_months(MOST_LOADS)
            found = Load.objects.create(
                extract=self._extract,
                pct_id=self._extract.pct_id,
                provider_id=provider,
                month=month,
                settles_in=month,
            )
            self._loads[provider, month] = found
        return found

    def _new_provider(self, code: str) -> int:
        self._note("providers", code)
        name = f"Provider {code}, name not known"
        return Provider.objects.get_or_create(ods_code=code, defaults={"name": name})[0].pk

    def _new_specialty(self, code: str) -> int:
        self._note("specialties", code)
        defaults = {"name": f"Treatment function {code}, name not known", "in_return": False}
        return Specialty.objects.get_or_create(code=code, defaults=defaults)[0].pk

    def _note(self, kind: str, code: str) -> None:
        """Remember, with the rows, that a person must decide about the code."""
        noted = self.new_codes.setdefault(kind, [])
        if code in noted:
            return
        if len(noted) == MOST_NEW_CODES:
            raise refusing.too_many_codes(kind, MOST_NEW_CODES)
        noted.append(code)
        Extract.objects.filter(pk=self._extract.pk).update(new_codes=self.new_codes)


def keep_faults(extract: Extract, faults: list[Fault]) -> None:
    """Write faults to the extract's report."""
    RowError.objects.bulk_create(
        [
            RowError(
                extract=extract,
                rule=fault.rule,
                line=fault.line,
                column=fault.column,
                value=fault.value,
                reason=fault.words,
            )
            for fault in faults
        ],
        batch_size=1_000,
    )


def _decided(kind: str, known: Codes) -> Codes:
    """The codes that need no decision: those of files under way are as new to this one."""
    undecided = undecided_codes(kind)
    return {code: pk for code, pk in known.items() if code not in undecided}


def _ids(codes: pl.Series, known: Codes, make: Make) -> pl.Series:
    """The id of each code; a code that is not known is made, and known from then on."""
    for code in codes.unique().sort().to_list():
        if code not in known:
            known[code] = make(code)
    return codes.replace_strict(known, return_dtype=pl.Int64)


def _hashes(rows: pl.DataFrame) -> Any:
    return keys(rows).hash().to_numpy().astype(np.uint64, copy=False)


def _as_stored(rows: pl.DataFrame, is_simulated: bool) -> pl.DataFrame:
    """The columns of the episode table."""
    return rows.select(
        "load_id",
        "provider_id",
        "spell_id",
        "episode_id",
        pl.col("practice").alias("practice_id"),
        "month",
        "nhs_number",
        "sex",
        "age",
        "pod",
        "specialty_id",
        "admission_method",
        "source_of_referral",
        "patient_classification",
        "admission_date",
        "discharge_date",
        "diagnosis",
        "procedure",
        "hrg",
        "length_of_stay",
        pl.col("excess_bed_days").fill_null(0),
        "spell_cost",
        "excess_bed_day_cost",
        "total_cost",
        pl.lit(is_simulated).alias("is_simulated"),
    )
