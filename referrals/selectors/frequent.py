"""Frequent admissions: who of a group was admitted most often as an emergency in a rolling year.

Admissions are spells, not episodes: several episodes of one stay count once. A patient counts within each
practice, so that no practice sees what happened under another. Only valid NHS numbers can be counted.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Count, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat

from daccom.calendar import Month
from practices.models import CommissioningGroup, Membership, Practice
from referrals.calculations.nhs_numbers import nhs_number_is_valid
from referrals.models import CarePlan, Episode, Load
from referrals.models.episodes import EpisodeQuerySet
from referrals.selectors.numbers import IsValidNumber

HOW_MANY = 50
FEWEST = 2
"""Somebody admitted once is not admitted frequently, however short the list is."""

Patient = tuple[int, str]
"""A practice's id and an NHS number."""
Row = tuple[int, str, int]
"""The same with the number of admissions."""


@dataclass(frozen=True)
class Place:
    """A practice in its group, with the practices that were open there in `month`."""

    practice: Practice
    group: CommissioningGroup
    month: Month
    practices: list[Practice] = field(repr=False)


def place_of(ods_code: str, month: Month) -> Place | None:
    """The practice in its group of the month; None when it was in none; one query."""
    members = Membership.objects.on(month.first)
    groups = members.filter(practice__ods_code=ods_code).values("group")
    listed = members.filter(group__in=groups).select_related("practice", "group")
    practices = {row.practice: row.group for row in listed}
    practice = next((one for one in practices if one.ods_code == ods_code), None)
    if practice is None:
        return None
    still_open = [one for one in practices if one.closed_on is None or one.closed_on > month.first]
    return Place(practice, practices[practice], month, still_open)


@dataclass(frozen=True)
class Year:
    """The twelve months up to and including `last`."""

    last: Month

    @property
    def first(self) -> Month:
        return Month(dt.date(self.last.first.year - 1, self.last.first.month, 1)).next()

    def emergencies(self, practices: Collection[int]) -> EpisodeQuerySet:
        """The emergency stays that ended in the year, of current loads."""
        found: EpisodeQuerySet = Episode.objects.emergencies().filter(
            practice__in=practices, month__gte=self.first.first, month__lte=self.last.first
        )
        return found


@dataclass(frozen=True)
class Ranking:
    """The patients on the list with their admissions, the most first.

    `fewest` is how many admissions are enough to be on it: those of the 50th patient, of whom all with as
    many are kept, or FEWEST when there are not so many patients. `plans`: all care plans of the group.
    """

    year: Year
    listed: dict[Patient, int]
    fewest: int
    plans: dict[Patient, CarePlan] = field(repr=False)

    def of(self, practice: Practice) -> list[str]:
        """The NHS numbers of the practice's own patients on the list."""
        return [number for pk, number in self.listed if pk == practice.pk]

    def gone_from(self, practice: Practice) -> list[str]:
        """Those whom the practice marked as deceased or moved away."""
        return [number for (pk, number), plan in self.plans.items() if pk == practice.pk and plan.departed]

    @property
    def by_practice(self) -> Counter[int]:
        return Counter(pk for pk, _ in self.listed)


def ranking(*, practices: Iterable[Practice], month: Month) -> Ranking:
    """The list of a group's `practices` for the year to `month`; two queries.

    Whom a practice marked as deceased or moved away leaves it, and the next one moves up.
    """
    ids, year = [practice.pk for practice in practices], Year(month)
    kept = CarePlan.objects.filter(practice__in=ids).select_related("changed_by")
    plans = {(plan.practice_id, plan.nhs_number): plan for plan in kept}
    gone = {patient for patient, plan in plans.items() if plan.departed}
    rows: Iterable[Row] = (
        year.emergencies(ids)
        .exclude(nhs_number="")
        .order_by()
        .values_list("practice_id", "nhs_number")
        .annotate(admissions=Count(_spell(), distinct=True))
        .filter(admissions__gte=FEWEST)
    )
    listed, fewest = _top(sorted(rows, key=lambda row: (-row[2], row[0], row[1])), gone)
    return Ranking(year, listed, fewest, plans)


def not_countable(year: Year, practices: Iterable[Practice]) -> int:
    """Emergency admissions of the year without a valid NHS number; one query."""
    rows = year.emergencies([practice.pk for practice in practices]).filter(~IsValidNumber("nhs_number"))
    return int(rows.aggregate(admissions=Count(_spell(), distinct=True))["admissions"])


def _spell() -> Combinable:
    """A spell number is its provider's own."""
    return Concat(Cast("provider_id", TextField()), Value("/"), "spell_id")


def _top(rows: list[Row], gone: set[Patient]) -> tuple[dict[Patient, int], int]:
    """The first HOW_MANY of `rows`, the most admissions first, and all with as many as the last of them."""
    listed: dict[Patient, int] = {}
    fewest = FEWEST
    for pk, number, admissions in rows:
        if len(listed) == HOW_MANY:
            fewest = min(listed.values())
        if admissions < fewest:
            break
        if (pk, number) not in gone and nhs_number_is_valid(number):
            listed[pk, number] = admissions
    return listed, fewest


def newest_month(group: CommissioningGroup) -> Month | None:
    """The last month loaded for the group's PCT; None before the first; one query."""
    loads = Load.objects.current().filter(pct=group.pct_id).order_by("-month")
    first = loads.values_list("month", flat=True).first()
    return Month(first) if first else None
