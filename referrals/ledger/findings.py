"""Findings stand with the load, the practice and the month of the episode they are about."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, F, Q

from daccom.ledger import Figure, register
from referrals.models import Finding

OWN = Q(
    episode__load=F("load"),
    episode__practice=F("practice"),
    episode__month=F("month"),
    month=F("load__month"),
)


@register("findings stand with their episodes")
def findings() -> Iterator[Figure]:
    """Of each load: as many findings as belong to one of its own rows."""
    rows = Finding.objects.order_by().values("load").annotate(every=Count("pk"), own=Count("pk", filter=OWN))
    for row in rows:
        yield Figure(f"findings of load {row['load']}", row["every"], row["own"])
