"""The lines of a position, and what becomes of the budget of a practice that merges.

A practice that closed keeps the part of its budget that falls on the months in which it was open. The rest
is counted with its successor, when that is in the group, on a line of the same category: so the group's
budget stays what it was, and is held against the spend of whoever it is posted for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from budgets.models import Category
from budgets.profiles import ALL_MONTHS, Shape, falling_on
from budgets.selectors.category_tree import Node
from budgets.selectors.counted import Closed, expected_months
from budgets.selectors.current_budgets import Amount
from budgets.selectors.money_rows import Key, Spent
from budgets.selectors.position_parts import Heading, Line
from daccom.amounts import known_sum
from daccom.calendar import FinancialYear
from daccom.formats import long_date
from practices.models import Practice
from referrals.selectors.roster import Roster


@dataclass(frozen=True)
class Part:
    """What a line has of a budget: `year` for all its months, of a budget of `whole` falling on `months`."""

    year: Decimal
    whole: Decimal
    months: frozenset[int]

    def to_date(self, posted: frozenset[int], shape: Shape | None) -> Decimal:
        return falling_on(self.whole, self.months & posted, shape)


@dataclass(frozen=True)
class Money:
    """What lines are made of: amounts by practice and category, and the shapes by main category (id)."""

    budgets: Mapping[Key, Amount]
    spent: Mapping[Key, Spent]
    shapes: Mapping[int, Shape]
    tree: Mapping[int, Node]


def position_lines(
    *, roster: Roster, counted: list[Practice], closed: Mapping[int, Closed], money: Money
) -> list[Line]:
    """Every practice and category that has a budget or spend."""
    practices = {practice.pk: (practice, expected_months(roster, practice)) for practice in counted}
    year, parts = roster.month.year, _parts(money, closed)
    shown = {key: spent for key, spent in money.spent.items() if spent.months or spent.last_months}
    return [
        _line(year, *practices[key[0]], closed, money, key, parts.get(key, []))
        for key in {**money.budgets, **parts, **shown}
    ]


def _line(
    year: FinancialYear,
    practice: Practice,
    expected: frozenset[int],
    closed: Mapping[int, Closed],
    money: Money,
    key: Key,
    parts: list[Part],
) -> Line:
    node, spent, budget = money.tree[key[1]], money.spent.get(key, Spent()), money.budgets.get(key)
    open_in = open_months(node.closed_from, year)
    to_date = [part.to_date(spent.months, money.shapes.get(node.root.pk)) for part in parts]
    return Line(
        practice=practice_heading(practice, closed),
        category=category_heading(node.root),
        part=category_heading(node.category),
        budget=known_sum(part.year for part in parts),
        varied=budget.varied if budget else Decimal(0),
        budget_to_date=known_sum(to_date) if spent.months else None,
        spend=spent.this,
        posted=spent.months,
        expected=expected & open_in,
        year_months=len(open_in & (expected if practice.pk in closed else ALL_MONTHS)),
        last_year=spent.last,
        last_months=spent.last_months,
        outside_pbc=node.is_outside,
        is_simulated=spent.is_simulated or bool(budget and budget.is_simulated),
    )


def practice_heading(practice: Practice, closed: Mapping[int, Closed]) -> Heading:
    """The practice by name, with the day on which it closed."""
    if practice.pk in closed and practice.closed_on:
        return Heading(practice.ods_code, f"{practice.name} (closed {long_date(practice.closed_on)})")
    return Heading(practice.ods_code, practice.name)


def category_heading(category: Category) -> Heading:
    return Heading(category.code, category.name, category.order)


@lru_cache
def open_months(closed_from: dt.date | None, year: FinancialYear) -> frozenset[int]:
    """The numbers of the months of a year in which spend may be posted to a category."""
    return frozenset(m.number for m in year.months if closed_from is None or m.first < closed_from)


def _parts(money: Money, closed: Mapping[int, Closed]) -> dict[Key, list[Part]]:
    """What every line has of a budget: its own, and what it takes over from a practice that closed."""
    found: dict[Key, list[Part]] = {}
    for (pk, category), amount in money.budgets.items():
        gone, budget = closed.get(pk), amount.current
        if gone is None or gone.successor is None:
            found.setdefault((pk, category), []).append(Part(budget, budget, ALL_MONTHS))
            continue
        kept = falling_on(budget, gone.open_months, money.shapes.get(money.tree[category].root.pk))
        found.setdefault((pk, category), []).append(Part(kept, budget, gone.open_months))
        taken = Part(budget - kept, budget, ALL_MONTHS - gone.open_months)
        found.setdefault((gone.successor.pk, category), []).append(taken)
    return found
