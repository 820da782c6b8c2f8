"""The spend of each month that a forecast goes by, for each main category. Money is pounds.

Missing is not nought. Where one line of a practice is not posted for a month, the mean of the months that
are posted for it this year stands in, or a twelfth of its budget when none is: so that the straight line
over the year is the one of the position. Where most practices of a month are missing nothing stands in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from budgets.forecast_methods import NONE_ONCE
from budgets.forecasting import MONTHS, to_penny
from budgets.models import Category, MonthlySpend
from budgets.selectors.counted import counted_practices, expected_months
from budgets.selectors.current_budgets import Amount, Line
from daccom.calendar import Month
from daccom.formats import plural
from practices.models import Practice, User
from practices.scope import member_rows
from referrals.selectors.roster import Roster

NOUGHT = Decimal(0)
MOST = 2
"""One part in so many of a month's practices may be missing before a forecast refuses."""
Spent = Mapping[int, Decimal]
"""Pounds by the number of the month, 1 for April."""


@dataclass(frozen=True)
class StandIn:
    """What stands for the months of a practice that are not posted, or were before it joined the group."""

    practice: str
    before_joining: bool
    months: tuple[int, ...]
    amount: Decimal
    by_budget: bool


@dataclass
class Series:
    """One main category: `posted` is the spend to date as posted, `monthly` with what stands in.

    `ended` is the part of that by month of the year, and `ended_budget` that of the budget, on lines that
    have closed. `cannot` says why there is no forecast, else it is empty.
    """

    posted: Decimal | None = None
    budget: Decimal | None = None
    monthly: list[Decimal] = field(default_factory=list)
    stand_ins: list[StandIn] = field(default_factory=list)
    cannot: str = ""
    is_simulated: bool = False
    ended: tuple[Decimal, ...] = NONE_ONCE
    ended_budget: Decimal = NOUGHT


class Tree:
    """The categories and the main category of each; one query unless they are `known`."""

    def __init__(self, known: Iterable[Category] | None = None) -> None:
        rows = Category.objects.all() if known is None else known
        self.by_id: dict[int, Category] = {row.pk: row for row in rows}

    def top(self, pk: int) -> Category:
        row = self.by_id[pk]
        while row.parent_id is not None:
            row = self.by_id[row.parent_id]
        return row

    def closed_months(self, pk: int, roster: Roster) -> set[int]:
        """The numbers of the months from which nothing is posted to the category any more."""
        closed = self.by_id[pk].closed_from
        return {month.number for month in roster.months if closed is not None and month.first >= closed}


def series_by_category(
    *, roster: Roster, user: User | None, budgets: Mapping[Line, Amount], tree: Tree
) -> dict[int, Series]:
    """By the id of the main category, for those that are managed here; one query."""
    spent, simulated = _spent(roster, user)
    return series_of(roster=roster, budgets=budgets, spent=spent, simulated=simulated, tree=tree)


def series_of(
    *,
    roster: Roster,
    budgets: Mapping[Line, Amount],
    spent: Mapping[Line, Spent],
    simulated: Collection[Line],
    tree: Tree,
) -> dict[int, Series]:
    """The same from what was read before: the spend of each line, and the lines of which it is simulated."""
    practices = {practice.pk: practice.name for practice in counted_practices(roster)}
    expected = {practice.pk: _wanted(roster, practice) for practice in counted_practices(roster)}
    found: dict[int, _Gathered] = defaultdict(_Gathered)
    posted_at_all = {(pk, number) for (pk, _), months in spent.items() for number in months}
    for line in sorted(budgets.keys() | spent.keys()):
        if line[0] not in practices or tree.top(line[1]).outside_pbc:
            continue
        closed = tree.closed_months(line[1], roster)
        wanted = expected[line[0]].without(closed)
        if line not in budgets:
            wanted = wanted.without({number for pk, number in posted_at_all if pk == line[0]})
        gathered = found[tree.top(line[1]).pk]
        add = gathered.add_ended if roster.month.number in closed else gathered.add
        add(practices[line[0]], budgets.get(line), spent.get(line, {}), wanted)
        gathered.series.is_simulated |= line in simulated
    return {pk: gathered.finish(roster.months) for pk, gathered in found.items()}


