"""Loads say how many rows they hold and what these cost; extracts how many rows were good."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Count, F, Q, Sum

from daccom.calendar import Month
from daccom.ledger import Figure, register
from referrals.models import Episode, Extract, Load

ENDED = (Extract.Status.LOADED, Extract.Status.REJECTED)


@register("loads equal their episodes")
def loads() -> Iterator[Figure]:
    """Rows and cost of each version, current or replaced; and none of its rows is of another month."""
    counted = {
        row["load"]: row
        for row in Episode.every.order_by()
        .values("load")
        .annotate(
            rows=Count("pk"),
            cost=Sum("total_cost"),
            strays=Count("pk", filter=~Q(provider=F("load__provider")) | ~Q(month=F("load__month"))),
        )
    }
    nothing = {"rows": 0, "cost": None, "strays": 0}
    for load in Load.objects.exclude(status=Load.Status.STAGED).select_related("provider"):
        found = counted.get(load.pk, nothing)
        yield Figure(f"rows of {load}", load.rows, found["rows"])
        yield Figure(f"cost of {load}", load.total_cost, pennies(found["cost"]))
        yield Figure(f"rows of {load} that are of another month or provider", 0, found["strays"])


@register("extracts equal their loads")
def extracts() -> Iterator[Figure]:
    """What a loaded file brought is in its loads; an ended one left nothing half-way."""
    rows: dict[int, int] = dict.fromkeys(Extract.objects.values_list("pk", flat=True), 0)
    staged = dict(rows)
    for load in Load.objects.all():
        rows[load.extract_id] += load.rows
        staged[load.extract_id] += load.status == Load.Status.STAGED
    for extract in Extract.objects.filter(status__in=ENDED):
        if extract.status == Extract.Status.LOADED:
            yield Figure(f"good rows of extract {extract.pk}", extract.rows_good, rows[extract.pk])
        yield Figure(f"staged loads of ended extract {extract.pk}", 0, staged[extract.pk])


@register("one current load for each month that was loaded")
def current_loads() -> Iterator[Figure]:
    """Of a PCT, a provider and a month; and its versions count from one without a gap."""
    versions: dict[tuple[str, str, Month], list[Load]] = {}
    for load in Load.objects.exclude(status=Load.Status.STAGED).select_related("pct", "provider"):
        key = load.pct.ods_code, load.provider.ods_code, Month(load.month)
        versions.setdefault(key, []).append(load)
    for (pct, provider, month), found in versions.items():
        what = f"{pct}, {provider}, {month}"
        current = [load for load in found if load.status == Load.Status.CURRENT]
        yield Figure(f"current loads of {what}", 1, len(current))
        yield Figure(f"versions of {what}", max(load.version or 0 for load in found), len(found))


def pennies(amount: Decimal | None) -> Decimal:
    """A sum to the penny; of no rows nought."""
    return (amount or Decimal(0)).quantize(Decimal("0.01"))
