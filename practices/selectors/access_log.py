"""Who looked at the patients of a practice."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, overload

from auditlog.models import LogEntry
from django.db.models import Count, Min, QuerySet
from django.db.models.fields.json import KeyTextTransform

from daccom.audit import views_of
from practices.models import Practice

Look = dict[str, Any]
NEWEST = ("-timestamp", "actor_id")
ORDERS = {
    "timestamp": ("timestamp", "actor_id"),
    "actor__name": ("actor__name", "-timestamp"),
    "-actor__name": ("-actor__name", "-timestamp"),
}
"""What the looks can be sorted by, besides the newest first."""


class Looks(Sequence[Look]):
    """The looks at one practice's patients; of hundreds of thousands only the places asked for are read.

    A moment and a person make a look. Its rows are counted for the places alone, see looks_at().
    """

    def __init__(self, views: QuerySet[LogEntry]) -> None:
        self._views, self._order = views, NEWEST

    def sort_by(self, order: str) -> None:
        """Sort by one of ORDERS; anything else puts the newest first."""
        self._order = ORDERS.get(order, NEWEST)

    def __len__(self) -> int:
        return self._length

    @cached_property
    def _length(self) -> int:
        return self._views.order_by().values("timestamp", "actor_id").distinct().count()

    @overload
    def __getitem__(self, place: int) -> Look: ...
    @overload
    def __getitem__(self, place: slice) -> list[Look]: ...
    def __getitem__(self, place: int | slice) -> Look | list[Look]:
        if isinstance(place, slice):
            return self._at(place)
        if found := self._at(slice(place, place + 1)):
            return found[0]
        raise IndexError(place)

    def _at(self, places: slice) -> list[Look]:
        named = [field.lstrip("-") for field in self._order]
        keys = dict.fromkeys(["timestamp", "actor_id", *named])
        moments = list(self._views.order_by(*self._order).values(*keys).distinct()[places])
        sums = self._views.order_by().filter(timestamp__in={one["timestamp"] for one in moments})
        found = {
            (one["timestamp"], one["actor_id"]): one
            for one in sums.values("timestamp", "actor_id", "actor__name").annotate(
                look=Min("id"),
                purpose=Min(KeyTextTransform("verb", "additional_data")),
                patients=Count("object_pk", distinct=True),
            )
        }
        return [found[one["timestamp"], one["actor_id"]] for one in moments]


def looks_at(practice: Practice) -> Looks:
    """One row for each page of patient rows that somebody opened, newest first.

    Each is a dictionary: `look` (an id), `timestamp`, `actor__name`, `purpose` (the page) and `patients` (the
    rows seen).
    """
    return Looks(views_of(practice.pk))


def seen_together(practice: Practice, look: int) -> QuerySet[LogEntry]:
    """The rows seen in one look; none when it was no look at this practice's patients."""
    views = views_of(practice.pk)
    one = views.filter(pk=look)
    together: QuerySet[LogEntry] = (
        views.filter(timestamp__in=one.values("timestamp"), actor__in=one.values("actor"))
        .select_related("actor")
        .order_by("pk")
    )
    return together
