"""Hospital care, referrals and challenges of all groups of a PCT, from facts alone.

Practices count while they belong to a group. A month of which nothing is known is left out of both sides of
a rate: missing is not nought.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import reduce
from operator import add
from typing import Any

from django.db.models import Count, F, Q, Sum

from daccom.calendar import Month
from practices.models import CommissioningGroup, User
from practices.selectors.list_sizes import ListSizeTotal, list_size_totals
from referrals.measures import DEFINITIONS
from referrals.models import Measure, MonthFact
from referrals.selectors.small_numbers import suppressed

MEASURES = (
    Measure.REFERRALS,
    Measure.FIRST_OUTPATIENT,
    Measure.ELECTIVE,
    Measure.EMERGENCY,
    Measure.A_AND_E,
    Measure.ACUTE_COST,
)
COUNTS = tuple(measure for measure in MEASURES if measure != Measure.ACUTE_COST)
CHALLENGED = {
    "count": "challenges",
    "open_count": "challenges_open",
    "gross": "challenged_gross",
    "recovered": "recovered",
    "lost": "lost",
    "open_gross": "open_gross",
}
NOTHING = Decimal("0.00")
Events = int | Decimal | None
Lists = Mapping[int, ListSizeTotal]
Row = dict[str, Any]


@dataclass(frozen=True)
class Challenged:
    """About the charges of the year to date: how many, and the pounds raised, recovered, lost and open."""

    count: int = 0
    open_count: int = 0
    gross: Decimal = NOTHING
    recovered: Decimal = NOTHING
    lost: Decimal = NOTHING
    open_gross: Decimal = NOTHING

    def __add__(self, other: Challenged) -> Challenged:
        return Challenged(
            self.count + other.count,
            self.open_count + other.open_count,
            self.gross + other.gross,
            self.recovered + other.recovered,
            self.lost + other.lost,
            self.open_gross + other.open_gross,
        )


@dataclass(frozen=True)
class Rate:
    """Events (or pounds) per 1,000 patients and month; `person_months` are those of which both are known.

    `hidden`: the count is no figure for this reader.
    """

    events: Events = None
    person_months: int = 0
    hidden: bool = False

    @property
    def value(self) -> float | None:
        """None without events, without patients, or where it is hidden."""
        if self.hidden or self.events is None or not self.person_months:
            return None
        return float(self.events) / self.person_months * 1000

    def __add__(self, other: Rate) -> Rate:
        known = [one for one in (self.events, other.events) if one is not None]
        return Rate(sum(known) if known else None, self.person_months + other.person_months)


@dataclass(frozen=True)
class GroupActivity:
    """One group from April to the month, and in the same months a year before."""

    this: dict[str, Rate] = field(default_factory=dict)
    last: dict[str, Rate] = field(default_factory=dict)
    challenged: Challenged = Challenged()
    is_simulated: bool = False

    @property
    def is_known(self) -> bool:
        """Whether anything at all is known of the year."""
        return any(rate.events is not None for rate in self.this.values())


def activity_of_groups(
    *, groups: Sequence[CommissioningGroup], month: Month, user: User
) -> dict[int, GroupActivity]:
    """By group id, for groups of which there are facts; three queries however many practices there are.

    Each year's patients are those of the list that counts at the end of its month.
    """
    rows = list(_rows(groups, month, user))
    practices = {row["practice_id"] for row in rows}
    lists = list_size_totals(practices, month.last)
    last_lists = list_size_totals(practices, a_year_before(month).last)
    by_group: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_group[row["group"]].append(row)
    return _without_small({group: _activity(held, lists, last_lists) for group, held in by_group.items()})


def together(parts: Sequence[GroupActivity]) -> GroupActivity:
    """All groups as one: every event and every patient of theirs."""
    return GroupActivity(
        {measure: sum((part.this[measure] for part in parts), Rate()) for measure in MEASURES},
        {measure: sum((part.last[measure] for part in parts), Rate()) for measure in MEASURES},
        sum((part.challenged for part in parts), Challenged()),
        any(part.is_simulated for part in parts),
    )


def _rows(groups: Sequence[CommissioningGroup], month: Month, user: User) -> Any:
    """Sums of each practice in each group it belonged to: the year to date, and the same months before."""
    before = a_year_before(month)
    periods = {"this": _between(month), "last": _between(before)}
    sums: dict[str, Any] = {
        f"{period}_{measure}": Sum(_counted(measure), filter=when & _is_known(measure))
        for period, when in periods.items()
        for measure in MEASURES
    }
    for period, when in periods.items():
        sums[f"{period}_returns"] = Count("pk", filter=when & _is_known(Measure.REFERRALS))
        sums[f"{period}_months"] = Count("pk", filter=when & _is_known(Measure.EMERGENCY))
    for name, column in CHALLENGED.items():
        sums[name] = Sum(column, filter=periods["this"], default=0)
    return (
        MonthFact.objects.visible_to(user)
        .filter(
            Q(practice__memberships__left_on=None) | Q(practice__memberships__left_on__gt=F("month")),
            periods["this"] | periods["last"],
            practice__memberships__group__in=groups,
            practice__memberships__joined_on__lte=F("month"),
        )
        .values("practice_id", group=F("practice__memberships__group"))
        .annotate(**sums, simulated=Count("pk", filter=Q(is_simulated=True)))
        .order_by("group", "practice_id")
    )


def a_year_before(month: Month) -> Month:
    """The same month of the financial year before."""
    return month.year.previous().months[month.number - 1]


def _between(month: Month) -> Q:
    """April of the month's year up to the month."""
    return Q(month__gte=month.year.first, month__lte=month.first)


def _counted(measure: str) -> Any:
    """What a measure adds up in one practice's month."""
    about = DEFINITIONS[Measure(measure)]
    if about.pods is None:
        return F("referrals")
    kind = "cost" if about.is_money else "activity"
    first, *others = (F(f"{pod.lower()}_{kind}") for pod in about.pods)
    return reduce(add, others, first)


def _is_known(measure: str) -> Q:
    """The practice-months that tell something of the measure."""
    return Q(referrals__isnull=False) if measure == Measure.REFERRALS else Q(has_activity=True)


def _activity(rows: Sequence[Row], lists: Lists, last_lists: Lists) -> GroupActivity:
    return GroupActivity(
        {measure: _rate(rows, "this", measure, lists) for measure in MEASURES},
        {measure: _rate(rows, "last", measure, last_lists) for measure in MEASURES},
        sum((Challenged(**{name: row[name] for name in CHALLENGED}) for row in rows), Challenged()),
        any(row["simulated"] for row in rows),
    )


def _rate(rows: Sequence[Row], period: str, measure: str, lists: Lists) -> Rate:
    """Over the practices whose list is known; one without a list is on neither side."""
    months = f"{period}_{'returns' if measure == Measure.REFERRALS else 'months'}"
    parts = [
        Rate(row[f"{period}_{measure}"], row[months] * lists[row["practice_id"]].patients)
        for row in rows
        if row[months] and row["practice_id"] in lists
    ]
    return sum(parts, Rate())


def _without_small(found: dict[int, GroupActivity]) -> dict[int, GroupActivity]:
    """Counts of 1 to 5 are no figures for a PCT, nor what would give them away beside the total."""
    for period in ("this", "last"):
        for measure in COUNTS:
            counts = {group: getattr(one, period)[measure].events for group, one in found.items()}
            for group in suppressed(counts):
                rates = getattr(found[group], period)
                rates[measure] = replace(rates[measure], hidden=True)
    return found
