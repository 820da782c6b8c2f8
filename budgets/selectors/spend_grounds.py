"""What a file of spend is read against, and the lines that a file to fill in has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from budgets.models import IndicativeBudget, MonthlySpend
from budgets.selectors.category_tree import Node, category_tree
from budgets.selectors.counted import expected_months
from budgets.spend_files import Ground, Key, category_rule
from daccom.calendar import Month
from daccom.spreadsheets.writing import Value
from practices.models import CommissioningGroup, User
from practices.scope import member_rows
from referrals.selectors.roster import roster


def spend_ground(*, group: CommissioningGroup, month: Month, user: User, today: dt.date) -> Ground:
    """The practices of the whole year of `month`, the categories, and what is posted; three queries."""
    over = [one for one in month.year.months if one.last < today]
    listed = roster(group=group, month=over[-1] if over else month.year.months[0], user=user)
    posted = (
        MonthlySpend.objects.visible_to(user)
        .filter(member_rows([group.pk], month="month"), practice__in=listed.ids)
        .between(month.year.months[0], month.year.months[-1])
    )
    return Ground(
        year=month.year,
        over=over,
        practices={practice.ods_code: practice for practice in listed.practices},
        counts_in={practice.pk: expected_months(listed, practice) for practice in listed.practices},
        tree=category_tree(),
        posted={
            (practice, category, Month(day)): amount
            for practice, category, day, amount in posted.values_list(
                "practice_id", "category_id", "month", "amount"
            )
        },
    )


def file_rows(ground: Ground, months: Iterable[Month]) -> list[list[Value]]:
    """Rows of the layout: what is posted, and an empty amount where something is still to be; one query.

    A practice has the lines of its group's budgets of the year; all open lines when no budget is set.
    """
    lines = _lines(ground)
    practices = sorted(ground.practices.values(), key=lambda practice: practice.name)
    return [
        [
            practice.ods_code,
            practice.name,
            node.category.code,
            node.category.name,
            month.slug,
            ground.posted.get(key),
        ]
        for month in months
        for practice in practices
        for node in ground.tree.values()
        for key in [(practice.pk, node.category.pk, month)]
        if key in ground.posted or (node.category.pk in lines and _is_open(ground, node, key))
    ]


def _lines(ground: Ground) -> set[int]:
    """The ids of the categories that are asked for."""
    budgeted = IndicativeBudget.objects.filter(
        practice__in=[practice.pk for practice in ground.practices.values()], year=ground.year.start_year
    )
    known = set(budgeted.values_list("category", flat=True))
    return known or {pk for pk, node in ground.tree.items() if not node.is_outside}


def _is_open(ground: Ground, node: Node, key: Key) -> bool:
    practice, _, month = key
    return month.number in ground.counts_in[practice] and not category_rule(node, month, ground)