class Wanted(NamedTuple):
    """The numbers of the months that a line should have: in the group, and in the year before it joined.

    Its budget is the whole year's, so those months are needed too. Of a practice that closed none after.
    """

    there: set[int]
    before: set[int]

    def without(self, months: set[int]) -> Wanted:
        return Wanted(self.there - months, self.before - months)


def _wanted(roster: Roster, practice: Practice) -> Wanted:
    there = set(expected_months(roster, practice))
    return Wanted(there, set(range(1, max(there, default=0) + 1)) - there)


def _spent(roster: Roster, user: User | None) -> tuple[dict[Line, dict[int, Decimal]], set[Line]]:
    rows = MonthlySpend.objects.visible_to(user) if user else MonthlySpend.objects.all()
    found: dict[Line, dict[int, Decimal]] = defaultdict(dict)
    simulated = set()
    for practice, category, first, amount, marked in (
        rows.filter(member_rows([roster.group.pk], month="month"), practice__in=roster.ids)
        .between(roster.months[0], roster.month)
        .values_list("practice_id", "category_id", "month", "amount", "is_simulated")
    ):
        found[practice, category][Month(first).number] = amount
        if marked:
            simulated.add((practice, category))
    return dict(found), simulated


class _Gathered:
    """The lines of one main category while they are added up."""

    def __init__(self) -> None:
        self.series = Series()
        self.monthly: dict[int, Decimal] = defaultdict(Decimal)
        self.missing: dict[tuple[str, bool], tuple[set[int], list[Decimal], bool]] = {}
        self.practices: set[str] = set()
        self.ended: dict[int, Decimal] = defaultdict(Decimal)

    def add_ended(self, practice: str, budget: Amount | None, spent: Spent, wanted: Wanted) -> None:
        """A line of a category that has closed."""
        before = dict(self.monthly)
        self.add(practice, budget, spent, wanted)
        for number, amount in self.monthly.items():
            self.ended[number] += amount - before.get(number, NOUGHT)
        self.series.ended_budget += budget.current if budget else NOUGHT

    def add(self, practice: str, budget: Amount | None, spent: Spent, wanted: Wanted) -> None:
        self.practices.add(practice)
        if budget is not None:
            self.series.budget = (self.series.budget or NOUGHT) + budget.current
            self.series.is_simulated |= budget.is_simulated
        if spent:
            self.series.posted = (self.series.posted or NOUGHT) + sum(spent.values(), NOUGHT)
        for number, amount in spent.items():
            self.monthly[number] += amount
        for key, months in (((practice, False), wanted.there), ((practice, True), wanted.before)):
            if gaps := months - spent.keys():
                self._stand_in(key, budget, spent, gaps)

    def _stand_in(self, key: tuple[str, bool], budget: Amount | None, spent: Spent, gaps: set[int]) -> None:
        if spent:
            mean = sum(spent.values(), NOUGHT) / len(spent)
        else:
            mean = (budget.current if budget else NOUGHT) / MONTHS
        each = to_penny(mean)
        for number in gaps:
            self.monthly[number] += each
        months, amounts, by_budget = self.missing.get(key, (set(), [], False))
        self.missing[key] = (months | gaps, [*amounts, each * len(gaps)], by_budget or not spent)

    def finish(self, months: Iterable[Month]) -> Series:
        """The series, once every line is in."""
        listed = list(months)
        self.series.monthly = [self.monthly[month.number] for month in listed]
        self.series.ended = tuple(self.ended[number] for number in range(1, MONTHS + 1))
        self.series.stand_ins = [
            StandIn(*key, tuple(sorted(gaps)), sum(amounts, NOUGHT), by_budget)
            for key, (gaps, amounts, by_budget) in sorted(self.missing.items())
        ]
        self.series.cannot = self._refusal(listed)
        return self.series

    def _refusal(self, months: list[Month]) -> str:
        if self.series.posted is None:
            return "Nothing is posted this year."
        for month in months:
            missing = sum(
                month.number in gaps for (_, joined), (gaps, *_) in self.missing.items() if not joined
            )
            if missing * MOST > len(self.practices):
                return f"{month} is not posted for {plural(missing, 'practice')}."
        return ""
