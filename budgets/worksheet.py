"""How a year's money falls on practices, step by step, and from there on categories. Pure functions.

Money is Decimal pounds to the penny, percentages are 0 to 100. What is shared out is the group's total less
its reserves; the steps always add up to it. A practice is one of four sorts:

- it has a history and a list: from its part by history towards its fair share, as far as the pace says;
- it has no list: it keeps its part by history;
- it has no history: it gets its fair share at once;
- it has neither: it gets nothing, for there is nothing to go by.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from budgets.forecasting import to_penny
from budgets.shares import distance_from_target, fair_shares, split

NOTHING = Decimal("0.00")
HUNDRED = Decimal(100)


class Sort(enum.Enum):
    """What a practice's part goes by."""

    MOVES = "moves"
    KEEPS_HISTORY = "keeps its history"
    FAIR_AT_ONCE = "fair share at once"
    NOTHING_KNOWN = "nothing known"


@dataclass(frozen=True)
class Basis:
    """One practice: what it came to before, by category, and its list. `patients` None: no list is known."""

    key: int
    historic: Mapping[int, Decimal]
    patients: int | None
    weight: Decimal = Decimal(1)

    @cached_property
    def counted(self) -> dict[int, Decimal]:
        """The history that counts: a category that ended as a credit counts as nought."""
        return {category: max(amount, NOTHING) for category, amount in self.historic.items()}

    @cached_property
    def total(self) -> Decimal:
        return sum(self.counted.values(), NOTHING)

    @property
    def has_credit(self) -> bool:
        return any(amount < 0 for amount in self.historic.values())


@dataclass(frozen=True)
class Terms:
    """What is decided for the whole group: the money less reserves, the uplift and the pace, in percent."""

    available: Decimal
    uplift: Decimal
    pace: Decimal


@dataclass(frozen=True)
class Step:
    """One practice's way to its budget. `target` None: it has no list, so no fair share.

    `by_history` is where it starts from: its part of what is available. `budget` is where it ends, and
    `by_category` is that budget on its lines.
    """

    basis: Basis
    sort: Sort
    historic_share: Decimal | None
    uplifted: Decimal
    by_history: Decimal
    target: Decimal | None
    budget: Decimal
    by_category: Mapping[int, Decimal]

    @property
    def distance(self) -> Decimal | None:
        """How far over (under, negative) its fair share it starts: 0.05 is 5%; None without a target."""
        return distance_from_target(self.by_history, self.target) if self.target else None

    @property
    def distance_left(self) -> Decimal | None:
        """The same once the pace of change has been applied."""
        return distance_from_target(self.budget, self.target) if self.target else None


def worksheet(practices: Sequence[Basis], terms: Terms) -> list[Step]:
    """The steps of every practice, in the order given; their budgets are exactly `terms.available`.

    Raises ValueError for a negative sum to share, or when no practice has a history.
    """
    if not any(one.total for one in practices):
        raise ValueError("no practice has a history, so nothing says on which lines the money falls")
    sorts = _sorts(practices)
    targets = _targets(practices, sorts, terms.available)
    starts = _starts(practices, sorts, targets, terms.available)
    paced = [
        start if target is None else start + (target - start) * terms.pace / HUNDRED
        for start, target in zip(starts, targets, strict=True)
    ]
    budgets = _split(terms.available, paced)
    whole = sum((one.total for one in practices), NOTHING)
    pattern = _pattern(practices)
    return [
        Step(
            basis=one,
            sort=sort,
            historic_share=one.total / whole if whole else None,
            uplifted=to_penny(one.total * (HUNDRED + terms.uplift) / HUNDRED),
            by_history=start,
            target=target,
            budget=budget,
            by_category=on_categories(budget, one.counted if one.total else pattern),
        )
        for one, sort, start, target, budget in zip(practices, sorts, starts, targets, budgets, strict=True)
    ]


def on_categories(budget: Decimal, pattern: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """A practice's budget on its lines as its history lay on them; nothing for a pattern of nothing.

    The parts add up to the budget. What a category gets in all is the sum of its practices, no more. Odd
    pennies do not depend on the order of the pattern: a tie goes to the line with the lower id.
    """
    categories = sorted(pattern)
    return dict(zip(categories, _split(budget, [pattern[one] for one in categories]), strict=True))


def _sorts(practices: Sequence[Basis]) -> list[Sort]:
    """Lists of nobody at all give no fair share to anybody."""
    has_lists = any(one.patients for one in practices)
    sorts = []
    for one in practices:
        listed = has_lists and one.patients is not None
        if one.total:
            sorts.append(Sort.MOVES if listed else Sort.KEEPS_HISTORY)
        else:
            sorts.append(Sort.FAIR_AT_ONCE if listed else Sort.NOTHING_KNOWN)
    return sorts


def _targets(practices: Sequence[Basis], sorts: Sequence[Sort], available: Decimal) -> list[Decimal | None]:
    """Fair shares of what those without a list do not keep."""
    kept = _kept(practices, sorts, available)
    listed = [place for place, sort in enumerate(sorts) if sort in (Sort.MOVES, Sort.FAIR_AT_ONCE)]
    shares = (
        fair_shares(
            available - sum(kept, NOTHING),
            [practices[place].patients or 0 for place in listed],
            [practices[place].weight for place in listed],
        )
        if listed
        else []
    )
    found: list[Decimal | None] = [None] * len(practices)
    for place, share in zip(listed, shares, strict=True):
        found[place] = share
    return found


def _kept(practices: Sequence[Basis], sorts: Sequence[Sort], available: Decimal) -> list[Decimal]:
    """What practices without a list keep: their part of the whole by history."""
    parts = _split(available, [one.total for one in practices])
    return [part if sort is Sort.KEEPS_HISTORY else NOTHING for part, sort in zip(parts, sorts, strict=True)]


def _starts(
    practices: Sequence[Basis],
    sorts: Sequence[Sort],
    targets: Sequence[Decimal | None],
    available: Decimal,
) -> list[Decimal]:
    """Where each starts from; together what is available."""
    fixed = [
        (target or NOTHING) if sort is Sort.FAIR_AT_ONCE else part
        for part, sort, target in zip(_kept(practices, sorts, available), sorts, targets, strict=True)
    ]
    moving = [
        one.total if sort is Sort.MOVES else NOTHING for one, sort in zip(practices, sorts, strict=True)
    ]
    rest = _split(available - sum(fixed, NOTHING), moving)
    return [one + other for one, other in zip(fixed, rest, strict=True)]


def _pattern(practices: Sequence[Basis]) -> dict[int, Decimal]:
    """The whole group's history by category, for a practice that has none."""
    found: dict[int, Decimal] = {}
    for one in practices:
        for category, amount in one.counted.items():
            found[category] = found.get(category, NOTHING) + amount
    return found


def _split(amount: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """`split`, where weights of nothing get nothing."""
    if amount < 0:
        raise ValueError("the reserves are more than the whole, so there is nothing to share out")
    return split(amount, weights) if sum(weights) else [NOTHING] * len(weights)
