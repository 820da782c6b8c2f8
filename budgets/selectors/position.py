"""Budget against spend to date, with the straight-line outturn, by category and by practice. Money is pounds.

The smallest line is one practice and one category, shown under its main category. Every sum is a sum of
lines, so that both views and the total agree to the penny. The budget to date is what the main category's
profile (twelfths where it has none) gives to the months for which spend was posted: a month that finance has
not posted is missing on both sides. Spend without a budget has no variance. Spend counts from the month in
which a practice joined the group, whoever reads it. See `position_lines` for practices that merge.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from budgets.selectors.category_tree import Node, category_tree
from budgets.selectors.counted import Closed, closed_practices, counted_practices
from budgets.selectors.current_budgets import current_budgets
from budgets.selectors.money_rows import profiles, spent_rows
from budgets.selectors.position_lines import Money, position_lines, practice_heading
from budgets.selectors.position_parts import Heading, Line, Row
from daccom.calendar import Month
from practices.models import User
from referrals.selectors.roster import Roster

__all__ = ["Heading", "Line", "Position", "Row", "Tree", "money_of", "position", "position_of"]


@dataclass(frozen=True)
class Tree:
    """A main category with the lines beneath it; none when money is on the main category itself."""

    row: Row
    parts: list[Row]


@dataclass(frozen=True)
class Position:
    """A group's money at the end of `month`; `outside` are categories shown but not managed here.

    `closed` are practices that closed within the year, `nodes` every category by id; `profiled` are the ids
    of main categories with a profile of their own.
    """

    month: Month
    by_category: list[Row]
    by_practice: list[Row]
    outside: list[Row]
    total: Row
    closed: list[Closed] = field(default_factory=list)
    profiled: frozenset[int] = frozenset()
    nodes: dict[int, Node] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not self.by_category and not self.outside

    @cached_property
    def tree(self) -> list[Tree]:
        return trees(self.by_category)

    @cached_property
    def tree_outside(self) -> list[Tree]:
        return trees(self.outside)


def position(*, roster: Roster, user: User) -> Position:
    """The position of the practices in the group in the roster's month; five queries.

    Practices that closed earlier in the year count with the months in which they were open.
    """
    return position_of(roster=roster, money=money_of(roster=roster, user=user))


def money_of(*, roster: Roster, user: User) -> Money:
    """What the position is made of; five queries."""
    ids = [practice.pk for practice in counted_practices(roster)]
    return Money(
        budgets=current_budgets(practices=ids, month=roster.month, user=user),
        spent=spent_rows(roster=roster, user=user, practices=ids),
        shapes=profiles(roster=roster, user=user),
        tree=category_tree(),
    )


def position_of(*, roster: Roster, money: Money) -> Position:
    """The same from what was read before: `money` of no other practices than the group's."""
    counted, closed = counted_practices(roster), closed_practices(roster)
    lines = position_lines(roster=roster, counted=counted, closed=closed, money=money)
    managed = [line for line in lines if not line.outside_pbc]
    outside = [line for line in lines if line.outside_pbc]
    listed = [practice_heading(practice, closed) for practice in counted]
    return Position(
        month=roster.month,
        by_category=_rows(managed, _category, _sorted(managed, _category)),
        by_practice=_rows(managed, _practice, listed) if managed else [],
        outside=_rows(outside, _category, _sorted(outside, _category)),
        total=Row(Heading("", "All"), managed),
        closed=list(closed.values()),
        profiled=frozenset(money.shapes),
        nodes=dict(money.tree),
    )


def trees(rows: list[Row]) -> list[Tree]:
    """Each main category with its lines, in their order."""
    return [
        Tree(row, parts if [part.heading for part in parts] != [row.heading] else [])
        for row in rows
        for parts in [_rows(row.lines, _part, _sorted(row.lines, _part))]
    ]


def _category(line: Line) -> Heading:
    return line.category


def _practice(line: Line) -> Heading:
    return line.practice


def _part(line: Line) -> Heading:
    return line.part


def _sorted(lines: list[Line], by: Callable[[Line], Heading]) -> list[Heading]:
    return sorted({by(line) for line in lines}, key=lambda heading: (heading.order, heading.name))


def _rows(lines: list[Line], by: Callable[[Line], Heading], headings: list[Heading]) -> list[Row]:
    found: dict[Heading, list[Line]] = {heading: [] for heading in headings}
    for line in lines:
        found[by(line)].append(line)
    return [Row(heading, held) for heading, held in found.items()]
