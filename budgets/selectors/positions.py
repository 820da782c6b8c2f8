"""The money of several groups at once, as the page of each one counts it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

from budgets.selectors.category_tree import category_tree
from budgets.selectors.counted import counted_practices
from budgets.selectors.current_budgets import current_budgets
from budgets.selectors.money_rows import Key, profiles_in_groups, spent_in_groups
from budgets.selectors.position_lines import Money
from practices.models import User
from referrals.selectors.roster import Roster

Row = TypeVar("Row")


def money_of_groups(*, rosters: Sequence[Roster], user: User) -> dict[int, Money]:
    """What each position is made of, by the group's id; five queries. All rosters are of one month."""
    if not rosters:
        return {}
    month, groups = rosters[0].month, [one.group for one in rosters]
    counted = {one.group.pk: {practice.pk for practice in counted_practices(one)} for one in rosters}
    budgets = current_budgets(practices=frozenset().union(*counted.values()), month=month, user=user)
    spent = spent_in_groups(groups=groups, month=month, user=user)
    shapes = profiles_in_groups(groups=groups, year=month.year, user=user)
    tree = category_tree()
    return {
        one.group.pk: Money(
            budgets=_of(counted[one.group.pk], budgets),
            spent=_of(counted[one.group.pk], spent[one.group.pk]),
            shapes=shapes[one.group.pk],
            tree=tree,
        )
        for one in rosters
    }


def _of(practices: Collection[int], rows: Mapping[Key, Row]) -> dict[Key, Row]:
    """The rows of these practices, in their order."""
    return {key: row for key, row in rows.items() if key[0] in practices}
