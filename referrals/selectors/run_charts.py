"""Run charts of a group and its practices: a month's figures, who is missing, what was written on them.

The group's chart is a rate over the practices with a figure and a list, so that a missing practice does not
lower it. A practice's chart is its count. Counts of 1 to 5 of another practice are left out, with those from
which they would follow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import cast

from django.db.models import Q

from daccom.calendar import Month
from daccom.formats import long_date
from practices.models import CommissioningGroup, Practice, User
from practices.selectors.list_sizes import ListSizeTotal, list_size_totals
from referrals.calculations.run_charts import RULE_SET
from referrals.calculations.stretches import RunChart, run_chart
from referrals.measures import DEFINITIONS, FEWER, counted
from referrals.models import ChartNote, Measure, Rebase
from referrals.selectors.facts import Facts, month_facts
from referrals.selectors.hiding import hidden_in
from referrals.selectors.roster import Roster, roster
from referrals.selectors.run_months import first_month, months_shown

Hidden = frozenset[tuple[int, Month]]
MISSING, SMALL = "missing", "small number"


@dataclass(frozen=True)
class History:
    """What every chart of a group's month is made of."""

    roster: Roster
    months: list[Month]
    facts: Facts
    lists: Mapping[int, ListSizeTotal]
    notes: list[ChartNote]
    rebases: list[Rebase]

    @property
    def month(self) -> Month:
        return self.roster.month

    @property
    def practices(self) -> list[Practice]:
        """Those in the group in the month in view, by name."""
        return self.roster.expected(self.month)

    @property
    def is_simulated(self) -> bool:
        return any(fact.is_simulated for fact in self.facts.values())

    @property
    def rule_set(self) -> str:
        return RULE_SET

    @property
    def list_words(self) -> str:
        """Which lists the group's rates are over."""
        lists = {(size.as_at, size.source) for size in self.lists.values()}
        if not lists:
            return "No list size is known, so that the group has no rate."
        told = " and ".join(f"{long_date(as_at)} ({source})" for as_at, source in sorted(lists))
        return f"The lists are those of {told}, in all months."

    def value(self, practice: Practice, month: Month, measure: Measure) -> int | Decimal | None:
        return counted(self.facts.get((practice.pk, month)), measure)


@dataclass(frozen=True)
class Series:
    """One chart: events or pounds of `practice`, or the group's rate with practice None.

    `why`: for months without a point, "missing" or "small number". `present`: in each month of the group's
    chart, how many practices have a figure, and of how many.
    """

    measure: Measure
    practice: Practice | None
    chart: RunChart[Month]
    why: Mapping[Month, str]
    notes: list[ChartNote]
    rebases: list[Rebase]
    present: Mapping[Month, tuple[int, int]] = field(default_factory=dict)

    @property
    def improvement(self) -> str:
        """ "down" where fewer are better, else "neutral"."""
        return improvement(self.measure)

    @property
    def is_money(self) -> bool:
        return DEFINITIONS[self.measure].is_money

    @property
    def value_now(self) -> float | None:
        """The value of the month in view; None when it has none."""
        return self.chart.points[-1].value if self.chart.points else None


def improvement(measure: Measure) -> str:
    """Which way is better, as xmr() takes it."""
    return "down" if DEFINITIONS[measure].better == FEWER else "neutral"


def history(*, group: CommissioningGroup, month: Month, user: User) -> History:
    """The figures and what is written about them up to `month`; five queries."""
    first = first_month(month)
    listed = roster(group=group, month=month, user=user, since=first)
    return History(
        roster=listed,
        months=months_shown(month),
        facts=month_facts(roster=listed, user=user, first=first, last=month),
        lists=list_size_totals(listed.practices, month.last),
        notes=notes_of(group=group, month=month, user=user),
        rebases=rebases_of(group=group, month=month, user=user),
    )


def notes_of(*, group: CommissioningGroup, month: Month, user: User) -> list[ChartNote]:
    """What was noted on the group's charts and its practices', not withdrawn; one query."""
    rows = ChartNote.objects.visible_to(user).standing().filter(_shown(group, month))
    return cast(list[ChartNote], list(rows.select_related("written_by", "practice")))


def rebases_of(*, group: CommissioningGroup, month: Month, user: User) -> list[Rebase]:
    """From when on limits are set anew, not withdrawn; one query."""
    rows = Rebase.objects.visible_to(user).standing().filter(_shown(group, month))
    return cast(list[Rebase], list(rows.select_related("set_by", "practice")))


def _shown(group: CommissioningGroup, month: Month) -> Q:
    return Q(group=group, month__gte=first_month(month).first, month__lte=month.first)


def merged_into(practice: Practice, months: Sequence[Month]) -> list[Practice]:
    """The practices whose patients came to this one in these months, by day; one query."""
    within = Q(closed_on__gte=months[0].first, closed_on__lte=months[-1].last)
    return list(Practice.objects.filter(within, successor=practice).order_by("closed_on"))


def group_series(found: History, measure: Measure) -> Series:
    """The group's chart: per 1,000 patients a month, or pounds per patient."""
    values: list[tuple[Month, float | None]] = []
    present: dict[Month, tuple[int, int]] = {}
    for month in found.months:
        expected = found.roster.expected(month)
        known = [(found.value(one, month, measure), found.lists.get(one.pk)) for one in expected]
        both = [(value, size.patients) for value, size in known if value is not None and size]
        present[month] = (len(both), len(expected))
        values.append((month, _rate(both, measure)))
    return _series(found, measure, None, values, {}, present)


def _rate(both: list[tuple[int | Decimal, int]], measure: Measure) -> float | None:
    patients = sum(size for _, size in both)
    per = 1 if DEFINITIONS[measure].is_money else 1000
    return float(sum(value for value, _ in both)) * per / patients if patients else None


def practice_series(found: History, measure: Measure, practice: Practice, hidden: Hidden) -> Series:
    """One practice's chart; `hidden` as hidden_months() gives them for this reader."""
    values: list[tuple[Month, float | None]] = []
    why: dict[Month, str] = {}
    for month in found.months:
        if not found.roster.is_expected(practice, month):
            continue
        value = found.value(practice, month, measure)
        if value is None or (practice.pk, month) in hidden:
            why[month] = MISSING if value is None else SMALL
            value = None
        values.append((month, None if value is None else float(value)))
    return _series(found, measure, practice, values, why, {})


def read_by_all(found: History) -> History:
    """The same for readers without a practice of their own."""
    return replace(found, roster=replace(found.roster, own=frozenset()))


def hidden_months(found: History, measure: Measure) -> Hidden:
    """The practice-months of 1 to 5 events, or that would give one away; of pounds those they paid for."""
    return frozenset(
        (pk, month) for month in found.months for pk in hidden_in(found.roster, found.facts, measure, month)
    )


def _series(
    found: History,
    measure: Measure,
    practice: Practice | None,
    values: list[tuple[Month, float | None]],
    why: Mapping[Month, str],
    present: Mapping[Month, tuple[int, int]],
) -> Series:
    pk = practice.pk if practice else None
    notes = [one for one in found.notes if one.measure == measure and one.practice_id in {pk, None}]
    rebases = [one for one in found.rebases if one.measure == measure and one.practice_id == pk]
    chart = run_chart(values, {Month(one.month) for one in rebases}, improvement=improvement(measure))
    return Series(measure, practice, chart, why, notes, rebases, present)
