"""What a group keeps back: contingency and risk pool, and what variations drew on them. Pounds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, Sum

from budgets.forecasting import to_penny
from budgets.models import Reserve
from daccom.calendar import Month
from practices.models import CommissioningGroup, User


@dataclass(frozen=True)
class Kept:
    """One reserve of a year; `varied` is what variations up to the month gave it (took from it, negative)."""

    name: str
    published: Decimal
    varied: Decimal
    is_simulated: bool

    @property
    def left(self) -> Decimal:
        return self.published + self.varied


def reserves(*, group: CommissioningGroup, month: Month, user: User) -> list[Kept]:
    """The group's reserves of the month's year, as they stand in the month; one query."""
    rows = (
        Reserve.objects.visible_to(user)
        .filter(group=group, year=month.year.start_year)
        .annotate(varied=Sum("lines__amount", filter=Q(lines__variation__month__lte=month.first)))
        .order_by("kind")
        .values("kind", "amount", "varied", "is_simulated")
    )
    return [
        Kept(
            Reserve.Kind(row["kind"]).label,
            row["amount"],
            to_penny(row["varied"] or Decimal(0)),
            row["is_simulated"],
        )
        for row in rows
    ]
