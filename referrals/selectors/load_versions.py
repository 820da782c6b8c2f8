"""Which months of which providers are loaded, in which version, and what each version changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    OuterRef,
    QuerySet,
    SmallIntegerField,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from daccom.calendar import Month
from practices.models import PCT, User
from referrals.models import Episode, Load, Provider

NULLABLE: dict[str, Value] = {
    "age": Value(-1, SmallIntegerField()),
    "discharge_date": Value(dt.date.min, DateField()),
    "length_of_stay": Value(-1, SmallIntegerField()),
}
"""Content that may be missing, with a value that nobody has, so that missing equals missing."""
NO_CONTENT = {"id", "load", "episode_id", "is_simulated"}
MOST_VERSIONS = 12
ADDED, CHANGED, SAME = "added", "changed", "same"


def current_loads(user: User) -> QuerySet[Load]:
    """The versions that count, of the person's own PCT: newest month first, then by provider."""
    visible = Load.objects.visible_to(user).current().select_related("provider", "extract", "pct")
    return visible.order_by("-month", "provider__name", "pct")


def versions_of(pct: PCT, provider: Provider, month: Month) -> list[Load]:
    """The newest versions of one provider's month, newest first; one more than MOST_VERSIONS at most."""
    loads = Load.objects.filter(pct=pct, provider=provider, month=month.first)
    ever = loads.exclude(status=Load.Status.STAGED).select_related("extract__received_by", "provider")
    return list(ever.order_by("-version")[: MOST_VERSIONS + 1])


def version_before(loads: Iterable[Load]) -> dict[int, Load]:
    """By the id of each load (loaded, of one PCT) the version that it replaced; one query."""
    wanted = {(load.provider_id, load.month, load.version - 1): load.pk for load in loads if load.version}
    if not wanted:
        return {}
    months = {month for _, month, _ in wanted}
    pcts = {load.pct_id for load in loads}
    found = Load.objects.filter(pct__in=pcts, month__in=months, version__isnull=False)
    keys = ((wanted.get((load.provider_id, load.month, load.version or 0)), load) for load in found)
    return {pk: load for pk, load in keys if pk}


@dataclass(frozen=True)
class Side:
    """Some rows, and what they cost in pounds."""

    rows: int
    cost: Decimal


NOTHING = Side(0, Decimal(0))


@dataclass(frozen=True)
class Difference:
    """What a version did to the one before: rows added, removed and changed, in pounds what each did to the
    total (a removed row takes its cost away)."""

    added: Side
    removed: Side
    changed: Side

    @property
    def rows(self) -> int:
        """By how many rows there are more, or fewer."""
        return self.added.rows - self.removed.rows

    @property
    def cost(self) -> Decimal:
        """By how many pounds the total rose, or fell."""
        return self.added.cost + self.removed.cost + self.changed.cost


@dataclass(frozen=True)
class Version:
    """One version and what it changed; `difference` is None for the first."""

    load: Load
    difference: Difference | None


def with_differences(loads: Sequence[Load]) -> list[Version]:
    """The versions, newest first, each beside what it changed; two queries for each but the oldest."""
    pairs = zip(loads, loads[1:], strict=False)
    told = [Version(new, difference_between(old, new)) for new, old in pairs]
    if loads and len(loads) <= MOST_VERSIONS:
        told.append(Version(loads[-1], None))
    return told


def difference_between(old: Load, new: Load) -> Difference:
    """What `new` changed, told by episode numbers and by every field of content."""
    found = _kinds(old, new)
    added, changed, same = (found.get(kind, NOTHING) for kind in (ADDED, CHANGED, SAME))
    gone = _removed(old, new)
    changed_before = _cost_of(old) - gone.cost - same.cost
    return Difference(
        added=added,
        removed=Side(gone.rows, -gone.cost),
        changed=Side(changed.rows, changed.cost - changed_before),
    )


def _kinds(old: Load, new: Load) -> dict[str, Side]:
    """The rows of `new` by what became of them."""
    before = Episode.every.filter(load=old, episode_id=OuterRef("episode_id"))
    return {
        row["kind"]: Side(row["rows"], row["cost"])
        for row in Episode.every.filter(load=new)
        .annotate(
            kind=Case(
                When(~Exists(before), then=Value(ADDED)),
                When(~Exists(_alike(before)), then=Value(CHANGED)),
                default=Value(SAME),
            )
        )
        .order_by()
        .values("kind")
        .annotate(rows=Count("pk"), cost=Sum("total_cost"))
    }


def _alike(rows: Any) -> Any:
    """Those of `rows` that equal the outer row in every field of content."""
    names = [field.attname for field in Episode._meta.concrete_fields if field.name not in NO_CONTENT]
    plain = {name: OuterRef(name) for name in names if name not in NULLABLE}
    stand_in = {f"{name}_or_none": Coalesce(name, value) for name, value in NULLABLE.items()}
    equal = {f"{name}_or_none": Coalesce(OuterRef(name), value) for name, value in NULLABLE.items()}
    return rows.filter(**plain).alias(**stand_in).filter(**equal)


def _removed(old: Load, new: Load) -> Side:
    after = Episode.every.filter(load=new, episode_id=OuterRef("episode_id"))
    gone = Episode.every.filter(~Exists(after), load=old)
    found = gone.aggregate(rows=Count("pk"), cost=Coalesce(Sum("total_cost"), Decimal(0)))
    return Side(found["rows"], found["cost"])


def _cost_of(load: Load) -> Decimal:
    cost: Decimal = Episode.every.filter(load=load).aggregate(cost=Coalesce(Sum("total_cost"), Decimal(0)))[
        "cost"
    ]
    return cost
