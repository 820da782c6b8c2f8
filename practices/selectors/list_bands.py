"""How many patients practices have by sex and age: the list that counts on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from django.db.models import Max, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from practices.models import ListSize, Practice

Band = tuple[str, str]
"""A sex and an age band, as the list writes them."""
COLUMNS = ("practice_id", "sex", "age_band", "patients", "as_at", "source", "is_simulated")


@dataclass(frozen=True)
class BandedList:
    """The patients of one practice by band, when they were counted and by whom."""

    bands: Mapping[Band, int]
    as_at: dt.date
    source: str
    is_simulated: bool = False

    @property
    def patients(self) -> int:
        return sum(self.bands.values())


def banded_lists(practices: Iterable[Practice], on: dt.date) -> dict[int, BandedList]:
    """The list of each practice that counts on a day, by practice id; one query.

    Which one counts is as in `list_size_totals`: the latest taken on or before `on`, else the earliest. A
    practice that was never counted is not in the answer.
    """
    same = ListSize.objects.filter(practice=OuterRef("practice")).order_by()
    counted = Coalesce(_one(same.filter(as_at__lte=on), Max("as_at")), _one(same, Min("as_at")))
    rows = ListSize.objects.filter(practice__in=practices, as_at=counted).order_by("pk")
    found: dict[int, list[ListSize]] = {}
    for row in cast(Iterable[ListSize], rows.values_list(*COLUMNS, named=True)):
        found.setdefault(row.practice_id, []).append(row)
    return {pk: _list(counts) for pk, counts in found.items()}


def _one(rows: QuerySet[ListSize], aggregate: Max | Min) -> Subquery:
    return Subquery(rows.values("practice").annotate(found=aggregate).values("found"))


def _list(counts: list[ListSize]) -> BandedList:
    return BandedList(
        bands={(row.sex, row.age_band): row.patients for row in counts},
        as_at=counts[0].as_at,
        source=max(row.source for row in counts),
        is_simulated=any(row.is_simulated for row in counts),
    )
