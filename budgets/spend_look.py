"""What a file of spend would change, before it is posted. Money is pounds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from budgets.models import Category
from budgets.services.spend_files import FileLine
from budgets.spend_files import Amounts, Ground
from daccom.calendar import Month
from practices.models import Practice


@dataclass(frozen=True)
class LookLine:
    """A line that differs from what is posted; `seen` None: nothing is posted yet."""

    practice: Practice
    category: Category
    line: FileLine

    @property
    def difference(self) -> Decimal:
        return self.line.amount - (self.line.seen or Decimal(0))


@dataclass(frozen=True)
class MonthTotal:
    """What is posted for a month now, what the file says of it, and what would be posted after."""

    month: Month
    posted: Decimal
    in_file: Decimal
    after: Decimal


@dataclass(frozen=True)
class Look:
    """A file beside what is posted: the lines that differ, how many do not, and totals by month."""

    lines: list[LookLine]
    same: int
    totals: list[MonthTotal]

    @cached_property
    def new(self) -> int:
        return sum(shown.line.seen is None for shown in self.lines)

    @property
    def corrected(self) -> int:
        return len(self.lines) - self.new

    @property
    def file_lines(self) -> list[FileLine]:
        return [shown.line for shown in self.lines]


def look_at(amounts: Amounts, ground: Ground) -> Look:
    """The amounts of a file beside what is posted now."""
    practices = {practice.pk: practice for practice in ground.practices.values()}
    lines = [
        LookLine(
            practices[practice],
            ground.tree[category].category,
            FileLine(practice, category, month, ground.posted.get(key), amount),
        )
        for key, amount in amounts.items()
        for practice, category, month in [key]
        if ground.posted.get(key) != amount
    ]
    lines.sort(key=lambda one: (one.line.month, one.practice.name, one.category.order))
    months = sorted({month for _, _, month in amounts})
    return Look(lines, len(amounts) - len(lines), [_total(month, amounts, ground) for month in months])


def _total(month: Month, amounts: Amounts, ground: Ground) -> MonthTotal:
    posted = {key: amount for key, amount in ground.posted.items() if key[2] == month}
    in_file = {key: amount for key, amount in amounts.items() if key[2] == month}
    return MonthTotal(
        month, _sum(posted.values()), _sum(in_file.values()), _sum({**posted, **in_file}.values())
    )


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal(0))
