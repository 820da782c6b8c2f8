"""What a group's main categories are forecast to come to, from what its position is made of. Money is pounds.

For a page that reads the position anyhow: the same figures as `budgets.selectors.forecasts`, with no query.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from budgets.forecast_methods import NONE_ONCE, TWELFTHS, Basis, outturn
from budgets.forecasting import MONTHS
from budgets.models import Method
from budgets.profiles import shape_of
from budgets.selectors.forecast_series import Series, Tree, series_of
from budgets.selectors.position_lines import Money
from daccom.calendar import Month
from referrals.selectors.roster import Roster

HUNDRED = 100


class Chosen(NamedTuple):
    """The method that holds for a main category; `amount` is the outturn by judgement."""

    method: Method
    amount: Decimal | None


class Choice(NamedTuple):
    """A choice that was made for a category (by code): from `month` on, the `number`th of all."""

    code: str
    month: Month
    number: int
    chosen: Chosen


def standing(choices: Iterable[Choice], month: Month) -> dict[str, Chosen]:
    """By the category's code the choice that holds in the month; a judgement is for one year only."""
    last = {one.code: one for one in sorted(choices, key=lambda one: (one.month, one.number))}
    return {
        code: one.chosen
        for code, one in last.items()
        if one.chosen.method != Method.MANUAL or one.month.year == month.year
    }


class Once(NamedTuple):
    """What comes once: the id of the category, the number of the month, and how much."""

    category: int
    number: int
    amount: Decimal


class Live(NamedTuple):
    """`outturn` None: nothing can be said."""

    method: Method
    budget: Decimal | None
    outturn: Decimal | None


def live_forecasts(
    *, roster: Roster, money: Money, choices: Mapping[str, Chosen], once: Iterable[Once]
) -> dict[str, Live]:
    """By the code of the main category: by the method chosen, in a straight line where nobody chose."""
    tree = Tree(node.category for node in money.tree.values())
    found = series_of(
        roster=roster,
        budgets=money.budgets,
        spent={line: spent.by_month for line, spent in money.spent.items() if spent.by_month},
        simulated=(),
        tree=tree,
    )
    amounts = _once(once, tree)
    return {
        code: _live(series, choices.get(code), _profile(pk, money, tree), tuple(amounts.get(pk, NONE_ONCE)))
        for pk, series in found.items()
        for code in [tree.by_id[pk].code]
    }


def _live(
    series: Series, choice: Chosen | None, profile: tuple[Decimal, ...], once: tuple[Decimal, ...]
) -> Live:
    method = choice.method if choice else Method.STRAIGHT_LINE
    basis = Basis(
        monthly=tuple(series.monthly),
        budget=series.budget,
        profile=profile,
        once=once,
        judged=choice.amount if choice else None,
        ended=series.ended,
        ended_budget=series.ended_budget,
    )
    return Live(method, series.budget, None if series.cannot else _outturn(method, basis))


def _outturn(method: Method, basis: Basis) -> Decimal | None:
    try:
        return outturn(method, basis)
    except ValueError:
        return None


def _profile(category: int, money: Money, tree: Tree) -> tuple[Decimal, ...]:
    """The profile set for the year; else last year's shape; else twelfths."""
    if category in money.shapes:
        return tuple(money.shapes[category])
    spent: dict[int, Decimal] = defaultdict(Decimal)
    for line, rows in money.spent.items():
        if tree.top(line[1]).pk == category:
            for number, amount in rows.before.items():
                spent[number] += amount
    shape = shape_of([spent[number] for number in sorted(spent)]) if len(spent) == MONTHS else None
    return TWELFTHS if shape is None else tuple(share / HUNDRED for share in shape)


def _once(rows: Iterable[Once], tree: Tree) -> dict[int, list[Decimal]]:
    found: dict[int, list[Decimal]] = {}
    for row in rows:
        found.setdefault(tree.top(row.category).pk, list(NONE_ONCE))[row.number - 1] += row.amount
    return found
