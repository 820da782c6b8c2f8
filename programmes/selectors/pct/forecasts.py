"""What each group of a PCT is forecast to spend: as recorded for a month, else as chosen. Money is pounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgets.models import ForecastChoice, ForecastRecord, Method, NonRecurrent
from budgets.selectors.forecast_live import Choice, Chosen, Live, Once, live_forecasts, standing
from budgets.selectors.position_lines import Money
from daccom.calendar import Month
from practices.models import CommissioningGroup, User
from referrals.selectors.roster import Roster


@dataclass(frozen=True)
class Forecast:
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
) -> dict[int, Forecast]:
    """By group id, for the groups of which a forecast was recorded for the month; one query."""
    rows = ForecastRecord.objects.visible_to(user).filter(group__in=groups, month=month.first)
    found: dict[int, list[tuple[Decimal, Decimal]]] = defaultdict(list)
    for group, budget, outturn in rows.values_list("group_id", "budget", "outturn"):
        found[group].append((budget, outturn))
    return {
        group: Forecast(sum((one[0] for one in held), Decimal(0)), sum((one[1] for one in held), Decimal(0)))
        for group, held in found.items()
    }


def live_of_groups(
    *, rosters: Sequence[Roster], money: Mapping[int, Money], user: User
) -> dict[int, Forecast]:
    """By group id what the chosen methods say of the rosters' month; two queries."""
    if not rosters:
        return {}
    groups, month = [one.group for one in rosters], rosters[0].month
    choices, once = _choices(groups, month, user), _once(groups, month, user)
    found = {
        one.group.pk: _together(
            live_forecasts(
                roster=one,
                money=money[one.group.pk],
                choices=standing(choices[one.group.pk], month),
                once=once[one.group.pk],
            ).values()
        )
        for one in rosters
    }
    return {pk: forecast for pk, forecast in found.items() if forecast is not None}


def _together(lines: Iterable[Live]) -> Forecast | None:
    """The lines that have both a budget and a forecast."""
    both = [(one.budget, one.outturn) for one in lines if one.budget is not None and one.outturn is not None]
    if not both:
        return None
    return Forecast(sum((one[0] for one in both), Decimal(0)), sum((one[1] for one in both), Decimal(0)))


def _choices(
    groups: Sequence[CommissioningGroup], month: Month, user: User
) -> defaultdict[int, list[Choice]]:
    rows = ForecastChoice.objects.visible_to(user).filter(group__in=groups, month__lte=month.first)
    found: defaultdict[int, list[Choice]] = defaultdict(list)
    for row in rows.select_related("category"):
        chosen = Chosen(Method(row.method), row.amount)
        found[row.group_id].append(Choice(row.category.code, Month(row.month), row.pk, chosen))
    return found


def _once(groups: Sequence[CommissioningGroup], month: Month, user: User) -> defaultdict[int, list[Once]]:
    year = month.year
    rows = NonRecurrent.objects.visible_to(user).filter(
        group__in=groups, withdrawn_at=None, month__gte=year.first, month__lte=year.last
    )
    found: defaultdict[int, list[Once]] = defaultdict(list)
    for row in rows:
        found[row.group_id].append(Once(row.category_id, Month(row.month).number, row.amount))
    return found
