"""How many patients practices have: the list that counts on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max, Q, Sum

from practices.models import ListSize, Practice


@dataclass(frozen=True)
class ListSizeTotal:
    """All patients of one practice, when they were counted and by whom; simulated when any count is."""

    patients: int
    as_at: dt.date
    source: str
    is_simulated: bool = False


def list_size_totals(practices: Iterable[Practice], on: dt.date) -> dict[int, ListSizeTotal]:
    """The list of each practice that counts on a day, by practice id; one query.

    That is the latest list taken on or before `on`; a practice counted only later has its earliest list. A
    practice that was never counted is not in the answer; a list of nought patients is.
    """
    counted = (
        ListSize.objects.filter(practice__in=practices)
        .values("practice_id", "as_at")
        .annotate(
            total=Sum("patients"),
            counted_by=Max("source"),
            simulated=Count("pk", filter=Q(is_simulated=True)),
        )
        .order_by("as_at")
    )
    totals: dict[int, ListSizeTotal] = {}
    for row in counted:
        if row["as_at"] <= on or row["practice_id"] not in totals:
            totals[row["practice_id"]] = ListSizeTotal(
                row["total"], row["as_at"], row["counted_by"], bool(row["simulated"])
            )
    return totals
