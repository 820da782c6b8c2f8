"""What each group of a PCT is forecast to spend, as recorded at the end of a month. Money is pounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgets.models import ForecastRecord
from daccom.calendar import Month
from practices.models import CommissioningGroup, User


@dataclass(frozen=True)
class Recorded:
    """All main categories of a group together, each by the method it goes by."""

    budget: Decimal
    outturn: Decimal

    @property
    def variance(self) -> Decimal:
        """Over the year's budget when positive."""
        return self.outturn - self.budget

    @property
    def percent(self) -> Decimal | None:
        return self.variance / self.budget * 100 if self.budget else None


def recorded_forecasts(
    *, groups: Sequence[CommissioningGroup], month: Month, user: User
) -> dict[int, Recorded]:
    """By group id, for the groups of which a forecast was recorded for the month; one query."""
    rows = ForecastRecord.objects.visible_to(user).filter(group__in=groups, month=month.first)
    found: dict[int, list[tuple[Decimal, Decimal]]] = defaultdict(list)
    for group, budget, outturn in rows.values_list("group_id", "budget", "outturn"):
        found[group].append((budget, outturn))
    return {
        group: Recorded(sum((one[0] for one in held), Decimal(0)), sum((one[1] for one in held), Decimal(0)))
        for group, held in found.items()
    }
