"""What was forecast a month ago, and by what the forecast moved since. Money is pounds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from budgets.forecast_movement import Cause, Movement, Past, movement
from budgets.models import ForecastRecord
from budgets.selectors.forecast_shapes import Once
from budgets.selectors.forecasts import CategoryForecast, Forecasts
from daccom.amounts import known_sum
from daccom.calendar import Month
from practices.models import CommissioningGroup, User


@dataclass(frozen=True)
class Moved:
    """One line beside last month's record: `movement` None when nothing was recorded, or nothing is now."""

    line: CategoryForecast
    record: ForecastRecord | None
    movement: Movement | None


@dataclass(frozen=True)
class Movements:
    """Every line's movement since `month`, and what they come to."""

    month: Month
    lines: list[Moved]

    @property
    def known(self) -> list[Movement]:
        return [one.movement for one in self.lines if one.movement is not None]

    @property
    def before(self) -> Decimal | None:
        """What was forecast for the lines that can be compared."""
        return known_sum(one.before for one in self.known)

    @property
    def total(self) -> Decimal | None:
        return known_sum(one.total for one in self.known)

    def by_cause(self, cause: Cause) -> Decimal | None:
        return known_sum(one.causes[cause] for one in self.known)


def records_of(group: CommissioningGroup, user: User | None, month: Month) -> dict[int, ForecastRecord]:
    """What was recorded for a month, by the id of the category; one query."""
    rows = ForecastRecord.objects.visible_to(user) if user else ForecastRecord.objects.all()
    return {row.category_id: row for row in rows.filter(group=group, month=month.first)}


def movements(*, found: Forecasts, group: CommissioningGroup, user: User | None) -> Movements:
    """Since the month before; in April there is none, for the year is a new one. One query."""
    before = found.month.previous()
    records = records_of(group, user, before) if before.year == found.month.year else {}
    profiles = {pk: profile.set_at for pk, profile in found.shapes.set_profiles.items()}
    lines = [_moved(line, records.get(line.category.pk), profiles) for line in found.lines]
    return Movements(before, lines)


def history(
    group: CommissioningGroup, user: User | None, category: int, month: Month
) -> list[ForecastRecord]:
    """The records of the year's earlier months, and of the month itself once it has one; one query."""
    rows = ForecastRecord.objects.visible_to(user) if user else ForecastRecord.objects.all()
    found = rows.filter(
        group=group, category=category, month__gte=month.year.first, month__lte=month.first
    ).order_by("month")
    return list(found)


def past_of(record: ForecastRecord) -> Past:
    return Past(record.method, record.budget, tuple(map(Decimal, record.monthly)), record.outturn)


def _moved(line: CategoryForecast, record: ForecastRecord | None, profiles: dict[int, dt.datetime]) -> Moved:
    after = line.chosen.outturn
    if record is None or after is None:
        return Moved(line, record, None)
    changes = [profiles.get(line.category.pk), *_changed(line.once)]
    reshaped = any(moment is not None and moment > record.recorded_at for moment in changes)
    split = movement(
        past=past_of(record), basis=line.basis, method=line.method, after=after, reshaped=reshaped
    )
    return Moved(line, record, split)


def _changed(once: Once) -> Iterable[dt.datetime | None]:
    """When something that comes once was recorded or withdrawn."""
    for row in once.rows:
        yield row.recorded_at
        yield row.withdrawn_at
