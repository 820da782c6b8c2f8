"""What a group said comes once in a year."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from budgets.models import NonRecurrent
from daccom.calendar import Month
from practices.models import CommissioningGroup, User


@dataclass(frozen=True)
class ComesOnce:
    """The rows of a year that were not withdrawn, and what they come to in pounds."""

    month: Month
    rows: list[NonRecurrent]

    @property
    def to_date(self) -> Decimal:
        """Those up to the month: part of the spend to date."""
        past = [row.amount for row in self.rows if row.month <= self.month.first]
        return sum(past, Decimal(0))

    @property
    def whole_year(self) -> Decimal:
        return sum((row.amount for row in self.rows), Decimal(0))


def comes_once(*, group: CommissioningGroup, month: Month, user: User) -> ComesOnce:
    """What comes once in the month's year, past and coming; one query."""
    rows = NonRecurrent.objects.visible_to(user).filter(
        group=group, month__gte=month.year.first, month__lte=month.year.last, withdrawn_at=None
    )
    return ComesOnce(month, list(rows.select_related("category", "practice", "recorded_by")))
